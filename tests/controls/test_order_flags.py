"""What is unusual about an order; each flag has a case that raises it and one that does not."""

from datetime import date, timedelta

import pytest

from tripoint.controls.order_drafts import check_aware, drafts_of, years_after
from tripoint.controls.order_flags import Judged, Regulated, judge, reached
from tripoint.controls.orders import Order, read_orders
from tripoint.errors import BadEntry
from tripoint.registry.order_words import checklist, order_flags, order_reports

LISTED = Regulated("p", is_listed=True, is_machine=False, threshold=10.0, dimension="kg")
NO_THRESHOLD = Regulated("q", is_listed=True, is_machine=False)
MACHINE = Regulated("m", is_listed=False, is_machine=True)
FREE = Regulated("f", is_listed=False, is_machine=False)
SCHEDULED = Regulated("s", is_listed=False, is_machine=False, is_scheduled=True)
KINDS = {"drug": SCHEDULED, "precursor": LISTED, "other precursor": NO_THRESHOLD, "press": MACHINE, "sugar": FREE}
START = date(2026, 1, 1)


def order(number: int, **changed: object) -> Order:
    cells = {
        "order_id": f"A{number}", "date": str(START + timedelta(number)), "customer": "Example Labs",
        "seller_country": "US", "item": "precursor", "quantity": "2", "unit": "kg", "stated_use": "coatings",
        "payment": "transfer", "delivery": "freight", "identity_verified": "yes", "use_fits": "yes",
        "named_by_authority": "no",
    }  # fmt: skip
    orders, bad = read_orders([(number, cells | {k: str(v) for k, v in changed.items()})])
    assert not bad
    return orders[0]


def judged(*orders: Order) -> tuple[Judged, ...]:
    return judge(orders, lambda o: KINDS[o.item])


def flags(one: Judged) -> set[str]:
    return {flag.flag_id for flag in one.flags}


def test_an_ordinary_order_of_a_known_customer_raises_nothing():
    *_, last = judged(order(1), order(2))
    assert (flags(last), last.points) == (set(), 0)


def test_goods_that_no_text_names_have_no_flags():
    (one,) = judged(order(1, item="sugar", payment="cash", stated_use=""))
    assert one.flags == ()


@pytest.mark.parametrize(
    ("flag", "changed"),
    [
        ("payment_uncommon", {"payment": "cash"}),
        ("delivery_uncommon", {"delivery": "residence"}),
        ("use_not_stated", {"stated_use": ""}),
        ("use_does_not_fit", {"use_fits": "no"}),
        ("identity_not_verified", {"identity_verified": "no"}),
        ("named_by_authority", {"named_by_authority": "yes"}),
    ],
)
def test_each_circumstance_raises_its_flag_alone(flag, changed):
    *_, last = judged(order(1), order(2, **changed))
    assert flags(last) == {flag}
    assert last.points == order_flags()[flag].points


def test_what_the_order_does_not_say_is_not_assessed():
    *_, last = judged(order(1), order(2, payment="", identity_verified=""))
    assert {"payment_uncommon", "identity_not_verified"} <= set(last.not_assessed)
    assert last.flags == ()


def test_a_quantity_is_unusual_only_beside_three_earlier_ones():
    few = judged(order(1), order(2), order(40, quantity=7))[-1]
    assert "quantity_unusual" in few.not_assessed
    many = judged(order(1), order(2), order(3), order(60, quantity=7))[-1]
    assert "quantity_unusual" in flags(many)
    usual = judged(order(1), order(2), order(3), order(60, quantity=6))[-1]
    assert "quantity_unusual" not in flags(usual)


def test_small_orders_that_reach_the_quantity_together_are_told():
    five = judged(*(order(n, quantity=2.5) for n in range(1, 6)))
    assert ["orders_split" in flags(one) for one in five] == [False, False, False, True, True]


def test_orders_far_apart_are_not_added_up():
    far = judged(*(order(n * 31, quantity=2.5) for n in range(1, 6)))
    assert not any("orders_split" in flags(one) for one in far)


def test_one_order_that_reaches_the_quantity_alone_is_not_split():
    *_, last = judged(order(1), order(2, quantity=10))
    assert last.threshold == "reached"
    assert "orders_split" not in flags(last)


def test_a_quantity_that_no_text_held_sets_is_never_called_below():
    (one,) = judged(order(1, item="other precursor"))
    assert (one.threshold, one.together) == ("not_held", "not_held")
    assert "orders_split" in one.not_assessed


def test_litres_are_not_weighed_against_kilograms():
    assert reached(LISTED, 100.0, "L") == "other_unit"


def test_canada_speaks_of_more_than_the_quantity_the_united_states_of_it_or_more():
    above = Regulated("p", is_listed=True, is_machine=False, threshold=10.0, dimension="kg", is_above=True)
    assert reached(LISTED, 10.0, "kg") == "reached"
    assert reached(above, 10.0, "kg") == "not_reached"
    assert reached(above, 10.000001, "kg") == "reached"


def test_a_chemical_and_a_machine_near_in_time_are_seen_together():
    both = judged(order(1), order(80, item="press", quantity=1, unit="units"))
    assert all("chemicals_and_machines" in flags(one) for one in both)
    apart = judged(order(1), order(120, item="press", quantity=1, unit="units"))
    assert not any("chemicals_and_machines" in flags(one) for one in apart)


def test_customers_are_not_mixed_up():
    other = judged(order(1), order(2, customer="Other Works", item="press", quantity=1, unit="units"))
    assert not any("chemicals_and_machines" in flags(one) for one in other)


