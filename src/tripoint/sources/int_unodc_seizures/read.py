"""UNODC annual drug seizures: one row is a country, drug and year, and several rows can have the same key."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.caveats import caveats, where
from tripoint.harmonise.checks import agree
from tripoint.harmonise.codes import lookup, published, substance
from tripoint.harmonise.combined import BETWEEN, coded
from tripoint.harmonise.figures import FigureReader
from tripoint.harmonise.lookups import code_for
from tripoint.harmonise.periods import Span, parse_year, period_from
from tripoint.harmonise.rows import Codes, Context, Rows
from tripoint.harmonise.values import number
from tripoint.ingest.delimited import open_delimited
from tripoint.ingest.layout import FileLayout
from tripoint.ingest.table import TextTable, part_of
from tripoint.protocol.missing import Missing
from tripoint.registry.names import normalise

COUNTRY, CODE, GROUP, DRUG, YEAR = "country", "ISO Code", "Drug Group", "Drug", "Year"
KEY = (CODE, GROUP, DRUG, YEAR)
COUNTRY_CODE = re.compile(r"[a-z]{3}|null")
"""Normalised; states that are no more have none."""
Texts = tuple[str, ...]


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    world = open_delimited(
        path, encoding=layout.encoding, columns=layout.columns, varied=layout.varied, problems=problems
    )
    codes = context.lookups["country"]
    left_out = rows_left_out(world, context, problems)
    table = part_of(world, CODE, lambda code: code_for(codes, code) is not None)
    keys = counted(table, KEY)
    yield from seizures(keys).read(table, context, problems)
    problems.remarks.append(
        f"{left_out.total():,} rows of {len(left_out)} other countries are not kept: the registry has three countries"
    )
    several = [times for times in keys.values() if times > 1]
    problems.remarks.append(
        f"{sum(several):,} rows share {len(several):,} keys of country, drug and year; each is kept, none are added"
    )


def counted(table: TextTable, columns: Texts) -> Counter[Texts]:
    """How many rows have each combination of texts, as look-ups see them."""
    found: Counter[Texts] = Counter()
    for batch in table.batches():
        cells = (batch.columns.column(name).cast(pa.string()).to_pylist() for name in columns)
        found.update(zip(*([normalise(text or "") for text in column] for column in cells), strict=True))
    return found


def rows_left_out(world: TextTable, context: Context, problems: Problems) -> Counter[Texts]:
    """Rows of each (code, name) of another country; a country that is kept, by name alone, is a contradiction.

    A code that no country can have is a bad cell: a heading or a sum would else be left out as a country unseen.
    """
    left_out: Counter[Texts] = Counter()
    for (code, name), rows in counted(world, (CODE, COUNTRY)).items():
        if code_for(context.lookups["country"], code) is None:
            left_out[code, name] = rows
            if not COUNTRY_CODE.fullmatch(code):
                problems.add("bad_cell", column=CODE, value=code, rows=rows)
            if code_for(context.lookups["country_name"], name) is not None:
                value = BETWEEN.join((code, name))
                problems.add("contradiction", column=BETWEEN.join((CODE, COUNTRY)), value=value, rows=rows)
    return left_out


def seizures(keys: Counter[Texts]) -> FigureReader:
    """A figure for each row. keys: rows of each key of the whole file; a key of several marks each of its rows."""

    def repeated(texts: Texts) -> str | None:
        return "repeated_key_not_added" if keys[tuple(normalise(text) for text in texts)] > 1 else None

    country = lookup("country", CODE)
    return FigureReader(
        key=(),
        period=period_from((YEAR,), year_span),
        values={"unodc_seized_kg_equivalent": number("KG Equivalent", missing={"NULL": Missing.not_available})},
        codes={
            "place": country,
            "category": lookup("group", GROUP),
            "substance": drug,
            "substance_as_written": published(DRUG),
            "caveats": caveats(coded(KEY, repeated), where(DRUG, {"Pharmaceutical opioids": "fentanyl_not_apart"})),
        },
        checks=(agree(country, lookup("country_name", COUNTRY), columns=(CODE, COUNTRY)),),
    )


def drug(rows: Rows) -> Codes:
    """The substance of the label; none for a label that lookups.csv lists as a class, a rest or a form."""
    listed = rows.context.lookups["bucket"]
    _, texts = rows.distinct(DRUG)
    return substance(DRUG, besides=tuple(text for text in texts if code_for(listed, text) is not None))(rows)


def year_span(texts: Texts) -> Span | None:
    year = parse_year(texts[0])
    return (date(year, 1, 1), date(year, 12, 31)) if year else None
