"""Which caveats belong to which rows of Health Infobase."""

from collections.abc import Callable

from tripoint.harmonise.caveats import caveats
from tripoint.harmonise.combined import coded
from tripoint.harmonise.periods import parse_calendar_period
from tripoint.harmonise.rows import Coder

Texts = tuple[str, ...]


def of_deaths(texts: Texts) -> str | None:
    return "definitions_differ not_comparable_places" if texts[0] == "Deaths" else None


def wider_deaths(province: str, first_year: int, caveat: str) -> Callable[[Texts], str | None]:
    """The caveat for deaths of a province that counts more widely since a year, and of Canada with it."""

    def of(texts: Texts) -> str | None:
        source, region, written = texts
        period = parse_calendar_period(written)
        since = period is not None and period[0][0].year >= first_year
        return caveat if source == "Deaths" and region in (province, "Canada") and since else None

    return of


def of_partial_years(texts: Texts) -> str | None:
    period = parse_calendar_period(texts[0])
    return "partial_period" if period and period[1] else None


def of_types(texts: Texts) -> str | None:
    return "types_not_exclusive" if texts[0].startswith("Type of ") else None


def of_canada(texts: Texts) -> str | None:
    """Canada's numbers leave out what is withheld or not available (checked in totals.py)."""
    return "canada_adds_regions_shown" if texts == ("Canada", "Overall numbers", "Number") else None


_DEATHS_OF = ("Source", "Region", "Year_Quarter")
CAVEATS: Coder = caveats(
    coded(("Source",), of_deaths),
    coded(_DEATHS_OF, wider_deaths("British Columbia", 2019, "bc_all_unregulated_drugs")),
    coded(_DEATHS_OF, wider_deaths("Quebec", 2022, "qc_all_intoxications")),
    coded(("Year_Quarter",), of_partial_years),
    coded(("Specific_Measure",), of_types),
    coded(("Region", "Specific_Measure", "Unit"), of_canada),
)
