"""What is unusual about an order: explainable points for a person to judge, never a verdict."""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from tripoint.controls.orders import Dimension, Order, customer_key
from tripoint.registry.order_words import Flag, order_flags

TIMES_USUAL = 3.0
"""A quantity is unusual above so many times the median of the customer's earlier orders (our choice; no text sets it)."""
LEAST_EARLIER = 3
"""Earlier orders that a median needs."""
TOGETHER = timedelta(days=30)
"""Orders of one customer within so many days are added up for `orders_split` (our choice; no text sets it)."""
NEAR = timedelta(days=90)
"""A chemical and a machine ordered within so many days are seen together (our choice)."""

Reached = Literal["reached", "not_reached", "not_held", "other_unit"]
"""reached: at or above the quantity that the text sets. not_held: the text held sets none for it, or is not held."""


@dataclass(frozen=True)
class Regulated:
    """What the law of the seller's country says of an ordered item.

    key: one for all names of the item, so that orders can be added up. is_one_substance: is it of a substance that is
    known, and not of a clause or a spelling? is_listed: named as a listed chemical, a
    precursor or a mixture of one. is_scheduled: a controlled substance of a schedule and none of these.
    needs_expert: whether an open term covers it, no program says.
    is_assessed: did a text held answer for it at all? text_days: from and to when the text answers, where the order's
    day lies outside and the text as held was asked instead; what it says is then not assessed for the order.
    stands_in: list and clause, and duties: codes of law_duties.csv, of the clauses that decide.
    threshold: the quantity that the text sets, in `dimension`; None where none is held. is_above: does the text speak
    of more than it (Canada's maximum quantities), and not of it or more?
    """

    key: str
    is_listed: bool
    is_machine: bool
    is_assessed: bool = True
    is_scheduled: bool = False
    needs_expert: bool = False
    text_days: tuple[date, date] | None = None
    stands_in: tuple[tuple[str, str], ...] = ()
    duties: tuple[str, ...] = ()
    threshold: float | None = None
    dimension: Dimension | None = None
    is_above: bool = False
    is_one_substance: bool = False

    @property
    def is_named(self) -> bool:
        return self.is_listed or self.is_machine or self.is_scheduled


@dataclass(frozen=True)
class Judged:
    """One order with what speaks for a closer look. together: the same for all orders of the customer within 30 days.
    not_assessed: flags that the order says nothing about."""

    order: Order
    regulated: Regulated
    threshold: Reached
    together: Reached
    flags: tuple[Flag, ...]
    not_assessed: tuple[str, ...]

    def with_flag(self, flag_id: str) -> "Judged":
        return replace(self, flags=(*self.flags, order_flags()[flag_id]))

    @property
    def points(self) -> int:
        return sum(flag.points for flag in self.flags)


def judge(orders: Sequence[Order], regulated: Callable[[Order], Regulated]) -> tuple[Judged, ...]:
    """Every order with its flags, in the order given; goods that no law names have none.

    All orders of a file are looked at together, since earlier and nearby orders of a customer explain one another.
    """
    what = {order.line: regulated(order) for order in orders}
    past = _Past(what)
    judged = {order.line: _judged(order, what[order.line], past) for order in sorted(orders, key=_when)}
    mixed = past.mixed()
    return tuple(
        judged[o.line].with_flag("chemicals_and_machines") if o.line in mixed else judged[o.line] for o in orders
    )


def _when(order: Order) -> tuple[date, int]:
    return order.ordered, order.line


