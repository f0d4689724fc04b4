"""A return as a source: the batches of its records and its origin."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.figures import shaped
from tripoint.harmonise.rows import Context
from tripoint.ingest.layout import FileLayout
from tripoint.registry.words import agency
from tripoint.returns.groups import Grouped
from tripoint.returns.problems import ReturnProblems
from tripoint.returns.reading import Expected, read_return
from tripoint.returns.records import batches
from tripoint.returns.understand import Understood

TITLES = {
    "en": "National return for {year}, version {version}",
    "es": "Informe nacional de {year}, versión {version}",
    "fr": "Déclaration nationale pour {year}, version {version}",
}
LICENCE = "Supplied by the government for the trilateral report; sheets marked for the governments only are not public"
SYNTHETIC = "Synthetic data made by Tripoint for demonstration; no figure of any government"


def read_source(
    path: Path, context: Context, problems: Problems, *, country: str, producer: str
) -> Iterator[tuple[str, pa.RecordBatch]]:
    """The records of a return by itself. Raises BadInput if anything is wrong with it."""
    own = ReturnProblems(problems.source, problems.file)
    read = read_return(path, own, today=context.recorded_at, expected=Expected(country))
    own.raise_if_wrong()
    if read is not None:
        yield from kept(*read, context, producer=producer)


def kept(
    understood: Understood, groups: Grouped, context: Context, *, producer: str
) -> Iterator[tuple[str, pa.RecordBatch]]:
    """(kind, batch) of everything that a return puts into the ledger. producer: agency id of the government."""
    cover = understood.cover
    is_synthetic = cover.text("nature") == "synthetic"
    codes = [context.caveats or ""]
    codes += ["synthetic_return"] if is_synthetic else []
    codes += ["own_year_part"] if not covers_its_year(understood) else []
    context = replace(context, caveats=" ".join(codes).strip() or None)
    for batch in batches(understood.filled, groups, context):
        if batch.num_rows:
            yield "returned", batch
    told = {"year": understood.filled.year, "version": cover.text("version")}
    office, signed = cover.text("office"), cover.day("returned_on")
    name = agency(producer).names["en"]
    columns: dict[str, object] = {
        "origin": context.origin,
        "source": context.source,
        "snapshot": context.snapshot,
        "producer": name,
        "title": TITLES["en"].format(**told),
        "title_es": TITLES["es"].format(**told),
        "title_fr": TITLES["fr"].format(**told),
        "citation": f"{name}, {office}: {TITLES['en'].format(**told)}, {signed}",
        "licence": SYNTHETIC if is_synthetic else LICENCE,
        "published": signed,
        "accessed": signed,
    }
    yield "origins", shaped("origins", {key: pa.array([value]) for key, value in columns.items()}, 1)


def layout_of(year: int) -> FileLayout:
    """How a return of a year is kept: a corrected one replaces the whole of it, and no other year."""
    return FileLayout(name="return", pattern="tripoint-return-*", series=str(year), supersedes="whole")


def covers_its_year(understood: Understood) -> bool:
    first, last = understood.cover.day("first_day"), understood.cover.day("last_day")
    return (first, last) == (date(understood.filled.year, 1, 1), date(understood.filled.year, 12, 31))


def signed_on(understood: Understood) -> date:
    """The day since which the return is known. Raises ValueError if the cover has none."""
    day = understood.cover.day("returned_on")
    if day is None:
        raise ValueError("the cover has no date of the return")
    return day
