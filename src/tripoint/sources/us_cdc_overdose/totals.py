"""The nation's row against the rows of its parts, for the indicators that every area has."""

from collections import Counter

from tripoint.errors import Problems
from tripoint.harmonise.values import parse_number
from tripoint.ingest.table import TextTable

NATION = "US"
TERRITORIES = ("AS", "GU", "MP", "PR", "VI")
"""Not part of the nation's count."""
COMPLETE = ("Number of Deaths", "Number of Drug Overdose Deaths")
"""The other indicators have rows for some states only."""


def check_nation(table: TextTable, columns: tuple[str, str, str, str, str], problems: Problems) -> None:
    """Adds `total_mismatch` for each month whose national count is not the sum of its parts.

    Parts are the states, the District of Columbia and New York City. A month with a blank or broken cell is
    not added up. columns: of the state, indicator, year, month and value.
    """
    totals: dict[tuple[str, str, str], float] = {}
    sums: Counter[tuple[str, str, str]] = Counter()
    open_months = set()
    for batch in table.batches():
        texts = (batch.columns.column(name).to_pylist() for name in columns)
        for state, indicator, year, month, text in zip(*texts, strict=True):
            key = (indicator, year, month)
            value = parse_number(text.replace(",", ""), whole=True)
            if indicator not in COMPLETE or state in TERRITORIES:
                continue
            if value is None:
                open_months.add(key)
            elif state == NATION:
                totals[key] = value
            else:
                sums[key] += int(value)
    for key, total in totals.items():
        if key not in open_months and sums[key] != total:
            problems.add(
                "total_mismatch",
                column=f"US, {' '.join(key)}",
                value=f"{total:.0f}",
                rows=1,
                detail=str(sums[key]),
            )
