"""A file that claims to be a return → what it says, checked by itself."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tripoint.returns.check import check_rows
from tripoint.returns.groups import Grouped, grouped
from tripoint.returns.machine import read_csv, read_json
from tripoint.returns.problems import ReturnProblems
from tripoint.returns.raw import RawReturn
from tripoint.returns.sums import check_sums
from tripoint.returns.total_rows import without_total_rows
from tripoint.returns.understand import Understood, understand
from tripoint.returns.workbook import read_workbook


@dataclass(frozen=True)
class Expected:
    """What the receiver asked for; None asks for nothing."""

    country: str | None = None
    year: int | None = None


def read_return(
    path: Path, problems: ReturnProblems, *, today: date, expected: Expected | None = None
) -> tuple[Understood, Grouped] | None:
    """What the file says, by cell and by group, with every problem added that it has by itself.

    None if it cannot be read, or its cover does not say whose return it is. today: the last day that a return can be
    signed off on.
    """
    raw = _raw(path, problems)
    understood = understand(without_total_rows(raw, problems), today, problems) if raw is not None else None
    if understood is None:
        return None
    _check_expected(understood, expected or Expected(), problems)
    check_rows(understood, problems)
    groups = grouped(understood.filled)
    check_sums(understood, groups, problems)
    return understood, groups


def _raw(path: Path, problems: ReturnProblems) -> RawReturn | None:
    match path.suffix.lower():
        case ".zip":
            return read_csv(path, problems)
        case ".json":
            return read_json(path, problems)
        case ".xlsx" | ".xlsm" | ".xltm" | ".xlsb" | ".xlam":
            return read_workbook(path, problems)
    problems.add("return_unreadable", detail=path.suffix or path.name)
    return None


def _check_expected(understood: Understood, expected: Expected, problems: ReturnProblems) -> None:
    filled, cover = understood.filled, understood.cover
    if expected.country not in (None, filled.country):
        problems.add(
            "return_country_other", sheet=cover.title, value=filled.country, detail=str(expected.country),
            cells=cover.cells("country"),
        )  # fmt: skip
    if expected.year not in (None, filled.year):
        problems.add(
            "return_year_other", sheet=cover.title, value=filled.year, detail=str(expected.year), cells=cover.cells("period")
        )  # fmt: skip
