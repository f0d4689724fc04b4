"""Health Infobase harms: one row is a substance group, source, breakdown, region, period and unit."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from tripoint.errors import Problems
from tripoint.harmonise.codes import lookup, place_named, published, substance
from tripoint.harmonise.combined import BETWEEN, has_code, lookup_of
from tripoint.harmonise.figures import FigureReader
from tripoint.harmonise.periods import Span, parse_calendar_period, period_from
from tripoint.harmonise.rows import Context, Rows
from tripoint.harmonise.values import Marks, count, number
from tripoint.ingest.delimited import open_delimited
from tripoint.ingest.layout import FileLayout
from tripoint.ingest.table import TextBatch, TextTable, held, part_of
from tripoint.protocol.missing import Missing
from tripoint.sources.ca_infobase_harms.caveats import CAVEATS
from tripoint.sources.ca_infobase_harms.totals import check_totals

MEASURE = f"Source{BETWEEN}Unit"
NAMED = f"Substance{BETWEEN}Disaggregator"
SHARES = ("_percent", "_crude_rate_per_100k")
MARKS: Marks = {"n/a": Missing.not_available, "Suppr.": Missing.suppressed}
BREAKDOWN = ("Specific_Measure", "Disaggregator", "Aggregator")
KEY = ("Substance", *BREAKDOWN, "Source", "Unit", "Region", "Time_Period", "Year_Quarter")

# PRUID is shared by a province and the areas inside it: the name alone tells which place is meant.
KINDS = ("country", "province", "territory", "region", "residual")
REGION = place_named("Region", country="CA", kinds=KINDS)


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    published_table = open_delimited(
        path, encoding=layout.encoding, columns=layout.columns, varied=layout.varied, problems=problems
    )
    table = held(prepared(published_table))
    measures = measures_of(table, context, problems)
    for measure in sorted(set(measures.values())):
        texts = [text for text, code in measures.items() if code == measure]
        yield from figures(measure).read(part_of(table, MEASURE, texts.__contains__), context, problems)
    if not problems:
        check_totals(table, problems)


def measures_of(table: TextTable, context: Context, problems: Problems) -> Mapping[str, str]:
    """Source and unit as published → measure; what lookups.csv does not map is a problem."""
    known: dict[str, str] = {}
    for batch in table.batches():
        rows = Rows(batch, context, problems)
        texts, codes = rows.distinct(MEASURE)[1], lookup("measure", MEASURE)(rows).values
        known.update({text: code for text, code in zip(texts, codes, strict=True) if code})
    return known


def prepared(table: TextTable) -> TextTable:
    """The table with two columns more (what is measured; the substance or its type), and without the years
    that `Aggregator` repeats in most breakdowns."""

    def batches() -> Iterator[TextBatch]:
        for batch in table.batches():
            of = {name: batch.columns.column(name).cast(pa.string()) for name in batch.columns.schema.names}
            is_type = pc.starts_with(of["Specific_Measure"], "Type of ")
            of[MEASURE] = pc.binary_join_element_wise(of["Source"], of["Unit"], BETWEEN)
            of[NAMED] = pc.if_else(is_type, of["Disaggregator"], of["Substance"])
            of["Aggregator"] = pc.if_else(pc.equal(of["Aggregator"], of["Year_Quarter"]), "", of["Aggregator"])
            yield TextBatch(pa.record_batch(of), batch.rows)

    return TextTable(table.file, batches)


def figures(measure: str) -> FigureReader:
    """How the rows of one measure become figures."""
    value = number("Value", missing=MARKS) if measure.endswith(SHARES) else count("Value", missing=MARKS)
    return FigureReader(
        key=KEY,
        period=period_from(("Time_Period", "Year_Quarter"), span, as_written),
        values={measure: value},
        codes={
            "place": REGION,
            "category": lookup_of("category", *BREAKDOWN),
            "substance": substance(NAMED),
            "substance_as_written": published(NAMED),
            "caveats": CAVEATS,
        },
        checks=(has_code(REGION, name="Region", code="PRUID", system="pruid"),),
    )


def span(texts: tuple[str, ...]) -> Span | None:
    """`Time_Period` must say what `Year_Quarter` is."""
    kind, written = texts
    period = parse_calendar_period(written)
    is_quarter = " Q" in written
    return period[0] if period and kind == ("By quarter" if is_quarter else "By year") else None


def as_written(texts: tuple[str, ...]) -> str | None:
    """The period's text where only months of a year are covered."""
    period = parse_calendar_period(texts[1])
    return texts[1] if period and period[1] else None
