"""From a flagged order to the report that the law of the seller's country asks for: a draft, for a person to finish."""

import hashlib
import json
from calendar import isleap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tripoint.controls.order_flags import Judged
from tripoint.controls.orders import customer_key
from tripoint.errors import BadEntry, Problem
from tripoint.registry.names import normalise
from tripoint.registry.order_words import Report, order_reports

NAMED_BY_AUTHORITY = "named_by_authority"


@dataclass(frozen=True)
class Draft:
    """One report about one order.

    aware: the day the supplier became aware. due: the last day, None where the text sets none in days.
    keep_until: the last day of record-keeping, None where no text read says it.
    """

    report: Report
    judged: Judged
    aware: date
    due: date | None
    keep_until: date | None

    @property
    def key(self) -> str:
        """One for a report about an item of a customer's order of a day: a SHA-256. Another quantity is another one."""
        order = self.judged.order
        parts = (
            customer_key(order.customer), order.order_id, order.country, order.ordered.isoformat(), normalise(order.item),
            f"{order.quantity:.9g} {order.dimension}", self.report.report_id,
        )  # fmt: skip
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def drafts_of(judged: Judged, *, aware: date) -> tuple[Draft, ...]:
    """The reports that apply; none where the law of the seller's country does not name the goods as a listed chemical or
    a machine, or nothing is unusual: the substances of its schedules have duties of their own, which are not drafted.
    """
    return tuple(
        _draft(report, judged, aware)
        for report in order_reports()
        if report.country == judged.order.country and _is_asked(report.about, judged)
    )


def _is_asked(about: str, judged: Judged) -> bool:
    """`machine`: whatever its order looks like. `listed`: a listed chemical with a flag besides the authority's.
    `flagged`: a machine too. `named`: either, where the authority described the customer in advance. `any_flag`: a listed
    chemical with any flag."""
    what, flags = judged.regulated, {flag.flag_id for flag in judged.flags}
    goods = what.is_listed or (what.is_machine and about in ("machine", "flagged", "named"))
    if about == "machine":
        return what.is_machine
    if about == "named":
        return goods and NAMED_BY_AUTHORITY in flags
    return goods and bool(flags if about == "any_flag" else flags - {NAMED_BY_AUTHORITY})


def check_aware(judged: Sequence[Judged], aware: date, today: date) -> None:
    """Raises BadEntry where the supplier became aware before the order, or tomorrow."""
    first = max(one.order.ordered for one in judged)
    if not first <= aware <= today:
        days = f"{first.isoformat()} – {today.isoformat()}"
        raise BadEntry((Problem("order_report_day", "desk", "--aware", value=aware.isoformat(), detail=days),))


def _draft(report: Report, judged: Judged, aware: date) -> Draft:
    ordered = judged.order.ordered
    due = aware + timedelta(days=report.days) if report.days is not None else None
    if report.deadline == "sixty_days_after_year":
        due = date(ordered.year, 12, 31) + timedelta(days=report.days or 0)
    keep_until = None
    if report.record_years is not None:
        keep_until = years_after(aware if report.record_from == "record" else ordered, report.record_years)
    return Draft(report, judged, aware, due, keep_until)


def years_after(day: date, years: int) -> date:
    """The same day so many years later; 1 March for a 29 February that the year lacks: never a day early."""
    year = day.year + years
    return date(year, 3, 1) if (day.month, day.day) == (2, 29) and not isleap(year) else day.replace(year=year)


def of_order(judged: Sequence[Judged], order_id: str) -> tuple[Judged, ...]:
    """The lines of one order."""
    return tuple(j for j in judged if j.order.order_id == order_id)