def test_no_answer_says_how_much_is_left():
    (one,) = judged(order(1, quantity=9.5))
    assert "0.5" not in repr(one).replace("threshold=10.0", "")


def test_a_report_is_drafted_in_the_sellers_country_only_where_something_is_unusual():
    aware = date(2026, 5, 4)
    _, plain = judged(order(1), order(2))
    assert drafts_of(plain, aware=aware) == ()
    _, odd = judged(order(1), order(2, payment="cash"))
    (draft,) = drafts_of(odd, aware=aware)
    assert (draft.report.report_id, draft.due, draft.keep_until) == ("us_report", aware, date(2028, 1, 3))


def test_mexico_keeps_five_years_and_canada_two_from_the_record():
    aware = date(2026, 5, 4)
    _, mexican = judged(order(1, seller_country="MX"), order(2, seller_country="MX", payment="cash"))
    assert [d.keep_until for d in drafts_of(mexican, aware=aware)] == [date(2031, 1, 3)]
    _, canadian = judged(order(1, seller_country="CA"), order(2, seller_country="CA", payment="cash"))
    assert [d.keep_until for d in drafts_of(canadian, aware=aware)] == [date(2028, 5, 4)]


def drafted(country: str, **changed: object) -> list[str]:
    *_, last = judged(order(1, seller_country=country), order(2, seller_country=country, **changed))
    return [draft.report.citation for draft in drafts_of(last, aware=date(2026, 5, 4))]


PRESS = {"item": "press", "quantity": 1, "unit": "units"}


def test_a_machine_is_reported_whatever_its_order_looks_like():
    *_, one = judged(order(-300, seller_country="MX"), order(1, seller_country="MX", **PRESS))
    (draft,) = drafts_of(one, aware=date(2026, 5, 4))
    assert (draft.report.citation, draft.due) == ("LFCPQ, art. 17", date(2027, 3, 1))
    assert draft.keep_until == date(2031, 1, 2), "article 13 keeps the papers of every regulated activity five years"


def test_mexico_asks_for_a_notice_of_an_unusual_machine_too():
    assert drafted("MX", **PRESS, payment="cash") == ["LFCPQ, art. 14 fr. I", "LFCPQ, art. 17"]


def test_a_substance_of_a_schedule_is_never_drafted_as_a_listed_chemical():
    for country in ("US", "CA", "MX"):
        assert drafted(country, item="drug", payment="cash", named_by_authority="yes") == []


def test_whom_the_authority_described_in_advance_has_a_report_of_its_own():
    assert drafted("US", named_by_authority="yes") == ["21 USC 830(b)(1)(B)"]
    assert drafted("US", named_by_authority="yes", payment="cash") == ["21 USC 830(b)(1)(A)", "21 USC 830(b)(1)(B)"]
    assert drafted("US", **PRESS, named_by_authority="yes")[-2:] == ["21 USC 830(b)(1)(B)", "21 USC 830(b)(1)(D)"]
    assert "LFCPQ, art. 14 fr. II" in drafted("MX", named_by_authority="yes")
    assert drafted("CA", named_by_authority="yes") == ["SOR/2002-359, s. 86(1)"]
    (named,) = (r for r in order_reports() if r.report_id == "us_named")
    assert "may not be completed unless the Attorney General approves" in named.names["en"]
    assert named.deadline == "not_stated", "the earliest opportunity is asked of subparagraph (A) alone"


def test_two_orders_of_a_customer_have_two_drafts():
    changes: tuple[dict[str, object], ...] = (
        {},
        {"date": "2026-02-03"},
        {"quantity": 3},
        {"unit": "L"},
        {"seller_country": "MX"},
    )
    keys = set()
    for changed in changes:
        (one,) = judged(order(2, payment="cash", **changed))
        keys.add(drafts_of(one, aware=date(2026, 5, 4))[0].key)
    assert len(keys) == len(changes)
    (again,) = judged(order(2, payment="cash", customer="EXAMPLE  láBS"))
    assert drafts_of(again, aware=date(2026, 5, 4))[0].key in keys, "the same customer in other letters"


def test_a_supplier_is_aware_on_the_day_of_the_order_at_the_earliest_and_today_at_the_latest():
    (one,) = judged(order(2))
    for day in (one.order.ordered, date(2026, 5, 4)):
        check_aware((one,), day, date(2026, 5, 4))
    for day in (one.order.ordered - timedelta(1), date(2026, 5, 5)):
        with pytest.raises(BadEntry, match="cannot be"):
            check_aware((one,), day, date(2026, 5, 4))


def test_a_customer_is_the_same_in_other_letters():
    *_, last = judged(order(1), order(2, customer="ＥＸＡＭＰＬＥ  Läbs"))
    assert "first_order" not in flags(last)


def test_orders_are_added_up_across_the_end_of_a_month():
    near = judged(order(29, quantity=6), order(32, quantity=6))
    assert [one.order.ordered.month for one in near] == [1, 2]
    assert "orders_split" in flags(near[-1])


def test_records_of_a_leap_day_never_end_a_day_early():
    assert years_after(date(2028, 2, 29), 2) == date(2030, 3, 1)
    assert years_after(date(2028, 2, 29), 4) == date(2032, 2, 29)


def test_every_flag_report_and_checklist_item_cites_what_it_stands_on():
    assert all(flag.basis for flag in order_flags().values())
    assert all(report.citation and report.contents_read_in for report in order_reports())
    for who in ("manufacturer", "carrier", "marketplace"):
        items = checklist(who)
        assert len(items) >= 5
        assert all(item.basis and all(item.names.values()) for item in items)
