"""Totals that the publisher's own numbers must add up to."""

from collections import defaultdict
from collections.abc import Mapping

from tripoint.errors import Problems
from tripoint.ingest.table import TextTable

NATION = "Canada"
SUPPRESSED = "Suppr."
COLUMNS = ("Substance", "Source", "Year_Quarter", "Region", "Value")

Group = tuple[str, str, str]
"""(substance, source, period)"""


def check_totals(table: TextTable, problems: Problems) -> None:
    """Adds `total_mismatch` where overall numbers contradict each other.

    Canada is the sum of the regions whose number is shown; where a region is suppressed it may be more,
    never less. A region's year is the sum of its quarters, where all of them are shown. Canada's is not:
    quarters of regions that are suppressed are left out of Canada's quarter.
    """
    groups = _overall_numbers(table)
    for group, regions in groups.items():
        _check_nation(group, regions, problems)
        _check_quarters(group, groups, problems)


def _overall_numbers(table: TextTable) -> Mapping[Group, dict[str, str]]:
    groups: dict[Group, dict[str, str]] = defaultdict(dict)
    for batch in table.batches():
        chosen = batch.columns.select([*COLUMNS, "Specific_Measure", "Unit"]).to_pylist()
        for row in chosen:
            if row["Specific_Measure"] == "Overall numbers" and row["Unit"] == "Number":
                group = (row["Substance"], row["Source"], row["Year_Quarter"])
                groups[group][row["Region"]] = row["Value"]
    return groups


def _check_nation(group: Group, regions: Mapping[str, str], problems: Problems) -> None:
    printed = regions.get(NATION, "")
    parts = [value for region, value in regions.items() if region != NATION]
    if not printed.isdigit() or not parts:
        return
    shown = sum(int(value) for value in parts if value.isdigit())
    may_be_more = SUPPRESSED in parts
    if int(printed) < shown or (int(printed) > shown and not may_be_more):
        _add(problems, (*group, NATION), printed, shown)


def _check_quarters(group: Group, groups: Mapping[Group, Mapping[str, str]], problems: Problems) -> None:
    substance, source, period = group
    quarters = [groups.get((substance, source, f"{period[:4]} Q{n}"), {}) for n in (1, 2, 3, 4)]
    if " Q" in period:
        return
    for region, printed in groups[group].items():
        parts = [quarter[region] for quarter in quarters if region in quarter]
        all_shown = parts and all(part.isdigit() for part in (printed, *parts))
        if region != NATION and all_shown and sum(map(int, parts)) != int(printed):
            _add(problems, (*group, region), printed, sum(map(int, parts)))


def _add(problems: Problems, names: tuple[str, ...], printed: str, parts: int) -> None:
    problems.add("total_mismatch", column=" | ".join(names), value=printed, detail=str(parts), rows=1)
