"""`tripoint notice`: what its verbs do, and what they say."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from tripoint.cli.notice_sheets import (
    days_of,
    filled,
    headline,
    incident_data,
    notice_data,
    origin,
    pair,
    sheet_csv,
    sheet_text,
    shown,
    standing,
    term,
)
from tripoint.cli.seat import Seat
from tripoint.controls import audit, desk_records, incidents, notices
from tripoint.controls.desk_records import RecordFault
from tripoint.controls.incidents import Incident
from tripoint.controls.notices import Notice
from tripoint.errors import BadEntry
from tripoint.present.words import Words, words
from tripoint.registry.notice_form import Record, fields_of
from tripoint.report.whole_file import write_whole
from tripoint.settings import read_settings
from tripoint.store.desk.opening import open_desk


def show_fields(*, as_json: bool, language: str) -> None:
    """Needs no desk: it is the form alone."""
    say = words(language)
    records: tuple[tuple[Record, str], ...] = (("notice", say("Pre-export notice")), ("incident", say("Incident")))
    if as_json:
        _print_json(
            [
                {
                    "record": record, "field": field.name, "kind": field.kind, "is_asked": field.is_asked,
                    "title": field.titles[language], "read_in": field.read_in, "is_verified": field.is_verified,
                }
                for record, _ in records
                for field in fields_of(record).values()
            ]
        )  # fmt: skip
        return
    for record, title in records:
        print(title)
        for field in fields_of(record).values():
            title = field.titles[language] + (", " + say("asked") if field.is_asked else "")
            print(f"  {pair(field.name, title, say)}  {origin(field, say)}")


def new(seat: Seat, direction: str, pairs: Sequence[str]) -> None:
    print(headline(notices.new(seat.desk, seat.act, direction=direction, pairs=pairs), seat.say))


def change(seat: Seat, number: int, pairs: Sequence[str], version: int | None) -> None:
    print(headline(notices.change(seat.desk, seat.act, number, pairs, version=version), seat.say))


def check(seat: Seat, number: int, version: int | None, *, is_not_in_texts: bool) -> None:
    """Says what the texts held have of the substance, also where that is why the notice stays a draft."""
    from tripoint.cli.law_opening import lawbook_of_environment
    from tripoint.cli.notice_law import law_lines
    from tripoint.controls.notice_law import NoticeLaw, law_of

    book = lawbook_of_environment()
    asked: list[NoticeLaw] = []

    def law(fields: Mapping[str, str]) -> NoticeLaw:
        asked.append(law_of(book, fields))
        return asked[0]

    try:
        done = notices.check(seat.desk, seat.act, number, version=version, law=law, is_not_in_texts=is_not_in_texts)
    except BadEntry:
        for line in (line for found in asked for line in law_lines(found, seat.say)):
            print(line, file=sys.stderr)
        raise
    print("\n".join((headline(done, seat.say), *law_lines(asked[0], seat.say))))


def send(seat: Seat, number: int, days: tuple[date | None, date | None], version: int | None) -> None:
    """days: sent on, answer awaited by."""
    sent = notices.send(seat.desk, seat.act, number, sent_on=days[0] or seat.today, reply_by=days[1], version=version)
    lines = [headline(sent, seat.say), *days_of(sent, seat.say)]
    if days[1] is None:
        from tripoint.cli.law_opening import lawbook_of_environment
        from tripoint.cli.notice_law import deadline_lines

        country = sent.fields["exporting_country"]
        lines += deadline_lines(lawbook_of_environment(), country, days[0] or seat.today, seat.say)
    print("\n".join(lines))


def answer(seat: Seat, number: int, code: str, on: date | None, version: int | None) -> None:
    done = notices.answer(seat.desk, seat.act, number, answer=code, answered_on=on or seat.today, version=version)
    print("\n".join((headline(done, seat.say), *days_of(done, seat.say))))


def show(seat: Seat, number: int, *, as_json: bool) -> None:
    found, done = notices.show(seat.desk, seat.act, number)
    if as_json:
        steps = [{"version": s.version, "step": s.step, "at": s.at, "who": s.who} for s in done]
        _print_json({**notice_data(found), "steps": steps})
        return
    say = seat.say
    print(headline(found, say))
    _print_fields("notice", found, say)
    for line in days_of(found, say):
        print(f"  {line}")
    for step in done:
        print(f"  {step.at}  {term('step', step.step, say)}  {step.who}")


def list_notices(seat: Seat, state: str | None, *, as_json: bool) -> None:
    found = notices.listed(seat.desk, seat.act, state=state)
    if as_json:
        _print_json([notice_data(notice) for notice in found])
        return
    _print_lines((_line(notice, seat.say) for notice in found), seat.say("The desk has no such notice."))


def due(seat: Seat, within: int, on: date | None, *, as_json: bool) -> None:
    day = on or seat.today
    found = notices.due(seat.desk, seat.act, until=day + min(timedelta(days=within), date.max - day))
    if as_json:
        _print_json([{**notice_data(n), "is_overdue": (n.reply_by or "") < day.isoformat()} for n in found])
        return
    say = seat.say
    lines = []
    for notice in found:
        assert notice.reply_by is not None
        late = notice.reply_by < day.isoformat()
        text = say("overdue since {day}") if late else say("awaited by {day}")
        lines.append(f"{_line(notice, say)}  {text.format(day=say.day(date.fromisoformat(notice.reply_by)))}")
    _print_lines(lines, say("No answer is awaited in this time."))


def sheet(seat: Seat, record: Record, number: int, *, as_csv: bool, out: Path | None) -> None:
    """Prints the hand-over sheet, or writes it into a file."""
    found: Notice | Incident
    if record == "notice":
        found, _ = notices.show(seat.desk, seat.act, number, action="notice.sheet")
        heading = headline(found, seat.say)
    else:
        found = incidents.show(seat.desk, seat.act, number, action="incident.sheet")
        heading = seat.say("Incident {number}").format(number=found.number)
    text = (sheet_csv if as_csv else sheet_text)(record, heading, found, seat.say)
    if out is None:
        print(text, end="")
    else:
        write_whole(out, text.encode())


def audit_lines(seat: Seat, last: int, *, as_json: bool) -> None:
    """The last lines; that somebody looked is one of them."""
    audit.note(seat.desk, seat.act, action="audit.list", subject=str(last))
    lines = audit.last_lines(seat.desk, last)
    if as_json:
        _print_json(lines)
        return
    for line in lines:
        print("{line}  {at}  {who}  {action}  {subject}  {purpose}".format(**line))


def verify_audit(*, as_json: bool, language: str) -> int:
    """1 if a line was altered, or a record does not fit the lines. Leaves no line of its own, so that the hash it tells
    is that of the last."""
    say, desk = words(language), open_desk(read_settings().desk)
    verdict, faults = audit.verify(desk), desk_records.faults(desk)
    if as_json:
        told = [{"record": fault.kind, "number": fault.number, "why": fault.why} for fault in faults]
        _print_json({"lines": verdict.lines, "head": verdict.head, "broken": verdict.broken, "records": told})
        return int(verdict.broken is not None or bool(faults))
    if verdict.broken is not None:
        print(say("Audit line {line} was altered, or a line before it is missing.").format(line=verdict.broken))
    else:
        print(say("Audit lines: {count}, none altered.").format(count=say.number(verdict.lines)))
        if verdict.head:
            print(say("Hash of the last line, to be kept elsewhere: {hash}").format(hash=verdict.head))
    for fault in faults:
        print(_fault_words(fault, say))
    return int(verdict.broken is not None or bool(faults))


def _fault_words(fault: RecordFault, say: Words) -> str:
    record = {
        "notice": say("Notice {number}"), "incident": say("Incident {number}"),
        "order report": say("Report {number} about an order"),
    }[fault.kind].format(number=fault.number)  # fmt: skip
    why = {
        "lines_lost": say("audit lines of it are missing"),
        "differs": say("it is not what its last audit line has sealed"),
        "record_lost": say("audit lines tell of it, and it is not there any more"),
    }[fault.why]
    return pair(record, why, say)


def new_incident(seat: Seat, pairs: Sequence[str]) -> None:
    print(_incident_line(incidents.new(seat.desk, seat.act, pairs), seat.say))


def list_incidents(seat: Seat, *, as_json: bool) -> None:
    found = incidents.listed(seat.desk, seat.act)
    if as_json:
        _print_json([incident_data(incident) for incident in found])
        return
    _print_lines((_incident_line(incident, seat.say) for incident in found), seat.say("The desk has no incident."))


def show_incident(seat: Seat, number: int, *, as_json: bool) -> None:
    found = incidents.show(seat.desk, seat.act, number)
    if as_json:
        _print_json(incident_data(found))
        return
    print(_incident_line(found, seat.say))
    _print_fields("incident", found, seat.say)
    print(f"  {found.at}  {term('step', 'new', seat.say)}  {found.who}")


def _line(notice: Notice, say: Words) -> str:
    values = notice.fields
    way = f"{values.get('exporting_country', '—')} → {values.get('importing_country', '—')}"
    goods = f"{values.get('substance', '—')}, {_quantity(values.get('quantity'), say)}"
    return f"{notice.number}  {term('direction', notice.direction, say)}  {way}  {goods}  {standing(notice, say)}"


def _quantity(value: str | None, say: Words) -> str:
    return shown(fields_of("notice")["quantity"], value, say) if value else "—"


def _incident_line(incident: Incident, say: Words) -> str:
    kind, values = term("incident_kind", incident.incident_kind, say), incident.fields
    goods = f"{values['item']}, {_quantity(values.get('quantity'), say)}"
    return f"{incident.number}  {kind}  {values['occurred_date']}  {values['country']}  {goods}"


def _print_fields(record: Record, found: Notice | Incident, say: Words) -> None:
    for field, value in filled(record, found.fields, say):
        print(f"  {pair(field.titles[say.language], value, say)}")


def _print_lines(lines: Iterable[str], otherwise: str) -> None:
    print("\n".join(lines) or otherwise)


def _print_json(data: object) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=1))
