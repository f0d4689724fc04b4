"""What the law of the seller's country says of ordered goods, from the lawbook."""

from collections.abc import Callable

from tripoint.controls.answer import Answer, assess
from tripoint.controls.lawbook import LawBook
from tripoint.controls.order_flags import Regulated
from tripoint.controls.orders import Order
from tripoint.controls.status import Status

NAMED = frozenset({"controlled", "controlled_by_class", "needs_expert"})
"""Outcomes on which an order is looked at: what needs an expert is not passed over."""


def regulated_in(book: LawBook) -> Callable[[Order], Regulated]:
    """The reading of ordered goods as the texts stand; each name is looked up once."""
    known: dict[tuple[str, str], Regulated] = {}

    def regulated(order: Order) -> Regulated:
        key = order.item.casefold(), order.country
        if key not in known:
            known[key] = regulated_by(assess(book, order.item), order.country)
        return known[key]

    return regulated


def regulated_by(answer: Answer, country: str) -> Regulated:
    """An answer as orders need it. Of several quantities that a text sets, the smallest counts."""
    status = answer.status(country)
    is_machine = any(e.clause.kind == "equipment" for e in status.decides) and status.outcome in NAMED
    limits = [e.clause for e in status.entries if e.clause.threshold is not None and e.outcome in NAMED]
    limit = min(limits, key=lambda c: c.threshold or 0.0, default=None)
    return Regulated(
        _key(answer, status),
        is_listed=status.outcome in NAMED and not is_machine,
        is_machine=is_machine,
        is_assessed=status.outcome != "not_assessed",
        threshold=limit.threshold if limit else None,
        dimension=limit.threshold_unit if limit else None,  # type: ignore[arg-type]  # the record kind has just these
        is_above=limit is not None and limit.threshold_kind == "maximum_quantity",
    )


def _key(answer: Answer, status: Status) -> str:
    """One for all names of a thing: the substance meant, else the clause it stands in, else its own spelling."""
    if answer.identity is not None:
        return answer.identity.inchikey or answer.identity.meaning
    deciding = status.decides
    return f"{deciding[0].clause.list_id} {deciding[0].clause.clause}" if deciding else answer.query.key
