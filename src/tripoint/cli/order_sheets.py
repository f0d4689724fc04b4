"""Judged orders as rows, and reports about them as hand-over sheets, in the user's language."""

from datetime import date

from tripoint.cli.formulas import no_formula
from tripoint.cli.order_law import law_words, named_as, sheet_words
from tripoint.controls.absence import OLD_DAYS
from tripoint.controls.lawbook import LawBook
from tripoint.controls.order_flags import Judged
from tripoint.controls.order_reports import OrderReport
from tripoint.controls.orders import BadLine
from tripoint.errors import PROBLEMS
from tripoint.present.law_citations import cited
from tripoint.present.words import Words
from tripoint.registry.order_words import Report, order_flags, order_reports, order_word


def judged_row(judged: Judged, earlier: OrderReport | None, say: Words) -> dict[str, object]:
    """One row of the result: codes and, for a person, words."""
    order, what = judged.order, judged.regulated
    is_asked = what.is_named
    return {
        "line": order.line,
        "order_id": no_formula(order.order_id),
        "item": no_formula(order.item),
        "seller_country": order.country,
        "named_as": named_as(what),
        "threshold": reached_words(judged.threshold, say) if is_asked else "",
        "within_30_days": reached_words(judged.together, say) if is_asked else "",
        "points": judged.points if is_asked else "",
        "flags": " ".join(flag.flag_id for flag in judged.flags),
        "why": " ".join(f"{flag.names[say.language]} [{cited(flag.basis, say.language)}]" for flag in judged.flags),
        "not_assessed": " ".join(judged.not_assessed),
        "earlier_feedback": feedback_words(earlier, say) if earlier else "",
        "problem": law_words(judged, say),
    }


def reached_words(reached: str, say: Words) -> str:
    return {
        "reached": say("the quantity of the text is reached"),
        "not_reached": say("the quantity of the text is not reached by these orders"),
        "not_held": say("threshold not held"),
        "other_unit": say("threshold in another unit; not compared"),
    }[reached]


def reason_of(bad: BadLine, say: Words) -> str:
    """Why a line is no order, with the cure."""
    message, cure = PROBLEMS[bad.code]
    values = {"column": bad.column, "value": bad.value, "detail": ""}
    return no_formula(f"{say(message).format(**values)} {say(cure).format(**values)}")


def feedback_words(report: OrderReport, say: Words) -> str:
    said = {
        "proceed": say("the regulator said: proceed"),
        "hold": say("the regulator said: hold"),
        "stop": say("the regulator said: stop"),
        "noted": say("the regulator noted it"),
    }[str(report.feedback)]
    text = f" ({report.feedback_text})" if report.feedback_text else ""
    return no_formula(f"{said}{text}, {_day(report.feedback_on, say)}")


def report_line(report: OrderReport, say: Words) -> str:
    """Number, report, order, state and days on one line."""
    state = {"draft": say("draft"), "sent": say("sent"), "answered": say("answered")}[report.state]
    asked = report_of(report).names[say.language]
    due = say("due {day}").format(day=_day(report.due, say)) if report.due else say("no deadline in days")
    return f"{report.number}  {report.fields['order_id']}  {asked}  {state}  {due}" + (
        f"  {feedback_words(report, say)}" if report.feedback else ""
    )


def sheet(report: OrderReport, book: LawBook, say: Words) -> str:
    """The hand-over sheet: what is known, what a person must add, where it goes, by when, kept until when."""
    asked, fields = report_of(report), report.fields
    flags = [order_flags()[flag] for flag in fields["flags"]]
    lines = [
        say("Hand-over sheet"),
        f"{asked.names[say.language]} [{cited(asked.citation, say.language)}]",
        say("Written by Tripoint for a person to finish; it is no form of the authority, and nothing was sent."),
        say("Never show it to the customer."),
        "",
        say("To: {recipient}").format(recipient=asked.recipients[say.language]),
        say("By: {deadline}").format(deadline=deadline_words(asked, report, say)),
        _kept(asked, report, say),
        say("Asked by the text: {contents} [{citation}]").format(
            contents=asked.contents[say.language], citation=cited(asked.contents_read_in, say.language)
        ),
        "",
        say("Order {order}, {day}").format(order=fields["order_id"], day=_day(fields["ordered"], say)),
        say("Customer: {customer}").format(customer=fields["customer"]),
        say("Goods: {item}, {amount}").format(
            item=fields["item"], amount=amount_words(fields["quantity"], fields["dimension"], say)
        ),
        say("Payment: {payment}; delivery: {delivery}").format(
            payment=_word("payment", fields["payment"], say), delivery=_word("delivery", fields["delivery"], say)
        ),
        say("Stated use: {use}").format(use=fields["stated_use"] or "—"),
        say("Why it is drafted:"),
        *(f"  • {flag.names[say.language]} [{cited(basis_in(asked.country, flag.basis), say.language)}]" + ("" if flag.is_verified else " " + say("[unverified]")) for flag in flags),
        "",
        *sheet_words(asked, fields, book, say),
        *dated(asked, book, say),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


OF_COUNTRY = {"US": ("21 USC",), "CA": ("SOR/", "CDSA"), "MX": ("LFCPQ",)}
"""How the citations of each country's law begin."""


def basis_in(country: str, basis: str) -> str:
    """What a flag rests on in the law of the report's country; all that it rests on where that says nothing of it."""
    return "; ".join(part for part in basis.split("; ") if part.startswith(OF_COUNTRY[country])) or basis


def amount_words(quantity: float, dimension: str, say: Words) -> str:
    """2,000.5 kg; 1 unit; 3 units."""
    count = say.number(quantity, len(f"{quantity:.9g}".partition(".")[2]))
    if dimension != "units":
        return f"{count} {dimension}"
    return say("1 unit") if quantity == 1 else say("{count} units").format(count=count)


def dated(asked: Report, book: LawBook, say: Words) -> tuple[str, ...]:
    """The date of the text that the report rests on, and what is known to have changed since."""
    text = book.text_asked(asked.provision_list, None)
    if text is None:
        return (say("The text it rests on is not held here; the citation was read when Tripoint was made."),)
    lines = [say("The text is held as of {day}; look whether it has changed since.").format(day=say.day(text.text_to))]
    if (book.today - text.text_to).days > OLD_DAYS:
        lines.append(say("That is more than 90 days ago."))
    return tuple(lines)


def deadline_words(asked: Report, report: OrderReport, say: Words) -> str:
    aware = _day(report.aware, say)
    return {
        "earliest": say("the earliest practicable opportunity after {day}").format(day=aware),
        "on_awareness": say("on becoming aware of it, {day}").format(day=aware),
        "immediately": say("immediately, {day}").format(day=aware),
        "sixty_days_after_year": say("within sixty days after the end of the year: {day}").format(
            day=_day(report.due, say)
        ),
        "not_stated": say("the statute read states none; the regulations were not read"),
    }[asked.deadline]


def report_of(report: OrderReport) -> Report:
    return next(r for r in order_reports() if r.report_id == report.fields["report"])


def _word(list_name: str, code: str | None, say: Words) -> str:
    return order_word(list_name, code, say.language) if code else "—"


def _kept(asked: Report, report: OrderReport, say: Words) -> str:
    if report.keep_until is None:
        return say("Record kept until: not stated in the text read")
    kept = say("Record kept until: {day} ({years} years)").format(
        day=_day(report.keep_until, say), years=asked.record_years
    )
    return f"{kept} [{cited(asked.records_read_in, say.language)}]"


def _day(text: str | None, say: Words) -> str:
    return say.day(date.fromisoformat(text)) if text else "—"
