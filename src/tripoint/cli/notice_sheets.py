"""Notices and incidents as lines, hand-over sheets and data, in the user's language."""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from tripoint.controls.entries import countries
from tripoint.controls.incidents import Incident
from tripoint.controls.notices import Notice
from tripoint.present.law_citations import cited
from tripoint.present.words import Words
from tripoint.registry.notice_form import NoticeField, Record, fields_of, notice_terms

COLUMNS = ("field", "title", "value", "read_in", "verified")


def shown(field: NoticeField, value: str, say: Words) -> str:
    """A field's value in words: countries, days, terms and units named, the rest as it was entered."""
    match field.kind:
        case "date":
            return say.day(date.fromisoformat(value))
        case "country" | "countries":
            return ", ".join(f"{countries(say.locale)[code]} ({code})" for code in value.split(", "))
        case "choice":
            return notice_terms(field.name)[value][say.language]
        case "quantity":
            number, unit = value.split(" ")
            decimals = len(number.partition(".")[2])
            return f"{say.number(float(number), decimals)} {notice_terms('unit')[unit][say.language]}"
    return value


def term(list_name: str, code: str, say: Words) -> str:
    return notice_terms(list_name)[code][say.language]


def standing(notice: Notice, say: Words) -> str:
    """The state in words, with the answer where there is one."""
    state = term("state", notice.state, say)
    return f"{state}, {term('answer', notice.answer, say)}" if notice.answer else state


def headline(notice: Notice, say: Words) -> str:
    text = say("Notice {number}, {direction}: {standing} (version {version})")
    return text.format(
        number=notice.number,
        direction=term("direction", notice.direction, say),
        standing=standing(notice, say),
        version=notice.version,
    )


def days_of(notice: Notice, say: Words) -> Iterator[str]:
    """Its days, as lines."""
    for text, day in (
        (say("Sent on {day}"), notice.sent_on),
        (say("Answer awaited by {day}"), notice.reply_by),
        (say("Answered on {day}"), notice.answered_on),
    ):
        if day is not None:
            yield text.format(day=say.day(date.fromisoformat(day)))


def filled(record: Record, values: Mapping[str, str], say: Words) -> Iterator[tuple[NoticeField, str]]:
    """Fields that have a value, in the order of the form, with the value in words."""
    for name, field in fields_of(record).items():
        if value := values.get(name):
            yield field, shown(field, value, say)


def pair(title: str, value: str, say: Words) -> str:
    return f"{title}{say.colon}{value}"


def origin(field: NoticeField, say: Words) -> str:
    """Where the field was read, with a mark where it was not."""
    read_in = f"[{cited(field.read_in, say.language)}]"
    return read_in if field.is_verified else f"{read_in} {say('[unverified]')}"


def about(say: Words) -> tuple[str, ...]:
    """What a hand-over sheet is, and what it is not."""
    return (
        say("Written by Tripoint for whoever enters this into another system, such as PEN Online or PICS."),
        say("It is no form of the International Narcotics Control Board, and nothing was sent by it."),
        say("The titles are Tripoint’s own words. [unverified] marks a field whose text or form was not read."),
    )


def sheet_text(record: Record, heading: str, found: Notice | Incident, say: Words) -> str:
    """One page of plain text: every field of the form, also those that are empty."""
    words = {field.name: text for field, text in filled(record, found.fields, say)}
    lines = [say("Hand-over sheet"), heading, *about(say), ""]
    for name, field in fields_of(record).items():
        lines.append(f"{pair(field.titles[say.language], words.get(name, '—'), say)}  {origin(field, say)}")
    if isinstance(found, Notice) and found.sent_on:
        lines += ["", *days_of(found, say)]
    return "\n".join(lines) + "\n"


def sheet_csv(record: Record, heading: str, found: Notice | Incident, say: Words) -> str:
    """The same for machines: codes and ISO days as they are kept; the first row says what the sheet is."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerow(("about", say("Hand-over sheet"), " ".join((heading, *about(say))), "", ""))
    for name, field in fields_of(record).items():
        verified = "yes" if field.is_verified else "no"
        writer.writerow((name, field.titles[say.language], found.fields.get(name, ""), field.read_in, verified))
    return out.getvalue()


def notice_data(notice: Notice) -> dict[str, Any]:
    return {
        "number": notice.number,
        "id": notice.record_id,
        "version": notice.version,
        "direction": notice.direction,
        "state": notice.state,
        "answer": notice.answer,
        "sent_on": notice.sent_on,
        "reply_by": notice.reply_by,
        "answered_on": notice.answered_on,
        "fields": dict(notice.fields),
    }


def incident_data(incident: Incident) -> dict[str, Any]:
    return {
        "number": incident.number,
        "id": incident.record_id,
        "incident_kind": incident.incident_kind,
        "recorded_at": incident.at,
        "recorded_by": incident.who,
        "fields": dict(incident.fields),
    }
