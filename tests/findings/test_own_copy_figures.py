"""No figure of a set that is for a user's own copy stands in the documents: totals are counted from the files, then sought.

The totals are made when the test is run, so that none of them stands here.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pytest

from tripoint.sources.catalogue import Source, sources
from tripoint.store.ledger import Reader

ROOT = Path(__file__).parents[2]
LEAST, LEAST_OF_A_GROUP = 1_000, 10_000
"""A smaller number stands somewhere by chance; a source has many groups, so that one of them soon does."""
NUMBER = re.compile("(?<![\\w.])(?:\\d{1,3}(?:[,.' \u00a0\u202f]\\d{3})+|\\d+)(?!\\w)")
OWN = [member for member in sources().values() if member.is_own_copy and member.text("raw_folder")]
GROUPS = (
    "measure",
    "series",
    "category",
    "substance",
    "place",
    "place_to",
    "direction",
    "expected",
    "calibre",
    "maker",
)


def documents() -> Iterator[Path]:
    """What people read, and what is written beside the sources of a user's own copy."""
    folders = [path for path in ROOT.iterdir() if path.is_dir() and path.name in ("docs", "src", "scripts", "bench")]
    yield from sorted(ROOT.glob("*.md"))
    yield from (path for folder in folders for path in sorted(folder.rglob("*.md")) if path.parent.name != "edition")
    for member in OWN:
        yield from sorted((ROOT / "src/tripoint/sources" / member.name).glob("*.*"))
        yield from sorted((ROOT / "tests").rglob(f"*{member.name}*.py"))


def numbers_in(text: str) -> set[int]:
    """Every number from a thousand on, whatever stands between its thousands; years and round ones are left out."""
    found = {int(re.sub(r"\D", "", number)) for number in NUMBER.findall(text)}
    return {number for number in found if is_telling(number)}


def is_telling(number: int) -> bool:
    return number >= LEAST and number % 100 != 0 and not 1900 <= number <= 2100


def totals(reader: Reader, member: Source) -> set[int]:
    """Rows, distinct events and sums of the source's records: of everything and of each measure; rows of each group."""
    kinds = (reader.figures(), reader.flows(), reader.seizure_events(), reader.analysis_summaries(), reader.firearms())
    found: set[int] = set()
    for table in kinds:
        records = table.filter(table.source == member.name)
        found |= _sums(reader, records.aggregate(rows=ibis._.count(), total=records.value.sum()))
        found |= _sums(reader, records.group_by("measure").agg(rows=ibis._.count(), total=ibis._.value.sum()))
        for name in (name for name in GROUPS if name in records.columns):
            of_groups = _sums(reader, records.group_by(name).agg(rows=ibis._.count()))
            found |= {number for number in of_groups if number >= LEAST_OF_A_GROUP}
        if "event" in records.columns:
            found |= _sums(reader, records.aggregate(events=records.event.nunique()))
    return {number for number in found if is_telling(number)}


def _sums(reader: Reader, grouped: ir.Table) -> set[int]:
    rows = reader.fetch(grouped).to_pylist()
    return {round(value) for row in rows for value in row.values() if isinstance(value, int | float)}


@pytest.mark.parametrize("member", OWN, ids=lambda member: member.name)
def test_no_total_of_the_users_copy_stands_in_a_document(full_ledger: Reader, member: Source) -> None:
    telling = totals(full_ledger, member)
    found = {
        f"{path.relative_to(ROOT)}: {number}"
        for path in dict.fromkeys(documents())
        for number in numbers_in(path.read_text("utf-8")) & telling
    }
    assert found == set()


def test_totals_are_counted_of_every_set_that_is_large_enough(full_ledger: Reader) -> None:
    counted = {member.name for member in OWN if totals(full_ledger, member)}
    small = {"us_cbp_weapons"}  # of which only a transcript is held
    texts = {"mx_law_texts", "un_1971_secondary", "un_1988_secondary"}  # clauses of law: nothing to add up
    assert counted >= {member.name for member in OWN} - small - texts


@pytest.mark.parametrize("written", ["12,345", "12 345", "12\u00a0345", "12\u202f345", "12.345", "12345"])
def test_a_number_is_found_however_its_thousands_are_parted(written: str) -> None:
    assert numbers_in(f"In all {written} rows of 2024, not 12 or 5,000.") == {12345}
