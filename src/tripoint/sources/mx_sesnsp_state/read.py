"""SESNSP state offences: one row is a year, state and offence with one column a month."""

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

YEAR, STATE_NAME, KIND = "Año", "Entidad", "Tipo de delito"
OFFENCE = ("Bien jurídico afectado", KIND, "Subtipo de delito", "Modalidad")
MONTHS = (
    "Enero", "Febrero", "Marzo", "Abril", "Mayo", "Junio", "Julio", "Agosto", "Septiembre", "Octubre",
    "Noviembre", "Diciembre",
)  # fmt: skip

# "México" is the State of Mexico, never the country.
STATE = place_named(STATE_NAME, country="MX", kinds=("state",))


def no_substance(texts: tuple[str, ...]) -> str | None:
    return "no_substance" if texts[0] == "Narcomenudeo" else None


INVESTIGATIONS = MonthColumns(
    key=(YEAR, STATE_NAME, *OFFENCE),
    year=YEAR,
    months=MONTHS,
    measure="investigations_opened",
    codes={
        "place": STATE,
        "category": lookup_of("offence", *OFFENCE),
        "caveats": caveats(coded((KIND,), no_substance)),
    },
    checks=(has_code(STATE, name=STATE_NAME, code="Clave_Ent", system="inegi"),),
)


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    table = open_delimited(
        path, encoding=layout.encoding, columns=layout.columns, varied=layout.varied, problems=problems
    )
    yield from INVESTIGATIONS.read(table, context, problems)
    if not problems:
        check_years_are_whole(table, year=YEAR, place=STATE_NAME, offence=OFFENCE, problems=problems)
