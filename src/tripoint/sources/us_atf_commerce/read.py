"""ATF Firearms Commerce in the United States: nine small tables, each with a layout of its own."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.caveats import caveats
from tripoint.harmonise.codes import joined, lookup, place_named
from tripoint.harmonise.combined import coded
from tripoint.harmonise.figures import FigureReader
from tripoint.harmonise.lookups import code_for, table_beside
from tripoint.harmonise.parts import Known, PartColumns
from tripoint.harmonise.periods import PeriodReader
from tripoint.harmonise.rows import Coder, Context, constant
from tripoint.harmonise.values import count, number
from tripoint.ingest.layout import FileLayout
from tripoint.registry.places import ADMIN_1
from tripoint.sources.us_atf_commerce.header import NO_HEADING, open_table
from tripoint.sources.us_atf_commerce.periods import calendar_year, fiscal_year, year_of_file
from tripoint.sources.us_atf_commerce.shares import mean_of_twelve, percent_of

NATION = constant("US")
STATE = ("state", "territory", "residual")
THOUSANDS = ","


@dataclass(frozen=True)
class Parts:
    """A table of parts beside their total: the measure, the column of rows, the total and the periods."""

    measure: str
    label: str
    total: str
    period: Callable[[str], PeriodReader] | None = None  # None: the year of the file
    place: Coder = NATION
    of: Coder | None = None  # what follows the part in the category


TABLES: Mapping[str, Parts] = {
    "manufacturing": Parts("firearms_manufactured", "Year", "Firearms", calendar_year),
    "exports": Parts("firearms_exported", "Year", "Firearms", calendar_year),
    "imports": Parts("firearms_imported", "Year", "Total", calendar_year),
    "import_applications": Parts("firearm_import_applications", "Year", "Total", calendar_year),
    "import_countries": Parts("firearms_imported_by_origin", NO_HEADING, "Firearms", of=lookup("country", NO_HEADING)),
    "register": Parts(
        "nfa_registered_weapons", "State", "Total", place=place_named("State", country="US", kinds=STATE)
    ),
    "licences": Parts("firearms_licences", "Fiscal Year", "Total", fiscal_year),
}
STOCKS_OF_A_FILE = ("register",)


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    if layout.name == "inspections":
        yield from INSPECTIONS.read(open_table(path, layout, "Fiscal Year", problems), context, problems)
    elif layout.name == "licences_by_state":
        table = open_table(path, layout, "NAME", problems)
        yield from licences_by_state(year_of_file(path.name, context, problems)).read(table, context, problems)
    else:
        said = TABLES[layout.name]
        table = open_table(path, layout, said.label, problems)
        yield from parts_of(said, layout, path.name, context, problems).read(table, context, problems)


def parts_of(said: Parts, layout: FileLayout, file: str, context: Context, problems: Problems) -> PartColumns:
    """How a table of parts is read; the part's code stands in lookups.csv (part)."""
    known = known_errors(layout.name)
    extra = "stock_day_not_stated" if layout.name in STOCKS_OF_A_FILE else None
    wrong = coded((said.label,), lambda texts: "printed_total_differs" if texts[0] in known else None)
    columns = [name for name in layout.columns if name not in (said.label, said.total)]
    codes = {name: constant(code_for(context.lookups["part"], name)) for name in columns}
    return PartColumns(
        key=(said.label,),
        period=said.period(said.label) if said.period else year_of_file(file, context, problems),
        measure=said.measure,
        parts={name: joined(code, said.of) if said.of else code for name, code in codes.items()},
        total=said.total,
        codes={"place": said.place, "caveats": caveats(constant(extra), wrong)},
        thousands=THOUSANDS,
        known=known,
    )


def known_errors(table: str) -> Known:
    """Rows of corrections.csv for one table."""
    rows = table_beside(__package__, "corrections.csv")
    return {row["row"]: (row["printed"], row["parts"]) for row in rows if row["table"] == table}


INSPECTIONS = FigureReader(
    key=("Fiscal Year",),
    period=fiscal_year("Fiscal Year"),
    values={
        "licensee_inspections": count("Inspections", thousands=THOUSANDS),
        "licensed_business_entities": count("Business Entities", thousands=THOUSANDS),
    },
    codes={"place": NATION},
    checks=(
        percent_of("Inspections", "Total Licensees", "Percent Inspected"),
        percent_of("Inspections", "Business Entities", "Percent Inspected (2)"),
    ),
)


def licences_by_state(period: PeriodReader) -> FigureReader:
    """The mean of twelve monthly lists by state; the columns of the Census beside it are not read."""
    return FigureReader(
        key=("NAME",),
        period=period,
        values={"firearms_licences_12_month_mean": number("LicCountMonthly")},
        codes={"place": place_named("NAME", country="US", kinds=ADMIN_1)},
        checks=(mean_of_twelve("LicCount", "LicCountMonthly"),),
    )
