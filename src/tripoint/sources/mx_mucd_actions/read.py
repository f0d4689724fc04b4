"""MUCD antidrug actions: one row is a municipality and month, with a column for each drug and action."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.caveats import caveats
from tripoint.harmonise.checks import agree
from tripoint.harmonise.codes import IGNORE, municipality, place_coded, place_named
from tripoint.harmonise.combined import coded
from tripoint.harmonise.duplicates import KeyWatch
from tripoint.harmonise.figures import FigureReader
from tripoint.harmonise.lookups import code_for
from tripoint.harmonise.periods import Span, month_span, parse_year, period_from
from tripoint.harmonise.rows import Coder, Context, Rows, constant
from tripoint.harmonise.values import number
from tripoint.ingest.delimited import open_delimited
from tripoint.ingest.layout import FileLayout
from tripoint.ingest.table import TextTable
from tripoint.protocol.missing import Missing
from tripoint.registry.place import held
from tripoint.sources.mx_mucd_actions.portal import open_portal

BLANK: Mapping[str, Missing] = {"": Missing.not_reported, "NA": Missing.not_reported}


@dataclass(frozen=True)
class Keys:
    """The columns that say where and when. state: gives the admin-1 place of a row."""

    municipality: str
    code: str
    year: str
    month: str
    state: Coder
    others: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.municipality, self.code, self.year, self.month, *self.others)


PORTAL = Keys(
    "nombreMunicipio", "idMunicipio", "Anio", "Mes", place_named("nombreEntidad", country="MX", kinds=("state",)),
    ("CodEntidad", "nombreEntidad"),
)  # fmt: skip
BASE = Keys("municipio", "cvemunicipio", "ano", "mes", place_coded("clave_ent", system="inegi"), ("clave_ent",))


@dataclass(frozen=True)
class Meaning:
    """What a column of numbers counts; agency is the part of the category, None where several are added."""

    measure: str
    substance: str
    agency: str | None


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    if layout.name == "base":
        table = open_delimited(
            path, encoding=layout.encoding, columns=layout.columns, varied=layout.varied, problems=problems
        )
        yield from figures(table, BASE, layout, context, problems)
        return
    table = open_portal(path, layout.columns, problems)
    yield from figures(table, PORTAL, layout, context, problems)


def figures(
    table: TextTable, keys: Keys, layout: FileLayout, context: Context, problems: Problems
) -> Iterator[tuple[str, pa.RecordBatch]]:
    """A figure for each row and column of numbers."""
    columns = meanings([name for name in layout.columns if name not in keys.columns], context, problems)
    reader = FigureReader(key=(), period=period_from((keys.year, keys.month), month_of), values={}, codes={})
    place = municipality(code_column=keys.code, name_column=keys.municipality, state=keys.state)
    watch = KeyWatch((keys.code, keys.year, keys.month), reader.period)
    for batch in table.batches():
        rows = Rows(batch, context, problems)
        period = reader.period(rows)
        watch.add(rows, period)
        if keys is PORTAL:
            SAME_STATE(rows)
        places = place(rows)
        for column, meaning in columns.items():
            codes = {
                "place": places,
                "substance": constant(meaning.substance)(rows),
                "category": constant(meaning.agency)(rows),
                "caveats": caveats(constant("whole_kilograms" if keys is PORTAL else None))(rows),
            }
            value = number(column, missing=BLANK if keys is BASE else None)
            yield reader.kind, reader.batch(rows, meaning.measure, value, period, codes)
    watch.report(table, problems)


def meanings(columns: list[str], context: Context, problems: Problems) -> dict[str, Meaning]:
    """Column → what lookups.csv says that it counts: "measure substance" or "measure substance agency"."""
    found = {}
    for column in columns:
        code = code_for(context.lookups["column"], column)
        if code is None:
            detail = f"sources/{context.source}/lookups.csv (column)"
            problems.add("unknown_value", column=column, value=column, detail=detail)
        elif code != IGNORE:
            measure, substance, *agency = code.split()
            found[column] = Meaning(measure, substance, agency[0] if agency else None)
    return found


def month_of(texts: tuple[str, ...]) -> Span | None:
    """A calendar month from a year and a number from 1 to 12."""
    year, month = parse_year(texts[0]), texts[1].strip()
    known = month.isascii() and month.isdigit() and 1 <= int(month) <= 12
    return month_span(year, int(month)) if year and known else None


def iso_state(texts: tuple[str, ...]) -> str | None:
    """The state of the three letters of ISO 3166-2 (BCN)."""
    place_id = f"MX-{texts[0].strip()}"
    return place_id if place_id in held() else "unknown"


SAME_STATE = agree(coded(("CodEntidad",), iso_state), PORTAL.state, columns=("CodEntidad", "nombreEntidad"))