class _Past:
    """What a customer has ordered so far, while orders are gone through by day."""

    def __init__(self, what: Mapping[int, Regulated]) -> None:
        self._what = what
        self._customers: set[str] = set()
        self._same: dict[_Key, _Same] = defaultdict(_Same)
        self._days: dict[tuple[str, bool], list[tuple[date, int]]] = defaultdict(list)

    def is_new(self, customer: str) -> bool:
        return customer_key(customer) not in self._customers

    def middle(self, order: Order) -> float | None:
        """The median of the customer's earlier quantities of it; None where they are too few."""
        sizes = self._same[self._key(order)].sizes
        if len(sizes) < LEAST_EARLIER:
            return None
        half = len(sizes) // 2
        return sizes[half] if len(sizes) % 2 else (sizes[half - 1] + sizes[half]) / 2

    def add(self, order: Order) -> "Together":
        """Takes the order in; the orders of the same thing by the customer in the days up to it, itself included."""
        what = self._what[order.line]
        self._customers.add(customer_key(order.customer))
        if what.is_machine or what.is_listed:
            self._days[customer_key(order.customer), what.is_machine].append(_when(order))
        return self._same[self._key(order)].add(order, is_reached=reached(what, order.quantity, order.dimension))

    def mixed(self) -> frozenset[int]:
        """Lines whose customer ordered a machine near a chemical, or a chemical near a machine."""
        found = set()
        for (customer, is_machine), days in self._days.items():
            others = [day for day, _ in self._days.get((customer, not is_machine), ())]
            found |= {line for day, line in days if bisect_right(others, day + NEAR) > bisect_left(others, day - NEAR)}
        return frozenset(found)

    def _key(self, order: Order) -> "_Key":
        return customer_key(order.customer), self._what[order.line].key, order.country, order.dimension


_Key = tuple[str, str, str, Dimension]


@dataclass(frozen=True)
class Together:
    """Orders of one thing by one customer within TOGETHER. alone: how many reach the quantity of the text by themselves."""

    count: int
    quantity: float
    alone: int


class _Same:
    """A customer's orders of one thing, oldest first, with their running sums."""

    def __init__(self) -> None:
        self.sizes: list[float] = []
        self._days: list[date] = []
        self._sums: list[float] = [0.0]
        self._alone: list[int] = [0]

    def add(self, order: Order, *, is_reached: Reached) -> Together:
        insort(self.sizes, order.quantity)
        self._days.append(order.ordered)
        self._sums.append(self._sums[-1] + order.quantity)
        self._alone.append(self._alone[-1] + (is_reached == "reached"))
        first = bisect_left(self._days, order.ordered - TOGETHER)
        return Together(
            len(self._days) - first, self._sums[-1] - self._sums[first], self._alone[-1] - self._alone[first]
        )


def _judged(order: Order, own: Regulated, past: _Past) -> Judged:
    is_new, middle = past.is_new(order.customer), past.middle(order)
    near = past.add(order)
    alone = reached(own, order.quantity, order.dimension)
    if not own.is_named:
        return Judged(order, own, alone, alone, (), ())
    together = reached(own, near.quantity, order.dimension)
    answers: dict[str, bool | None] = {
        "quantity_unusual": None if middle is None else order.quantity > TIMES_USUAL * middle,
        "orders_split": None if together in ("not_held", "other_unit") else _is_split(together, near),
        "payment_uncommon": order.is_payment_uncommon,
        "delivery_uncommon": order.is_delivery_uncommon,
        "use_not_stated": order.stated_use is None,
        "use_does_not_fit": None if order.use_fits is None else not order.use_fits,
        "identity_not_verified": None if order.is_identity_verified is None else not order.is_identity_verified,
        "named_by_authority": order.is_named_by_authority,
        "first_order": is_new,
    }
    raised = tuple(flag for name, flag in order_flags().items() if answers.get(name))
    return Judged(order, own, alone, together, raised, tuple(n for n, answer in answers.items() if answer is None))


def reached(item: Regulated, quantity: float, dimension: Dimension) -> Reached:
    """Does a quantity reach what the text sets? Never by how much, nor how much is left."""
    if item.threshold is None or item.dimension is None:
        return "not_held"
    if dimension != item.dimension:
        return "other_unit"
    if abs(quantity - item.threshold) <= 1e-9 * item.threshold:
        return "not_reached" if item.is_above else "reached"
    return "reached" if quantity > item.threshold else "not_reached"


def _is_split(together: Reached, near: Together) -> bool:
    return together == "reached" and near.count > 1 and not near.alone
