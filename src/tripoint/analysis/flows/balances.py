"""Balances of flows: what places send to one another and receive, within one measure and period."""

import ibis.expr.types as ir

from tripoint.analysis.measures import Measured

PERIOD = ("period_start", "period_end")


def between_places(flows: Measured) -> Measured:
    """Flows from one place to another; what stays where it was is left out."""
    return flows.where(flows.rows.place_from != flows.rows.place_to)


def net_exports(flows: Measured) -> ir.Table:
    """What each place sent to others less what it received from others, for each period.

    Result: `place`, `period_start`, `period_end`, `sent`, `received`, `net` (sent - received; over all places
    of a period it adds up to 0 if every place stands on both sides). A place that is only an origin or only
    a destination has no balance and no row.
    """
    away = between_places(flows)
    sent = away.total(by=("place_from", *PERIOD), over=("places", "categories"))
    received = away.total(by=("place_to", *PERIOD), over=("places", "categories"))
    joined = sent.select(*PERIOD, place=sent.place_from, sent=sent.value).inner_join(
        received.select(*PERIOD, place=received.place_to, received=received.value), ["place", *PERIOD]
    )
    return joined.select("place", *PERIOD, "sent", "received", net=joined.sent - joined.received)
