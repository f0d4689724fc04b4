"""How the files of a release are named and laid out, as its source.toml says."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FileLayout:
    """One `[[file]]` of a source.toml.

    pattern: file names it is about, as a glob. supersedes: "periods" (a newer snapshot of the series
    replaces the periods it covers) or "whole" (it replaces all that came before).
    varied: columns with nearly as many values as rows. sheet: name in a workbook; None is the first.
    least_records, most_records: fewer fails, more warns.
    """

    name: str
    pattern: str
    series: str
    supersedes: str = "periods"
    encoding: str = "utf-8"
    columns: tuple[str, ...] = ()
    varied: tuple[str, ...] = ()
    sheet: str | None = None
    least_records: int = 1
    most_records: int | None = None
