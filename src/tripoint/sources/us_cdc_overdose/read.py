"""CDC/NCHS provisional overdose deaths: one row is a state, indicator and month that ends twelve months."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.caveats import caveats, where
from tripoint.harmonise.checks import Check, agree, blank, known, numeric
from tripoint.harmonise.codes import lookup, place_named, substance
from tripoint.harmonise.figures import FigureReader
from tripoint.harmonise.periods import months_ending_with
from tripoint.harmonise.rows import Coder, Context, constant
from tripoint.harmonise.values import ValueReader, count, number
from tripoint.ingest.delimited import open_delimited
from tripoint.ingest.layout import FileLayout
from tripoint.ingest.table import part_of
from tripoint.protocol.missing import Missing
from tripoint.registry.places import ADMIN_1
from tripoint.sources.us_cdc_overdose.totals import check_nation

ALL_CAUSES = "Number of Deaths"
PERCENT = "Percent with drugs specified"
PLACES = (*ADMIN_1, "country", "region")
NEW_YORK = {"NY": "new_york_city_apart", "YC": "new_york_city_apart"}

Name = Callable[[str], str]
"""Column name of the publisher's own file → name in the file at hand."""


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    def name(title: str) -> str:
        return title if title in layout.columns else title.lower().replace(" ", "_")

    table = open_delimited(
        path, encoding=layout.encoding, columns=layout.columns, varied=layout.varied, problems=problems
    )
    if layout.series == "all_indicators":
        state, indicator, year, month, value = map(name, ("State", "Indicator", "Year", "Month", "Data Value"))
        check_nation(table, (state, indicator, year, month, value), problems)
    one = (known(lookup("t40_4_indicator", name("Indicator"))),) if layout.series == "t40_4" else ()
    deaths = part_of(table, name("Indicator"), lambda text: text.strip() != PERCENT)
    percent = part_of(table, name("Indicator"), lambda text: text.strip() == PERCENT)
    yield from _reader(name, _deaths(name), one).read(deaths, context, problems)
    yield from _reader(name, _percent(name), (*one, blank(name("Predicted Value")))).read(percent, context, problems)


def _reader(name: Name, values: dict[str, ValueReader], checks: tuple[Check, ...]) -> FigureReader:
    place = place_named(name("State"), country="US", kinds=PLACES)
    mark = lookup("footnote_mark", name("Footnote"))
    return FigureReader(
        key=tuple(name(title) for title in ("State", "Year", "Month", "Period", "Indicator")),
        period=months_ending_with(year=name("Year"), month=name("Month"), months=12),
        values=values,
        codes={
            "place": place,
            "category": lookup("category", name("Indicator")),
            "substance": substance(name("Indicator"), besides=(ALL_CAUSES, PERCENT)),
        },
        checks=(
            *checks,
            known(lookup("period", name("Period"))),
            numeric(name("Percent Complete"), besides=("99.5+",)),
            numeric(name("Percent Pending Investigation")),
            agree(
                place,
                place_named(name("State Name"), country="US", kinds=PLACES),
                columns=(name("State"), name("State Name")),
            ),
            agree(
                mark,
                lookup("symbol", name("Footnote Symbol")),
                columns=(name("Footnote"), name("Footnote Symbol")),
            ),
        ),
    )


def _deaths(name: Name) -> dict[str, ValueReader]:
    overlap = lookup("overlap", name("Indicator"))
    reported = count(
        name("Data Value"),
        thousands=",",
        blank=lookup("footnote", name("Footnote")),
        codes={"caveats": _caveats(name, overlap, lookup("footnote_caveat", name("Footnote")))},
    )
    predicted = count(
        name("Predicted Value"),
        thousands=",",
        missing={"": Missing.not_available},
        blank=lookup("no_prediction", name("Indicator")),
        codes={"caveats": _caveats(name, overlap, constant("predicted_value_adjusted"))},
    )
    return {"deaths_12_months": reported, "deaths_12_months_predicted": predicted}


def _percent(name: Name) -> dict[str, ValueReader]:
    reader = number(
        name("Data Value"),
        blank=lookup("footnote", name("Footnote")),
        codes={"caveats": _caveats(name, lookup("footnote_caveat", name("Footnote")))},
    )
    return {"percent_drugs_specified_12_months": reader}


def _caveats(name: Name, *coders: Coder) -> Coder:
    return caveats(where(name("State"), NEW_YORK), *coders)
