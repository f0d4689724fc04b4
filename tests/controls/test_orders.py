"""Lines of a supplier's orders: an order each, or one reason."""

from datetime import date

import pytest

from tripoint.controls.orders import COLUMNS, read_orders

GOOD = {
    "order_id": "A1", "date": "2026-03-02", "customer": "Example Labs", "seller_country": "CA", "item": "acetone",
    "quantity": "25", "unit": "kg",
}  # fmt: skip


def read(**changed: str):
    return read_orders([(2, GOOD | changed)])


def test_a_line_becomes_an_order_in_kilograms_litres_or_units():
    for text, unit, size, dimension in (
        ("250", "g", 0.25, "kg"), ("2", "t", 2000.0, "kg"), ("500", "mL", 0.5, "L"), ("3", "piezas", 3.0, "units"),
    ):  # fmt: skip
        (order,), bad = read(quantity=text, unit=unit)
        assert (order.quantity, order.dimension, bad) == (pytest.approx(size), dimension, ())


def test_words_for_payments_are_understood_in_three_languages():
    for word in ("cash", "Efectivo", "ESPÈCES"):
        (order,), _ = read(payment=word)
        assert (order.payment, order.is_payment_uncommon) == ("cash", True)
    (order,), _ = read(payment="virement")
    assert order.is_payment_uncommon is False


def test_what_is_left_blank_is_not_known_and_not_no():
    (order,), _ = read()
    assert order.is_payment_uncommon is None
    assert order.is_identity_verified is None


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("quantity", "", "order_cell_blank"),
        ("unit", "", "order_cell_blank"),
        ("unit", "lb", "order_unit_unknown"),
        ("quantity", "1,5", "order_quantity_unreadable"),
        ("quantity", "-1", "order_quantity_unreadable"),
        ("quantity", "0", "order_quantity_unreadable"),
        ("quantity", "1e400", "order_quantity_unreadable"),
        ("quantity", "nan", "order_quantity_unreadable"),
        ("quantity", "٣", "order_quantity_unreadable"),
        ("date", "2026-02-30", "order_day_unreadable"),
        ("date", "02/03/2026", "order_day_unreadable"),
        ("date", "20260302", "order_day_unreadable"),
        ("seller_country", "FR", "order_country_unknown"),
        ("destination_country", "Canada", "order_country_unknown"),
        ("payment", "gold", "order_term_unknown"),
        ("identity_verified", "perhaps", "order_term_unknown"),
        ("customer", "=HYPERLINK(1)", "order_cell_is_formula"),
        ("item", "@SUM(A1)", "order_cell_is_formula"),
        ("item", "x" * 10_000, "order_cell_too_long"),
    ],
)
def test_a_bad_line_has_one_reason_and_loses_no_other(column, text, code):
    orders, bad = read_orders([(2, GOOD | {column: text}), (3, GOOD | {"order_id": "A2"})])
    assert [o.order_id for o in orders] == ["A2"]
    assert [(b.line, b.code, b.column) for b in bad] == [(2, code, column)]


def test_the_same_item_twice_in_an_order_is_told_and_not_added_up():
    orders, bad = read_orders([(2, GOOD), (3, GOOD)])
    assert len(orders) == 1
    assert (bad[0].code, bad[0].value) == ("order_repeated", "A1 (2)")


def test_a_negative_name_that_chemists_write_is_no_formula():
    (order,), bad = read(item="(-)-ephedrine")
    assert (order.item, bad) == ("(-)-ephedrine", ())


def test_every_column_is_named():
    assert set(GOOD) < set(COLUMNS)


def test_an_order_of_tomorrow_is_told():
    orders, bad = read_orders([(2, GOOD), (3, GOOD | {"order_id": "A2", "date": "2026-03-03"})], today=date(2026, 3, 2))
    assert [o.order_id for o in orders] == ["A1"]
    assert [(b.line, b.code, b.value) for b in bad] == [(3, "order_day_future", "2026-03-03")]


def test_a_number_may_come_back_for_another_customer_or_day_but_not_for_other_letters():
    lines = [
        (2, GOOD), (3, GOOD | {"customer": "Other Works"}), (4, GOOD | {"date": "2026-03-03"}),
        (5, GOOD | {"customer": "EXAMPLE  Läbs", "item": "ACETONE"}),
    ]  # fmt: skip
    orders, bad = read_orders(lines)
    assert [o.line for o in orders] == [2, 3, 4]
    assert [(b.line, b.code) for b in bad] == [(5, "order_repeated")]
