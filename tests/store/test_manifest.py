"""What is current: decided per snapshot and period, so that nothing counts twice and nothing is lost."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import DAY, snapshot_line
from tripoint.harmonise.periods import month_span
from tripoint.store.manifest import Snapshot, Span, from_arrow, live, live_snapshots, to_arrow

Live = set[tuple[str, date, date]]


def of(snapshots: list[Snapshot], as_of: date | None = None) -> Live:
    rows = live(snapshots, as_of).to_pylist()
    found = {(row["snapshot"], row["period_start"], row["period_end"]) for row in rows}
    assert len(found) == len(rows)
    return found


def days(count: int) -> date:
    return DAY + timedelta(days=count)


MONTH = st.integers(0, 11).map(lambda i: month_span(2025, i + 1))
QUARTER = st.integers(0, 3).map(lambda i: (date(2025, 3 * i + 1, 1), month_span(2025, 3 * i + 3)[1]))
PERIODS = st.lists(MONTH, min_size=1, max_size=6, unique=True) | st.lists(QUARTER, min_size=1, unique=True)
HISTORY = st.lists(
    st.tuples(PERIODS, st.integers(0, 5), st.sampled_from(["periods", "periods", "periods", "whole"])),
    max_size=6,
).map(
    lambda drawn: [
        snapshot_line(f"{i:02}", sorted(periods), days(day), supersedes=kind)
        for i, (periods, day, kind) in enumerate(drawn)
    ]
)


def newest_first(snapshots: list[Snapshot]) -> list[Snapshot]:
    return sorted(snapshots, key=lambda s: (s.recorded_at, s.snapshot), reverse=True)


def covered_days(spans: list[Span]) -> set[date]:
    return {start + timedelta(days=i) for start, end in spans for i in range((end - start).days + 1)}


@given(HISTORY)
def test_every_period_of_the_newest_snapshot_is_current(history: list[Snapshot]) -> None:
    if history:
        newest = newest_first(history)[0]
        assert {(newest.snapshot, *period) for period in newest.periods} <= of(history)


@given(HISTORY)
def test_no_period_is_current_in_two_snapshots(history: list[Snapshot]) -> None:
    periods = [(start, end) for _, start, end in of(history)]
    assert len(periods) == len(set(periods))


@given(HISTORY)
def test_a_period_is_current_unless_newer_snapshots_cover_all_its_days(history: list[Snapshot]) -> None:
    expected: Live = set()
    covered: list[Span] = []
    for snapshot in newest_first(history):
        known = covered_days(covered)
        expected |= {(snapshot.snapshot, *p) for p in snapshot.periods if not covered_days([p]) <= known}
        covered += snapshot.periods
        if snapshot.supersedes == "whole":
            break
    assert of(history) == expected


@given(HISTORY, st.integers(-1, 6))
def test_no_day_that_was_known_is_forgotten(history: list[Snapshot], day: int) -> None:
    """But for a snapshot that replaces the whole series, what was reported once is reported still."""
    known = [s for s in history if s.recorded_at <= days(day)]
    if all(s.supersedes == "periods" for s in known):
        every = covered_days([p for s in known for p in s.periods])
        assert covered_days([(start, end) for _, start, end in of(history, days(day))]) == every


@given(HISTORY)
def test_a_later_as_of_never_revives_what_was_superseded(history: list[Snapshot]) -> None:
    dead: Live = set()
    for day in range(7):
        at = of(history, days(day))
        assert not at & dead
        every = {(s.snapshot, *p) for s in history if s.recorded_at <= days(day) for p in s.periods}
        dead |= every - at


@given(HISTORY, st.integers(0, 6))
def test_as_of_is_what_one_would_have_seen_then(history: list[Snapshot], day: int) -> None:
    assert of(history, days(day)) == of([s for s in history if s.recorded_at <= days(day)])


@given(HISTORY, st.randoms(use_true_random=False))
def test_the_order_of_ingest_does_not_matter(history: list[Snapshot], order: Any) -> None:
    shuffled = list(history)
    order.shuffle(shuffled)
    assert of(shuffled) == of(history)


@given(HISTORY)
def test_the_manifest_comes_back_as_it_was_kept(history: list[Snapshot]) -> None:
    assert set(from_arrow(to_arrow(history))) == set(history)


JANUARY, FEBRUARY, MARCH, APRIL = (month_span(2025, m) for m in (1, 2, 3, 4))
FIRST_QUARTER = (date(2025, 1, 1), date(2025, 3, 31))


def test_months_replace_the_quarter_that_they_fill() -> None:
    old = snapshot_line("old", [FIRST_QUARTER], days(0))
    assert of([old, snapshot_line("new", [JANUARY, FEBRUARY, MARCH], days(1))]) == {
        ("new", *JANUARY), ("new", *FEBRUARY), ("new", *MARCH),
    }  # fmt: skip


def test_months_do_not_replace_a_quarter_of_which_one_is_lacking() -> None:
    old = snapshot_line("old", [FIRST_QUARTER], days(0))
    assert ("old", *FIRST_QUARTER) in of([old, snapshot_line("new", [JANUARY, MARCH, APRIL], days(1))])


def test_a_partial_year_is_replaced_by_a_longer_one_and_not_by_a_shorter_one() -> None:
    to_june, to_september = ((date(2025, 1, 1), month_span(2025, m)[1]) for m in (6, 9))
    old, new = snapshot_line("old", [to_june], days(0)), snapshot_line("new", [to_september], days(1))
    assert of([old, new]) == {("new", *to_september)}
    late = snapshot_line("late", [to_june], days(2))
    assert of([new, late]) == {("new", *to_september), ("late", *to_june)}


def test_running_twelve_months_do_not_replace_one_another() -> None:
    to_january = (date(2024, 2, 1), date(2025, 1, 31))
    to_february = (date(2024, 3, 1), date(2025, 2, 28))
    old, new = snapshot_line("old", [to_january], days(0)), snapshot_line("new", [to_february], days(1))
    assert of([old, new]) == {("old", *to_january), ("new", *to_february)}


def test_a_day_between_two_periods_is_not_covered() -> None:
    old = snapshot_line("old", [(date(2025, 1, 1), date(2025, 1, 31))], days(0))
    new = snapshot_line("new", [(date(2025, 1, 1), date(2025, 1, 14)), (date(2025, 1, 16), date(2025, 1, 31))], days(1))
    assert len(of([old, new])) == 3


def test_two_series_and_two_sources_never_replace_one_another() -> None:
    lines = [
        snapshot_line("a", [JANUARY], days(0)),
        snapshot_line("b", [JANUARY], days(1), series="other"),
        snapshot_line("c", [JANUARY], days(2), source="mx_sesnsp_federal"),
    ]
    assert {s for s, _, _ in of(lines)} == {"a", "b", "c"}


def test_the_same_bytes_in_two_series_are_current_in_each_on_their_own() -> None:
    lines = [
        snapshot_line("a", [JANUARY], days(0)),
        snapshot_line("b", [JANUARY], days(1)),
        snapshot_line("a", [JANUARY], days(0), series="other"),
    ]
    rows = {(row["series"], row["snapshot"]) for row in live(lines, None).to_pylist()}
    assert rows == {("nationwide_drugs", "b"), ("other", "a")}


def test_of_two_snapshots_of_one_day_the_greater_hash_is_the_newer() -> None:
    assert of([snapshot_line("b", [JANUARY]), snapshot_line("a", [JANUARY])]) == {("b", *JANUARY)}


def current(lines: list[Snapshot], as_of: date | None = None) -> list[str]:
    return live_snapshots(lines, as_of)["snapshot"].to_pylist()


def test_a_transcript_has_one_current_snapshot_and_its_oldest_one_before_that() -> None:
    """Its records are dated one by one; the reader leaves out those of later documents."""
    lines = [snapshot_line(name, [], days(i), supersedes="whole") for i, name in enumerate("abc")]
    assert current(lines) == ["c"]
    assert current(lines, days(1)) == ["b"]
    assert current(lines, days(-1)) == ["a"]


@pytest.mark.parametrize("as_of", [None, days(5)])
def test_a_snapshot_of_which_a_part_is_current_is_current(as_of: date | None) -> None:
    lines = [snapshot_line("a", [JANUARY, FEBRUARY], days(0)), snapshot_line("b", [FEBRUARY], days(1))]
    assert current(lines, as_of) == ["a", "b"]
