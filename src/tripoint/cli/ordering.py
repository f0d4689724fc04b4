"""`tripoint order`: what its verbs do, and what they say."""

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from tripoint.cli.formulas import no_formula
from tripoint.cli.law_opening import lawbook_of_environment
from tripoint.cli.order_files import OrderFile, read_order_file
from tripoint.cli.order_law import no_draft_words
from tripoint.cli.order_sheets import judged_row, reason_of, report_line, sheet
from tripoint.cli.seat import Seat
from tripoint.controls import audit, order_reports
from tripoint.controls.lawbook import LawBook
from tripoint.controls.order_drafts import check_aware, drafts_of, of_order
from tripoint.controls.order_flags import Judged, judge
from tripoint.controls.order_reports import OrderReport
from tripoint.controls.ordered import regulated_in, without_repeats
from tripoint.controls.orders import customer_key
from tripoint.errors import BadEntry, Problem
from tripoint.present.law_citations import cited
from tripoint.present.words import words
from tripoint.registry.order_words import Who, checklist
from tripoint.report.whole_file import whole_file, write_whole

COLUMNS = (
    "line", "order_id", "item", "seller_country", "named_as", "threshold", "within_30_days",
    "points", "flags", "why", "not_assessed", "earlier_feedback", "problem",
)  # fmt: skip


def check(seat: Seat, file: Path, out: Path) -> int:
    """One row a line of the file, in its order. Returns 1 if a line was not read or not assessed, else 0."""
    read, judged, _ = _looked_at(seat, file)
    looked = {"orders": len(read.orders), "unread": len(read.bad)}
    audit.note(seat.desk, seat.act, action="order.check", subject=file.name, detail=looked)
    earlier = order_reports.feedback_about(seat.desk, {j.order.customer for j in judged})
    rows = {j.order.line: judged_row(j, earlier.get(customer_key(j.order.customer)), seat.say) for j in judged}
    for bad in read.bad:
        rows[bad.line] = {"line": bad.line, "order_id": no_formula(bad.order_id), "problem": reason_of(bad, seat.say)}
    with whole_file(out) as part, part.open("w", encoding="utf-8", newline="") as result:
        writer = csv.DictWriter(result, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows[line] for line in sorted(rows))
    flagged = sum(bool(j.flags) for j in judged)
    counts = {"orders": len(read.orders), "flagged": flagged, "unread": len(read.bad)}
    print(
        seat.say("Lines read: {orders}; to be looked at: {flagged}; not read: {unread}.").format(
            **_numbers(counts, seat)
        )
    )
    print(seat.say("The points are for a person to judge; they are never shown to the customer."))
    return 1 if read.bad or not all(j.regulated.is_assessed for j in judged) else 0


def draft(seat: Seat, file: Path, order_id: str, aware: date | None, out: Path | None) -> None:
    """Keeps the drafts of an order's lines at the desk and prints their sheets. Raises BadEntry where none applies."""
    _, judged, book = _looked_at(seat, file)
    lines = of_order(judged, order_id)
    if not lines:
        raise BadEntry((Problem("order_unknown", "desk", file.name, value=order_id),))
    aware = aware or seat.today
    check_aware(lines, aware, seat.today)
    by_line = {line: drafts_of(line, aware=aware) for line in lines}
    without = {
        f"{line.order.item}{seat.say.colon} {no_draft_words(line, seat.say)}"
        for line, drafts in by_line.items()
        if not drafts
    }
    if not any(by_line.values()):
        why = "; ".join(sorted(without))
        raise BadEntry((Problem("order_no_report", "desk", file.name, value=order_id, detail=why),))
    kept = order_reports.keep(seat.desk, seat.act, [d for drafts in by_line.values() for d in drafts])
    sheets = [sheet(report, book, seat.say) for report in kept]
    sheets += [seat.say("No report is drafted: {why}").format(why=why) + "\n" for why in sorted(without)]
    _put("\n".join(sheets), out)


def list_reports(seat: Seat) -> None:
    found = order_reports.listed(seat.desk, seat.act)
    print(
        "\n".join(report_line(report, seat.say) for report in found) or seat.say("The desk has no report about orders.")
    )


def show(seat: Seat, number: int, out: Path | None) -> None:
    _put(sheet(order_reports.show(seat.desk, seat.act, number), lawbook_of_environment(), seat.say), out)


def send(seat: Seat, number: int, on: date | None) -> None:
    _say(order_reports.send(seat.desk, seat.act, number, sent_on=on or seat.today), seat)


def feedback(seat: Seat, number: int, answer: str, text: str, on: date | None) -> None:
    done = order_reports.answer(seat.desk, seat.act, number, feedback=answer, text=text, on=on or seat.today)
    _say(done, seat)


def print_checklist(who: Who, language: str) -> None:
    """Needs no desk and no ledger."""
    say = words(language)
    for item in checklist(who):
        mark = "" if item.is_verified else " " + say("[unverified]")
        print(f"[ ] {item.names[language]}\n    [{cited(item.basis, language)}]{mark}")
    print(say("A checklist is no legal advice; the texts decide, each on its own days."))


def _looked_at(seat: Seat, file: Path) -> tuple[OrderFile, tuple[Judged, ...], LawBook]:
    read, book = read_order_file(file, today=seat.today), lawbook_of_environment()
    regulated = regulated_in(book)
    orders, repeated = without_repeats(read.orders, regulated)
    bad = tuple(sorted((*read.bad, *repeated), key=lambda b: b.line))
    return OrderFile(orders, bad), judge(orders, regulated), book


def _say(report: OrderReport, seat: Seat) -> None:
    print(report_line(report, seat.say))


def _put(text: str, out: Path | None) -> None:
    if out is None:
        print(text, end="")
    else:
        write_whole(out, text.encode())


def _numbers(counts: Mapping[str, int], seat: Seat) -> Mapping[str, str]:
    return {name: seat.say.number(count) for name, count in counts.items()}
