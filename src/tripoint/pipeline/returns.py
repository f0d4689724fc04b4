"""A national return into the ledger: checked by itself and beside what is held, then kept whole or not at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from tripoint.errors import Problem, Problems
from tripoint.harmonise.rows import Context
from tripoint.ingest.layout import FileLayout
from tripoint.ingest.snapshot import hash_of
from tripoint.pipeline.ingest import Outcome, ingest_file
from tripoint.returns.compare import Earlier, check_against
from tripoint.returns.groups import Grouped
from tripoint.returns.problems import ReturnProblems
from tripoint.returns.reading import Expected, read_return
from tripoint.returns.source import kept, layout_of, signed_on
from tripoint.returns.understand import Understood
from tripoint.sources.catalogue import Source, source, sources
from tripoint.store.ledger import Reader
from tripoint.store.manifest import Snapshot
from tripoint.store.writer import Writer


@dataclass(frozen=True)
class Checked:
    """A return as far as it is understood, and everything that is wrong with it."""

    problems: tuple[Problem, ...]
    understood: Understood | None = None
    groups: Grouped | None = None

    @property
    def is_fit(self) -> bool:
        """Is nothing wrong beyond warnings?"""
        return self.understood is not None and all(problem.is_warning for problem in self.problems)

    @property
    def language(self) -> str | None:
        return self.understood.filled.language if self.understood else None


def check_return(path: Path, reader: Reader, *, today: date, expected: Expected) -> Checked:
    """Checks a file by itself and beside what the reader holds; nothing is kept.

    reader: one for the governments, or definitions and totals of sheets that are not public are not compared.
    """
    problems = ReturnProblems("return", path.name)
    read = read_return(path, problems, today=today, expected=expected)
    if read is None:
        return Checked(problems.all())
    understood, groups = read
    filled = understood.filled
    _check_versions(understood, hash_of(path), reader, problems)
    _check_nature(understood, reader, problems)
    earlier = earlier_return(reader, filled.country, filled.year - 1)
    if earlier is not None:
        check_against(understood, earlier, problems)
    return Checked(problems.all(), understood, groups)


def merge_return(path: Path, writer: Writer, checked: Checked) -> Outcome:
    """Keeps a return that `check_return` found fit. Raises BadInput if it does not fit the ledger after all."""
    understood, groups = checked.understood, checked.groups
    if understood is None or groups is None or not checked.is_fit:
        raise ValueError("the return is not fit to be kept")
    member = source_of(understood.filled.country)

    def read(
        path: Path, layout: FileLayout, context: Context, problems: Problems
    ) -> Iterator[tuple[str, pa.RecordBatch]]:
        return kept(understood, groups, context, producer=member.text("publisher"))

    layout = layout_of(understood.filled.year)
    return ingest_file(writer, member, path, layout, accessed=signed_on(understood), allow_fewer=True, read=read)


def source_of(country: str) -> Source:
    """The source of a country's returns."""
    return source(f"{country.lower()}_return")


def earlier_return(reader: Reader, country: str, year: int) -> Earlier | None:
    """What is current of the return of a year; None if none is held."""
    table = reader.returned()
    sheets = ("definitions", "totals", "sheets")
    rows = reader.fetch(
        table.filter(table.source == source_of(country).name, table.series == str(year), table.sheet.isin(sheets))
    ).to_pylist()
    if not rows:
        return None
    return Earlier(
        year,
        {r["item"]: (r["status"], r["text"]) for r in rows if r["sheet"] == "definitions"},
        {r["item"]: r["value"] for r in rows if r["sheet"] == "totals" and r["value"] is not None},
        frozenset(r["item"] for r in rows if r["sheet"] == "sheets" and r["status"] != "not_supplied"),
    )


def _check_versions(understood: Understood, snapshot: str, reader: Reader, problems: ReturnProblems) -> None:
    """A corrected return has the next version and a later date; the same file again is no problem."""
    cover, filled = understood.cover, understood.filled
    held = _held(reader, filled.country, filled.year)
    version, signed = cover.number("version") or 1, cover.day("returned_on")
    cells = cover.cells("version")
    if not held and version > 1:
        problems.add("return_version_first", value=version, sheet=cover.title, cells=cells)
    if not held or snapshot in held:
        return
    newest_line, newest = max(held.values(), key=lambda found: found[1])
    same = next((line for line, number in held.values() if number == version), None)
    if same is not None:
        problems.add("return_version_taken", value=version, detail=same.file, sheet=cover.title, cells=cells)
    elif version < newest:
        problems.add("return_version_old", value=version, detail=str(newest), sheet=cover.title, cells=cells)
    elif version > newest + 1:
        problems.add("return_version_gap", value=version, detail=str(newest), sheet=cover.title, cells=cells)
    if version > newest and signed is not None and signed <= newest_line.recorded_at:
        problems.add(
            "return_signed_before", sheet=cover.title, value=signed, detail=str(newest_line.recorded_at),
            cells=cover.cells("returned_on"),
        )  # fmt: skip


def _held(reader: Reader, country: str, year: int) -> dict[str, tuple[Snapshot, int]]:
    """Snapshot → its line of the manifest and its version, of every return kept for a year."""
    name = source_of(country).name
    lines = {s.snapshot: s for s in reader.manifest if (s.source, s.series) == (name, str(year))}
    if not lines:
        return {}
    table = reader.returned_ever()
    cover = table.filter(
        table.source == name, table.series == str(year), table.sheet == "cover", table.item == "version"
    )
    rows = reader.fetch(cover.select("snapshot", "text")).to_pylist()
    return {row["snapshot"]: (lines[row["snapshot"]], int(row["text"])) for row in rows if row["snapshot"] in lines}


def _check_nature(understood: Understood, reader: Reader, problems: ReturnProblems) -> None:
    """Synthetic returns and official ones are never in one ledger."""
    cover = understood.cover
    nature = cover.text("nature")
    names = [member.name for member in sources().values() if member.text("merged_by")]
    table = reader.returned_ever()
    found = (
        table.filter(table.source.isin(names), table.sheet == "cover", table.item == "nature").select("text").distinct()
    )
    for row in reader.fetch(found).to_pylist():
        if nature and row["text"] != nature:
            problems.add(
                "return_nature_mixed", sheet=cover.title, value=row["text"], detail=nature, cells=cover.cells("nature")
            )
