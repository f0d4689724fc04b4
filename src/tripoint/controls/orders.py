"""Orders of a supplier: lines of text → orders, or one reason for each line that is none."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tripoint.registry.names import normalise
from tripoint.registry.order_words import order_term
from tripoint.units import GRAMS_PER_KG, KG_PER_TONNE, MILLIGRAMS_PER_KG, MILLILITRES_PER_LITRE

Dimension = Literal["kg", "L", "units"]
UNITS: Mapping[str, tuple[Dimension, float]] = {
    "kg": ("kg", 1.0), "g": ("kg", 1 / GRAMS_PER_KG), "mg": ("kg", 1 / MILLIGRAMS_PER_KG), "t": ("kg", KG_PER_TONNE),
    "l": ("L", 1.0), "ml": ("L", 1 / MILLILITRES_PER_LITRE), "units": ("units", 1.0), "unit": ("units", 1.0), "u": ("units", 1.0),
    "unidades": ("units", 1.0), "unités": ("units", 1.0), "pieces": ("units", 1.0), "piezas": ("units", 1.0),
    "pièces": ("units", 1.0),
}  # fmt: skip
"""Unit as written, in small letters → what it measures, and its size. Pounds and gallons differ between countries."""

NEEDED = ("order_id", "date", "customer", "seller_country", "item", "quantity", "unit")
OPTIONAL = (
    "destination_country", "payment", "delivery", "stated_use", "use_fits", "identity_verified", "named_by_authority",
)  # fmt: skip
COLUMNS = (*NEEDED, *OPTIONAL)
COUNTRIES = ("US", "CA", "MX")
LONGEST = 500
"""Characters of the longest cell that is read."""


@dataclass(frozen=True)
class Order:
    """One line of an order. quantity: in `dimension`. None in an optional field: the supplier does not say."""

    line: int
    order_id: str
    ordered: date
    customer: str
    country: str
    destination: str
    item: str
    quantity: float
    dimension: Dimension
    payment: str | None
    is_payment_uncommon: bool | None
    delivery: str | None
    is_delivery_uncommon: bool | None
    stated_use: str | None
    use_fits: bool | None
    is_identity_verified: bool | None
    is_named_by_authority: bool | None


@dataclass(frozen=True)
class BadLine:
    """Why a line is no order: a code of errors/order_problems.py, with the column and its text."""

    line: int
    order_id: str
    code: str
    column: str
    value: str


class _Bad(Exception):
    def __init__(self, code: str, column: str, value: str) -> None:
        super().__init__(code)
        self.code, self.column, self.value = code, column, value


def customer_key(name: str) -> str:
    """One for a customer's name however it is written: case, accents, width and spaces do not matter."""
    return normalise(name)


def read_orders(
    lines: Iterable[tuple[int, Mapping[str, str]]], *, today: date | None = None
) -> tuple[tuple[Order, ...], tuple[BadLine, ...]]:
    """Every line as an order or as one reason. lines: (line of the file, cells by column). today: none is dated later.

    A number may come back for another customer or day; the same goods of the same order are told, not added up.
    """
    orders: list[Order] = []
    bad: list[BadLine] = []
    seen: dict[tuple[object, ...], int] = {}
    for number, cells in lines:
        row = {name: (cells.get(name) or "").strip() for name in COLUMNS}
        try:
            order = _order(number, row)
            if today is not None and order.ordered > today:
                raise _Bad("order_day_future", "date", row["date"])
            key = (order.order_id, customer_key(order.customer), order.country, order.ordered, normalise(order.item))
            if key in seen:
                raise _Bad("order_repeated", "order_id", f"{order.order_id} ({seen[key]})")
            seen[key] = number
            orders.append(order)
        except _Bad as error:
            bad.append(BadLine(number, row["order_id"][:60], error.code, error.column, error.value[:60]))
    return tuple(orders), tuple(bad)


def _order(line: int, row: Mapping[str, str]) -> Order:
    for name, text in row.items():
        if len(text) > LONGEST:
            raise _Bad("order_cell_too_long", name, text)
        if text[:1] in ("=", "@") or re.match(r"[+-]\D", text):
            raise _Bad("order_cell_is_formula", name, text)
    for name in NEEDED:
        if not row[name]:
            raise _Bad("order_cell_blank", name, "")
    dimension, quantity = _quantity(row["quantity"], row["unit"])
    payment = _term("payment", row["payment"])
    delivery = _term("delivery", row["delivery"])
    return Order(
        line, row["order_id"], _day(row["date"]), row["customer"], _country("seller_country", row["seller_country"]),
        _country("destination_country", row["destination_country"] or row["seller_country"]), row["item"], quantity,
        dimension, payment[0], payment[1], delivery[0], delivery[1], row["stated_use"] or None,
        _answer("use_fits", row["use_fits"]), _answer("identity_verified", row["identity_verified"]),
        _answer("named_by_authority", row["named_by_authority"]),
    )  # fmt: skip


def _quantity(text: str, unit: str) -> tuple[Dimension, float]:
    known = UNITS.get(unit.casefold())
    if known is None:
        raise _Bad("order_unit_unknown", "unit", unit)
    if not re.fullmatch(
        r"[0-9]{1,12}(\.[0-9]{1,9})?", text
    ):  # a comma is a thousand in one country, a decimal in another
        raise _Bad("order_quantity_unreadable", "quantity", text)
    quantity = float(text) * known[1]
    if not (quantity > 0 and math.isfinite(quantity)):
        raise _Bad("order_quantity_unreadable", "quantity", text)
    return known[0], quantity


def _day(text: str) -> date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise _Bad("order_day_unreadable", "date", text)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _Bad("order_day_unreadable", "date", text) from None


def _country(column: str, text: str) -> str:
    code = text.upper()
    if column == "seller_country" and code not in COUNTRIES:
        raise _Bad("order_country_unknown", column, text)
    if not re.fullmatch(r"[A-Z]{2}", code):
        raise _Bad("order_country_unknown", column, text)
    return code


def _term(name: str, text: str) -> tuple[str | None, bool | None]:
    if not text:
        return None, None
    found = order_term(name, text)
    if found is None:
        raise _Bad("order_term_unknown", name, text)
    return found


def _answer(column: str, text: str) -> bool | None:
    if not text:
        return None
    found = order_term("answer", text)
    if found is None:
        raise _Bad("order_term_unknown", column, text)
    return found[0] == "yes"
