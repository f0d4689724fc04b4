"""How the files of a release are named and laid out, as its source.toml says."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

START = 2_000
"""Bytes of a file's beginning in which a mark stands."""


@dataclass(frozen=True)
class Wholeness:
    """What every whole file of a layout holds, the `[file.whole]` of a source.toml; nothing is asked by default.

    has_no_holes: its periods follow one another from the first to the last.
    country_beside_parts: the country's own row stands in each period that has a place of it, by measure.
    every_place: kinds of the country's places that each period has, all of them.
    every_category: the lookup of lookups.csv whose codes all occur.
    least_places: in each period.
    """

    has_no_holes: bool = False
    country_beside_parts: bool = False
    every_place: tuple[str, ...] = ()
    every_category: str | None = None
    least_places: int = 0

    @property
    def asks_for_records(self) -> bool:
        """Is more asked than which periods there are?"""
        return replace(self, has_no_holes=False) != Wholeness()


@dataclass(frozen=True)
class FileLayout:
    """One `[[file]]` of a source.toml.

    pattern: file names it is about, as a glob. supersedes: "periods" (a newer snapshot of the series
    replaces the periods it covers) or "whole" (it replaces all that came before).
    varied: columns with nearly as many values as rows. sheet: name in a workbook; None is the first.
    date_in_name: the whole file name as a `strptime` pattern, where the publisher writes the date of
    issue into it ("Release_%Y_%m_%d.csv").
    marked: text near the start of the file that tells it from others of the same name (a law in two languages).
    withheld_column: says of which list a row is, in files that may have rows of a restricted list (pipeline/withheld.py).
    most_bytes: a larger file is refused before it is read, and so is a workbook that unpacks to ten times as much.
    least_records, most_records: fewer fails, more warns. whole: what else a whole file has.
    """

    name: str
    pattern: str
    series: str
    supersedes: str = "periods"
    encoding: str = "utf-8"
    columns: tuple[str, ...] = ()
    varied: tuple[str, ...] = ()
    sheet: str | None = None
    date_in_name: str | None = None
    marked: str | None = None
    withheld_column: str | None = None
    most_bytes: int | None = None
    least_records: int = 1
    most_records: int | None = None
    whole: Wholeness = field(default_factory=Wholeness)

    def is_of(self, path: Path) -> bool:
        """Does the start of the file bear the mark, where the layout has one?"""
        if self.marked is None:
            return True
        try:
            with path.open("rb") as file:
                return self.marked.encode() in file.read(START)
        except OSError:
            return False

    def date_of(self, file_name: str) -> date | None:
        """The date of issue that stands in the file's name; None where the layout or the name has none."""
        if self.date_in_name is None:
            return None
        try:
            return datetime.strptime(file_name, self.date_in_name).date()
        except ValueError:
            return None
