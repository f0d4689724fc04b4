"""A row repeated in other letters, or with its month in other words, is repeated all the same."""

from datetime import date

import pytest

from tripoint.errors import Problems
from tripoint.harmonise.duplicates import KeyWatch
from tripoint.harmonise.periods import fiscal_month
from tripoint.harmonise.rows import Context, Rows
from tripoint.ingest.table import table_of

HEADER = ("FY", "Month", "Drug")


def repeated(*rows: tuple[str, ...]) -> list[tuple[str, int]]:
    period = fiscal_month(year="FY", month="Month", starts=10)
    table = table_of("f.csv", HEADER, [(i + 2, row) for i, row in enumerate(rows)])
    problems = Problems("s", "f.csv")
    watch = KeyWatch(HEADER, period)
    for batch in table.batches():
        found = Rows(batch, Context("s", "x", "0", date(2026, 1, 1), "0"), problems)
        watch.add(found, period(found))
    watch.report(table, problems)
    try:
        problems.raise_if_any()
    except Exception as error:
        return [(p.value, p.rows) for p in error.problems]  # type: ignore[attr-defined]
    return []


@pytest.mark.parametrize(
    "again",
    [
        ("2026 (FYTD)", "DEC", "Fentanyl"),
        ("2026 (FYTD)", "DEC", "FENTANYL "),
        ("2026 (FYTD)", "Dec", "Fentanyl"),
        ("2026 (FYTD)", "December", "Fentanyl"),
        ("2026", "DEC", "Fentanyl"),
    ],
)
def test_the_same_key_in_other_letters_is_the_same_key(again: tuple[str, ...]) -> None:
    first = ("2026 (FYTD)", "DEC", "Fentanyl")
    assert repeated(first, ("2026 (FYTD)", "NOV", "Fentanyl"), again) == [(" | ".join(first), 2)]


def test_another_month_year_or_drug_is_another_key() -> None:
    assert not repeated(
        ("2026", "DEC", "Fentanyl"), ("2025", "DEC", "Fentanyl"), ("2026", "NOV", "Fentanyl"), ("2026", "DEC", "Heroin")
    )
