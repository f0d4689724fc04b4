"""Schedules of controlled substances as a list of the US Department of Defense repeats them from DEA's."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.controls import NAMES, Clauses, Held
from tripoint.harmonise.lookups import code_for, table_beside
from tripoint.harmonise.rows import Context
from tripoint.ingest.layout import FileLayout

_REASON = re.compile(r"DEA Controlled Substance List: Schedule\s+(IV|V|I{1,3})")
"""Schedule II is printed with two blanks before its number."""


@dataclass(frozen=True)
class Listed:
    """place: the how-manieth record of the file, from 1. reasons: those that name a schedule, as printed.

    updated: the newest day of a reason's own `updated` (UTC); that of the record counts changes of other things.
    """

    place: int
    name: str
    reasons: tuple[str, ...]
    others: tuple[str, ...]
    updated: date


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    listed = _listed(path, problems)
    problems.raise_if_any()
    corrections = _corrections(listed, problems)
    problems.raise_if_any()
    clauses = Clauses(context, problems)
    day = max(entry.updated for entry in listed)
    for entry in listed:
        _add(clauses, entry, day, corrections)
    problems.raise_if_any()
    yield from clauses.batches()


def _add(clauses: Clauses, entry: Listed, day: date, corrections: Mapping[tuple[str, str], str]) -> None:
    """One clause a schedule. The copy prints no clause: the entry's name stands for it."""
    name = corrections.get((entry.name, "name"), entry.name)
    lookups = clauses.context.lookups
    others = [other for other in entry.others if code_for(lookups["other_name"], f"{entry.name} | {other}") == "same"]
    for number, reason in enumerate(entry.reasons, 1):
        printed = _schedule(reason)
        schedule = corrections.get((entry.name, printed), printed)
        if schedule:
            kind = code_for(lookups["kind"], f"{entry.name} | {printed}") or "substance"
            is_corrected = schedule != printed or name != entry.name
            clauses.add(
                Held("US", f"us_cfr1308/{schedule.split()[-1]}", "en", day, day, "secondary"), entry.place,
                f"Reasons {number}", clause=entry.name, role="entry", kind=kind, names=NAMES.join([name, *others]),
                text=reason, note="copy_corrected" if is_corrected else None,
            )  # fmt: skip


def _listed(path: Path, problems: Problems) -> Sequence[Listed]:
    """The records that name a schedule of DEA's; those about sport, medicines and warnings are not ours."""
    try:
        records = json.loads(path.read_bytes())
        if not isinstance(records, list):
            raise TypeError("no list")
        found = [_read(place, record) for place, record in enumerate(records, 1)]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        problems.add(
            "foreign_file", detail=f"it is no list of records of this layout ({type(error).__name__}: {error})"
        )
        return ()
    listed = [entry for entry in found if entry is not None]
    if not listed:
        problems.add("too_few_records", value="1", rows=0)
    return listed


def _read(place: int, record: Mapping[str, str]) -> Listed | None:
    ours = [r for r in json.loads(record["Reasons"] or "[]") if r["reason"].startswith("DEA Controlled Substance List")]
    if not ours:
        return None
    reasons = tuple(reason["reason"] for reason in ours)
    for reason in reasons:
        _schedule(reason)
    seconds = max(reason["updated"]["_seconds"] for reason in ours)
    others = tuple(" ".join(other.split()) for other in json.loads(record["other_names"] or "[]"))
    return Listed(place, record["Name"].strip(), reasons, others, datetime.fromtimestamp(seconds, UTC).date())


def _schedule(reason: str) -> str:
    """'Schedule II'. Raises ValueError for a reason that names no schedule."""
    found = _REASON.fullmatch(reason.strip())
    if found is None:
        raise ValueError(f"'{reason[:60]}' names no schedule")
    return f"Schedule {found[1]}"


def _corrections(listed: Sequence[Listed], problems: Problems) -> Mapping[tuple[str, str], str]:
    """(name, what is printed there in error) → what is kept in its place, '' for nothing. Adds `correction_outdated`."""
    printed = {entry.name: {*(_schedule(reason) for reason in entry.reasons), entry.name} for entry in listed}
    found = {}
    for row in table_beside(__package__, "corrections.csv"):
        if row["printed"] not in printed.get(row["entry"], set()):
            problems.add("correction_outdated", column=row["entry"], value=row["printed"])
        is_name = row["printed"] == row["entry"]
        found[row["entry"], "name" if is_name else row["printed"]] = row["parts"]
    return found
