"""SESNSP federal offences: one row is a year, state and offence with one column a month."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from tripoint.errors import Problems
from tripoint.harmonise.caveats import caveats
from tripoint.harmonise.codes import place_named
from tripoint.harmonise.combined import coded, has_code, lookup_of
from tripoint.harmonise.months import MonthColumns
from tripoint.harmonise.rows import Context
from tripoint.ingest.delimited import open_delimited
from tripoint.ingest.layout import FileLayout
from tripoint.ingest.table import TextTable

YEAR = "AÑO"
OFFENCE = ("LEY", "CONCEPTO", "TIPO")
MONTHS = (
    "ENERO", "FEBRERO", "MARZO", "ABRIL", "MAYO", "JUNIO", "JULIO", "AGOSTO", "SEPTIEMBRE", "OCTUBRE",
    "NOVIEMBRE", "DICIEMBRE",
)  # fmt: skip
RECLASSIFIED = ("TRAFICO", "COMERCIO", "OTROS")
RECLASSIFIED_FROM = 2018

# Abroad has no INEGI code; "MEXICO" is the State of Mexico, never the country.
STATE = place_named("ENTIDAD", country="MX", kinds=("state", "residual"))


def no_substance(texts: tuple[str, ...]) -> str | None:
    return None if texts[0].startswith("LEY FEDERAL DE ARMAS") else "no_substance"


def classification_break(texts: tuple[str, ...]) -> str | None:
    kind, year = texts
    is_later = year.isdigit() and int(year) >= RECLASSIFIED_FROM
    return "classification_break_trafico" if kind in RECLASSIFIED and is_later else None


INVESTIGATIONS = MonthColumns(
    key=(YEAR, "ENTIDAD", *OFFENCE),
    year=YEAR,
    months=MONTHS,
    measure="investigations_opened",
    codes={
        "place": STATE,
        "category": lookup_of("offence", *OFFENCE),
        "caveats": caveats(coded(("TIPO",), no_substance), coded(("TIPO", YEAR), classification_break)),
    },
    checks=(has_code(STATE, name="ENTIDAD", code="INEGI", system="inegi"),),
)


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    table = open_delimited(
        path, encoding=layout.encoding, columns=layout.columns, varied=layout.varied, problems=problems
    )
    yield from INVESTIGATIONS.read(table, context, problems)
    if not problems:
        check_years_are_whole(table, problems)


def check_years_are_whole(table: TextTable, problems: Problems) -> None:
    """A year lists every state with every offence, zeros included; a year that does not has lost rows."""
    names = (YEAR, "ENTIDAD", *OFFENCE)
    parts = [pa.table({n: b.columns.column(n).cast(pa.string()) for n in names}) for b in table.batches()]
    if not parts:
        return  # a header alone: too few records says so
    rows = pa.concat_tables(parts)
    offence = pc.binary_join_element_wise(*(rows[n] for n in OFFENCE), " | ")
    listed = pa.table({"year": rows[YEAR], "state": rows["ENTIDAD"], "offence": offence}).group_by("year")
    counts = listed.aggregate([("state", "count_distinct"), ("offence", "count_distinct"), ("state", "count")])
    for year in counts.sort_by("year").to_pylist():
        states, offences = year["state_count_distinct"], year["offence_count_distinct"]
        if year["state_count"] != states * offences:
            detail = f"{year['year']}: {year['state_count']} rows for {states} states and {offences} offences"
            problems.add("blocks_differ", detail=detail)
