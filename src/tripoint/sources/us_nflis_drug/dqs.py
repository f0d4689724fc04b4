"""The DQS export: one row is a half-year, state and substance (salts apart) with its drug reports."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.caveats import caveats, ends_after
from tripoint.harmonise.checks import agree, known, only_text
from tripoint.harmonise.codes import lookup, place_coded, place_named, published, substance
from tripoint.harmonise.figures import FigureReader
from tripoint.harmonise.periods import half_year
from tripoint.harmonise.rows import Context
from tripoint.harmonise.values import count
from tripoint.ingest.delimited import open_delimited
from tripoint.ingest.layout import FileLayout
from tripoint.ingest.table import TextTable
from tripoint.registry.places import ADMIN_1

HALF_YEAR = half_year(year="YYYY", half="PERIOD", halves={"SA1 (JAN - JUN)": 1, "SA2 (JUL - DEC)": 2})
PLACES = (*ADMIN_1, "residual")
STATE = place_named("STATE", country="US", kinds=PLACES)
BASE = substance("BASE_DESCRIPTION")
CATEGORY = lookup("category", "DRUG_CATEGORY_DESCRIPTION")


def read_dqs(
    path: Path, layout: FileLayout, context: Context, problems: Problems
) -> Iterator[tuple[str, pa.RecordBatch]]:
    table = open_delimited(
        path, encoding=layout.encoding, columns=layout.columns, varied=layout.varied, problems=problems
    )
    queried = query_date(table, layout.date_of(path.name), problems)
    yield from _figures(last_settled_day(queried)).read(table, context, problems)


def _figures(settled: date) -> FigureReader:
    return FigureReader(
        key=("YYYY", "PERIOD", "STATE", "SUBSTANCE_ID"),
        period=HALF_YEAR,
        values={"drug_reports": count("DRUG_REPORTS")},
        codes={
            "place": STATE,
            "category": CATEGORY,
            "substance": BASE,
            "substance_as_written": published("SUBSTANCE_DESCRIPTION"),
            "caveats": caveats(ends_after(settled, HALF_YEAR, "incomplete_last_period")),
        },
        checks=(
            known(lookup("labtype", "LABTYPE")),
            known(lookup("rptaggr", "RPTAGGR")),
            agree(
                CATEGORY,
                lookup("category_code", "DRUG_CATEGORY_CODE"),
                columns=("DRUG_CATEGORY_DESCRIPTION", "DRUG_CATEGORY_CODE"),
            ),
            agree(
                BASE,
                substance("SUBSTANCE_DESCRIPTION"),
                columns=("BASE_DESCRIPTION", "SUBSTANCE_DESCRIPTION"),
            ),
            agree(
                STATE,
                place_named("STATE_LONG_NAME", country="US", kinds=PLACES),
                columns=("STATE", "STATE_LONG_NAME"),
            ),
            agree(
                STATE,
                place_coded("STATE_FIPS", system="fips", may_be_blank=True),
                columns=("STATE", "STATE_FIPS"),
            ),
        ),
    )


def query_date(table: TextTable, in_name: date | None, problems: Problems) -> date:
    """The day the query ran, the same in every row and, if the file's name has a date, in the name."""
    text = only_text(table, "QUERY_RUN_DATE", problems)
    if text is None:
        return date.max  # no rows: too few records says so
    try:
        queried = datetime.strptime(text, "%Y-%m-%d %H:%M:%S").date()
    except ValueError:
        problems.add("bad_period", column="QUERY_RUN_DATE", value=text, detail="a day and time were expected")
        return date.max
    if in_name is not None and in_name != queried:
        problems.add("contradiction", column="QUERY_RUN_DATE | file name", value=f"{queried} | {in_name}")
    return queried


def last_settled_day(queried: date) -> date:
    """The last day of the half-years that laboratories had at least half a year to report.

    The half-year in which the query ran and the one before it are still growing.
    """
    if queried.month <= 6:
        return date(queried.year - 1, 6, 30)
    return date(queried.year, 1, 1) - timedelta(days=1)
