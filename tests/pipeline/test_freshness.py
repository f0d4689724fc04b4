"""How fresh what is held is, by the rhythm of its source."""

from datetime import date

import pytest

from tests.builders import snapshot_line
from tripoint.pipeline.freshness import Freshness, freshness, months_after, next_expected
from tripoint.sources.catalogue import Rhythm, Source, sources
from tripoint.store.manifest import Snapshot, Span

DECEMBER = (date(2025, 12, 1), date(2025, 12, 31))
RECORDED = date(2026, 3, 11)


def made(**facts: object) -> Source:
    layout = {"name": "made", "pattern": "made*.csv", "series": "made"}
    return Source("made", {"cadence": "monthly", "lag_days": 75, "file": [layout]} | facts)


def held(*periods: Span, recorded: date = RECORDED, series: str = "made", snapshot: str = "a") -> Snapshot:
    return snapshot_line(snapshot, periods, recorded, source="made", series=series)


def never(source: str, series: str) -> Span | None:
    raise AssertionError("no file has periods to come")


def only(member: Source, *kept: Snapshot, today: date) -> Freshness:
    (row,) = freshness(member, kept, today=today, reported=never)
    return row


def test_the_next_month_is_expected_a_month_and_the_lag_after_the_newest() -> None:
    row = only(made(), held(DECEMBER), today=date(2026, 4, 16))
    assert (row.state, row.next_expected, row.stale_since) == ("fresh", date(2026, 4, 16), None)
    assert (row.newest_period, row.recorded) == (DECEMBER, RECORDED)


def test_it_is_stale_from_the_day_after() -> None:
    row = only(made(), held(DECEMBER), today=date(2026, 4, 17))
    assert (row.state, row.stale_since) == ("stale", date(2026, 4, 16))


def test_on_an_earlier_day_only_what_was_known_then_counts() -> None:
    row = only(made(), held(DECEMBER), today=date(2026, 3, 10))
    assert row == Freshness("made", "made", "nothing_held")


def test_of_periods_that_end_together_the_shortest_is_the_newest() -> None:
    year = (date(2025, 1, 1), date(2025, 12, 31))
    assert only(made(), held(year, DECEMBER), today=RECORDED).newest_period == DECEMBER


def test_a_month_to_come_without_a_value_is_not_the_newest() -> None:
    april = (date(2026, 4, 1), date(2026, 4, 30))
    to_come = held(april, (date(2026, 12, 1), date(2026, 12, 31)), recorded=date(2026, 6, 6))
    (row,) = freshness(made(lag_days=35), [to_come], today=date(2026, 7, 6), reported=lambda *_: april)
    assert (row.newest_period, row.state, row.stale_since) == (april, "stale", date(2026, 7, 5))


@pytest.mark.parametrize("today", [date(2026, 4, 1), date(2099, 1, 1)])
def test_a_closed_series_is_never_stale(today: date) -> None:
    row = only(made(cadence="once"), held(DECEMBER), today=today)
    assert (row.state, row.next_expected, row.stale_since) == ("closed", None, None)


def test_what_appears_without_a_rhythm_is_never_stale() -> None:
    row = only(made(cadence="irregular"), held(DECEMBER), today=date(2099, 1, 1))
    assert (row.state, row.next_expected) == ("no_rhythm", None)


def test_each_series_is_judged_by_itself_and_may_have_a_rhythm_of_its_own() -> None:
    layouts = [{"name": s, "pattern": f"{s}*.csv", "series": s} for s in ("made", "yearly", "ended")]
    own = {"yearly": {"cadence": "yearly"}, "ended": {"cadence": "once"}}
    kept = [held(DECEMBER), held((date(2025, 1, 1), DECEMBER[1]), series="yearly", snapshot="b")]
    rows = freshness(made(file=layouts, series=own), kept, today=date(2026, 6, 1), reported=never)
    assert [(r.series, r.state, r.next_expected) for r in rows] == [
        ("made", "stale", date(2026, 4, 16)), ("yearly", "fresh", date(2027, 3, 16)), ("ended", "closed", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("end", "months", "after"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)), (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 2, 28), 1, date(2026, 3, 31)), (date(2025, 12, 31), 12, date(2026, 12, 31)),
        (date(2025, 9, 30), 3, date(2025, 12, 31)), (date(2025, 11, 15), 3, date(2026, 2, 15)),
    ],
)  # fmt: skip
def test_the_end_of_a_month_is_followed_by_the_end_of_a_month(end: date, months: int, after: date) -> None:
    assert months_after(end, months) == after


def test_without_a_period_nothing_is_expected() -> None:
    assert next_expected(None, Rhythm(1, 30, False)) is None


KNOWN = ("monthly", "quarterly", "half-yearly", "yearly", "irregular", "as documents appear", "once")


@pytest.mark.parametrize("member", sources().values(), ids=lambda s: s.name)
def test_every_source_has_a_rhythm_that_is_understood(member: Source) -> None:
    assert member.text("cadence") in KNOWN
    series = {layout.series for layout in member.layouts}
    own = member.facts.get("series", {})
    assert isinstance(own, dict)
    assert set(own) <= series
    assert all(facts.get("cadence", "once") in KNOWN for facts in own.values())
