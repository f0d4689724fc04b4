"""What the law of the seller's country says of ordered goods on the order's day, from the lawbook."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from tripoint.controls.answer import Answer, assess
from tripoint.controls.lawbook import LawBook
from tripoint.controls.order_flags import Regulated
from tripoint.controls.orders import BadLine, Order, customer_key
from tripoint.controls.status import Entry, Status
from tripoint.registry.law import law_list

NAMED = frozenset({"controlled", "controlled_by_class", "needs_expert"})
"""Outcomes on which an order is looked at: what needs an expert is not passed over."""
LISTED = frozenset({"precursor", "preparation"})
"""Kinds of lists whose goods have the duties of listed chemicals: precursors, and the mixtures that hold them."""


def regulated_in(book: LawBook) -> Callable[[Order], Regulated]:
    """The reading of ordered goods by the law of the order's day; each name is looked up once a day."""
    known: dict[tuple[str, str, date | None], Regulated] = {}

    def looked_up(item: str, country: str, on: date | None) -> Regulated:
        key = item.casefold(), country, on
        if key not in known:
            known[key] = regulated_by(assess(book, item, on=on), country)
        return known[key]

    def regulated(order: Order) -> Regulated:
        that_day = looked_up(order.item, order.country, order.ordered)
        if that_day.is_assessed:
            return that_day
        held = looked_up(order.item, order.country, None)
        # No text answers for that day: what the text held names is looked at all the same, and its quantity is not used.
        return replace(held, is_assessed=False, threshold=None, dimension=None) if held.is_named else that_day

    return regulated


def without_repeats(
    orders: Sequence[Order], regulated: Callable[[Order], Regulated]
) -> tuple[tuple[Order, ...], tuple[BadLine, ...]]:
    """Lines that say once more, by another name of the substance, what a line of the same order says: told, not added up."""
    seen: dict[tuple[object, ...], int] = {}
    once: list[Order] = []
    repeated: list[BadLine] = []
    for order in orders:
        what = regulated(order)
        key = (
            order.order_id, customer_key(order.customer), order.country, order.ordered, what.key, order.dimension,
            f"{order.quantity:.9g}",
        )  # fmt: skip
        if what.is_one_substance and key in seen:
            value = f"{order.order_id} ({seen[key]})"[:60]
            repeated.append(BadLine(order.line, order.order_id[:60], "order_repeated", "order_id", value))
        else:
            seen[key] = order.line
            once.append(order)
    return tuple(once), tuple(repeated)


def regulated_by(answer: Answer, country: str) -> Regulated:
    """An answer as orders need it. Of several quantities that a text sets, the smallest counts."""
    status = answer.status(country)
    named = [e for e in status.entries if e.outcome in NAMED] if status.outcome in NAMED else []
    is_machine = any(e.clause.kind == "equipment" for e in named)
    listed = [e for e in named if law_list(e.clause.list_id).kind in LISTED]
    limit = min(
        (e.clause for e in named if e.clause.threshold is not None), key=lambda c: c.threshold or 0.0, default=None
    )
    shown = _deciding(listed or [e for e in named if e in status.decides])
    return Regulated(
        _key(answer, status),
        is_listed=bool(listed) and not is_machine,
        is_machine=is_machine,
        needs_expert=bool(shown) and all(e.outcome == "needs_expert" for e in shown),
        is_scheduled=bool(named) and not listed and not is_machine,
        is_assessed=status.outcome != "not_assessed",
        text_days=shown[0].clause.text.days if shown and answer.on is None else None,
        stands_in=tuple((e.clause.list_id, e.clause.clause) for e in shown),
        duties=tuple(dict.fromkeys(duty for e in shown for duty in e.clause.duties)),
        threshold=limit.threshold if limit else None,
        dimension=limit.threshold_unit if limit else None,  # type: ignore[arg-type]  # the record kind has just these
        is_above=limit is not None and limit.threshold_kind == "maximum_quantity",
        is_one_substance=answer.identity is not None,
    )


def _deciding(entries: list[Entry]) -> list[Entry]:
    """One a place, in the order of the answer."""
    return list({(e.clause.list_id, e.clause.clause): e for e in entries}.values())


def _key(answer: Answer, status: Status) -> str:
    """One for all names of a thing: the substance meant, else the clause it stands in, else its own spelling."""
    if answer.identity is not None:
        return answer.identity.inchikey or answer.identity.meaning
    deciding = status.decides
    return f"{deciding[0].clause.list_id} {deciding[0].clause.clause}" if deciding else answer.query.key
