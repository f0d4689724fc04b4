"""SESNSP federal offences: one row is a year, state and offence with one column a month."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.caveats import caveats
from tripoint.harmonise.codes import place_named
from tripoint.harmonise.combined import coded, has_code, lookup_of
from tripoint.harmonise.months import MonthColumns, check_years_are_whole
from tripoint.harmonise.rows import Context
from tripoint.ingest.delimited import open_delimited
from tripoint.ingest.layout import FileLayout

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
        check_years_are_whole(table, year=YEAR, place="ENTIDAD", offence=OFFENCE, problems=problems)
