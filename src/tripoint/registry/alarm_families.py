"""Which published series are looked at for alarms, by which method, and why the others are not (alarm_families.csv)."""

from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from tripoint.registry.rows import rows_of

Method = Literal["alarms", "short", "emergence", "flows", "none"]


@dataclass(frozen=True)
class AlarmFamily:
    """One measure of one series of one country: the family over which false alarms are counted.

    per_year: periods in a year. by: columns that tell its series apart. absent_is_zero: a row that is absent means
    that nothing happened. breaks: caveats that begin or end where what is counted changes. method: `alarms` monthly
    detectors; `short` the detector for short series; `emergence` first reports and shares; `flows` only as flows;
    `none`. why_not: of `none`, and why the monthly detectors are not used, a code."""

    family: str
    source: str
    series: str
    measure: str
    country: str
    per_year: int
    by: tuple[str, ...]
    absent_is_zero: bool
    breaks: frozenset[str]
    method: Method
    why_not: str


@cache
def alarm_families() -> tuple[AlarmFamily, ...]:
    """Every family, in the order of the file."""
    return tuple(
        AlarmFamily(
            row["family"], row["source"], row["series"], row["measure"], row["country"], int(row["per_year"]),
            tuple(row["by"].split()), row["absent_is_zero"] == "yes", frozenset(row["breaks"].split()),
            cast(Method, row["method"]), row["why_not"],
        )
        for row in rows_of("alarm_families")
    )  # fmt: skip
