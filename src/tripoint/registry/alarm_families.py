"""Which published series are looked at for alarms, by which method, and why the others are not (alarm_families.csv)."""

from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from tripoint.errors import RegistryError
from tripoint.registry.rows import rows_of

Over = Literal["places", "substances", "categories"]
Absent = Literal["yes", "no", "place_reports"]
Method = Literal["alarms", "short", "emergence", "flows", "none"]


@dataclass(frozen=True)
class AlarmFamily:
    """One measure of one series of one country: the family over which false alarms are counted.

    per_year: periods in a year. by: columns that tell its series apart. over: what a cell is the sum over. absent_is_zero: whether a row that is absent
    means that nothing happened; `place_reports`: where the place has another row of the period. breaks: caveats that begin or end where what is counted changes. method: `alarms` monthly
    detectors; `short` the detector for short series; `emergence` first reports and shares; `flows` only as flows;
    `none`. why_not: of `none`, and why the monthly detectors are not used, a code."""

    family: str
    source: str
    series: str
    measure: str
    country: str
    per_year: int
    by: tuple[str, ...]
    over: tuple[Over, ...]
    absent_is_zero: Absent
    breaks: frozenset[str]
    method: Method
    why_not: str


@cache
def alarm_families() -> tuple[AlarmFamily, ...]:
    """Every family, in the order of the file."""
    return tuple(
        AlarmFamily(
            row["family"], row["source"], row["series"], row["measure"], row["country"], int(row["per_year"]),
            tuple(row["by"].split()),
            tuple(cast(Over, o) for o in row["over"].split()), cast(Absent, row["absent_is_zero"]), frozenset(row["breaks"].split()),
            cast(Method, row["method"]), row["why_not"],
        )
        for row in rows_of("alarm_families")
    )  # fmt: skip


def alarm_family(name: str) -> AlarmFamily:
    """The family of this name. Raises RegistryError."""
    for family in alarm_families():
        if family.family == name:
            return family
    raise RegistryError(f"no family of series is called '{name}'.", cure="They are listed in alarm_families.csv.")
