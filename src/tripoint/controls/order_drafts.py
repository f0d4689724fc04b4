"""From a flagged order to the report that the law of the seller's country asks for: a draft, for a person to finish."""

import hashlib
from calendar import isleap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tripoint.controls.order_flags import Judged
from tripoint.registry.order_words import Report, order_reports


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
        """One for a report about an item of a customer's order: a SHA-256."""
        order = self.judged.order
        parts = (order.customer.casefold(), order.order_id, order.item.casefold(), self.report.report_id)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def drafts_of(judged: Judged, *, aware: date) -> tuple[Draft, ...]:
    """The reports that apply; none where the law of the seller's country does not name the goods, or nothing is unusual.

    A machine is reported whatever its order looks like; a chemical where a flag was raised.
    """
    found = []
    for report in order_reports():
        if report.country != judged.order.country:
            continue
        if report.about == "machine" and judged.regulated.is_machine:
            found.append(_draft(report, judged, aware))
        if report.about == "listed" and judged.regulated.is_listed and judged.flags:
            found.append(_draft(report, judged, aware))
    return tuple(found)


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
    """The same day so many years later; 28 February for a 29th that the year lacks."""
    year = day.year + years
    return (
        day.replace(year=year, day=28)
        if (day.month, day.day) == (2, 29) and not isleap(year)
        else day.replace(year=year)
    )


def of_order(judged: Sequence[Judged], order_id: str) -> tuple[Judged, ...]:
    """The lines of one order."""
    return tuple(j for j in judged if j.order.order_id == order_id)
