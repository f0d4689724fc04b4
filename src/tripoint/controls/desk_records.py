"""Records of the desk held against its audit lines: a log that was emptied or cut short, a record altered behind it."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection

from tripoint.controls import incidents, notices, order_reports
from tripoint.controls.audit import hash_of
from tripoint.store.desk import audit as lines_kept
from tripoint.store.desk import controls as kept
from tripoint.store.desk import orders as orders_kept
from tripoint.store.desk.opening import Desk

Kind = Literal["notice", "incident", "order report"]
_WRITES = re.compile(
    r"notice\.(?:new|change|check|check_not_in_texts|send|answer)|incident\.new|order\.(?:draft|send|answer)"
)
_SUBJECT = re.compile(r"(notice|incident|order report) (\d+)(?:, version (\d+))?", re.ASCII)


@dataclass(frozen=True)
class RecordFault:
    """why: lines_lost (it was written more often than lines tell), differs (it is not what its last line sealed),
    record_lost (lines tell of it, and it is not there)."""

    kind: str
    number: int
    why: Literal["lines_lost", "differs", "record_lost"]


@dataclass(frozen=True)
class _Held:
    """version: how often it was written. sha256: of all of it."""

    version: int
    sha256: str


def faults(desk: Desk) -> tuple[RecordFault, ...]:
    """Every record that does not fit the audit lines, by kind and number. Lines of an older program have no version in
    their subject; their record is counted and, of notices and orders, not compared. Raises DeskError."""
    with desk.reading() as connection:
        held = dict(_held(connection))
        written: Counter[tuple[str, int]] = Counter()
        last: dict[tuple[str, int], tuple[bool, str]] = {}
        for line in lines_kept.lines(connection):
            found = _SUBJECT.fullmatch(line["subject"]) if _WRITES.fullmatch(line["action"]) else None
            if found:
                key = found[1], int(found[2])
                written[key] += 1
                last[key] = found[3] is not None or found[1] == "incident", line["detail_sha256"]
    return tuple(_faults(held, written, last))


def _faults(
    held: Mapping[tuple[str, int], _Held],
    written: Counter[tuple[str, int]],
    last: Mapping[tuple[str, int], tuple[bool, str]],
) -> Iterator[RecordFault]:
    for key in sorted({*held, *written}):
        record = held.get(key)
        if record is None:
            yield RecordFault(*key, "record_lost")
        elif written[key] < record.version:
            yield RecordFault(*key, "lines_lost")
        elif written[key] > record.version or (last[key][0] and last[key][1] != record.sha256):
            yield RecordFault(*key, "differs")


def _held(connection: Connection) -> Iterator[tuple[tuple[str, int], _Held]]:
    for row in kept.notices(connection):
        notice = notices.of_row(row)
        yield ("notice", notice.number), _Held(notice.version, hash_of(notices.sealed(notice)))
    for row in kept.incidents(connection):
        incident = incidents.of_row(row)
        yield ("incident", incident.number), _Held(1, hash_of(incident.fields))
    for row in orders_kept.reports(connection):
        report = order_reports.of_row(row)
        yield ("order report", report.number), _Held(report.version, hash_of(order_reports.sealed(report)))
