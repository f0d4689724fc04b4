"""Looking into an answer."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tripoint.findings.catalogue import ask_named
from tripoint.findings.question import Filters, Finding, Table
from tripoint.present.cells import sentence
from tripoint.present.words import words
from tripoint.store.ledger import Reader


def ask(reader: Reader, name: str, **filters: Any) -> Finding:
    return ask_named(name, reader, Filters(**filters))


def table(finding: Finding, name: str) -> Table:
    return next(t for t in finding.tables if t.name == name)


def rows(finding: Finding, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = table(finding, name).data.to_pylist()
    return found


def by(finding: Finding, name: str, *keys: str) -> Mapping[Any, dict[str, Any]]:
    """The rows of a table by one column or by several."""
    return {tuple(row[k] for k in keys) if len(keys) > 1 else row[keys[0]]: row for row in rows(finding, name)}


def sentences(finding: Finding, *, headlines: bool = False) -> list[str]:
    return [sentence(fact, words("en")) for fact in finding.facts if fact.is_headline or not headlines]


def month(year: int, number: int) -> tuple[date, date]:
    """First and last day."""
    following = date(year + number // 12, number % 12 + 1, 1)
    return date(year, number, 1), date.fromordinal(following.toordinal() - 1)
