"""Canadian Indicator Framework: one row is a year, a province and a sex or kind of offence, with a rate."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.checks import agree
from tripoint.harmonise.codes import lookup, place_coded
from tripoint.harmonise.figures import FigureReader
from tripoint.harmonise.periods import Span, parse_year, period_from
from tripoint.harmonise.rows import Coder, Context, constant
from tripoint.harmonise.values import number
from tripoint.ingest.delimited import open_delimited
from tripoint.ingest.layout import FileLayout


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    table = open_delimited(
        path, encoding=layout.encoding, columns=layout.columns, varied=layout.varied, problems=problems
    )
    yield from READERS[layout.name].read(table, context, problems)


def span(texts: tuple[str, ...]) -> Span | None:
    """("2024",) → the days of 2024."""
    year = parse_year(texts[0])
    return (date(year, 1, 1), date(year, 12, 31)) if year else None


def _reader(measure: str, geography: str, category: str, column: str, more: Mapping[str, Coder]) -> FigureReader:
    place = lookup("geography", geography)
    code = place_coded("GeoCode", system="pruid", may_be_blank=True)
    return FigureReader(
        key=("Year", geography, column),
        period=period_from(("Year",), span),
        values={measure: number("Value")},
        codes={"place": place, "category": lookup(category, column), **more},
        checks=(agree(place, code, columns=(geography, "GeoCode")),),
    )


READERS: Mapping[str, FigureReader] = {
    "opioid_deaths": _reader(
        "deaths_crude_rate_per_100k", "Geography", "sex", "Sex", {"substance": constant("opioids")}
    ),
    "violent_crime": _reader("police_reported_rate_per_100k", "data.Geography", "violation", "data.Violations", {}),
}
