"""`tripoint law rescreen`: an inventory screened by the law as known on two days; both results kept, differences listed."""

import csv
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tripoint.cli.law_opening import lawbook_of_environment
from tripoint.cli.lawing import asked_purpose
from tripoint.cli.opening import reader_of_environment
from tripoint.cli.outputs import asked_file, spared_folder
from tripoint.cli.screen_file import screen_file
from tripoint.cli.seat import act_for
from tripoint.controls import audit
from tripoint.controls.lawbook import LawBook
from tripoint.controls.lists import SUFFIXES
from tripoint.controls.structures import Structures
from tripoint.errors import BadEntry, Problem
from tripoint.errors.problems import readable
from tripoint.ingest.snapshot import hash_of
from tripoint.present.words import Words, words
from tripoint.registry.law import JURISDICTIONS
from tripoint.report.whole_file import whole_file
from tripoint.settings import read_settings
from tripoint.store.desk.opening import open_desk

BEFORE, AFTER, DIFFERENCES = "before.csv", "after.csv", "differences.csv"
COMPARED = ("outcome", "clauses")
COLUMNS = (
    "line", "query", "jurisdiction", "outcome_before", "outcome_after", "clauses_before", "clauses_after",
    "text_date_before", "text_date_after", "reasons_after",
)  # fmt: skip
_HASH = re.compile(r"[0-9a-f]{6,64}")


@dataclass(frozen=True)
class Days:
    """before: a day, or the hash of a snapshot of a law text (how it begins): the day before that was known.

    as_of: the later day; None for now. on: the day whose law is asked of both; None asks the texts as they stand.
    """

    before: str
    as_of: date | None = None
    on: date | None = None


def rescreen(inventory: Path, days: Days, *, purpose: str | None, out: Path, language: str) -> int:
    """Writes three files into `out`. Returns 0 if nothing differs, 1 if something does. Raises BadInput, DeskError."""
    act, say = act_for(asked_purpose(purpose)), words(language)
    if inventory.suffix.lower() not in SUFFIXES:
        raise BadEntry((Problem("screen_kind", "desk", inventory.name, detail=", ".join(SUFFIXES)),))
    asked_file(inventory)
    spared_folder(out, (BEFORE, AFTER, DIFFERENCES), inventory)
    books = _books(days)
    detail = {"sha256": hash_of(inventory), "before": str(books[0].as_of), "as_of": str(days.as_of), "on": str(days.on)}
    audit.note(open_desk(read_settings().desk), act, action="law.rescreen", subject=inventory.name, detail=detail)
    out.mkdir(parents=True, exist_ok=True)
    for book, name in zip(books, (BEFORE, AFTER), strict=True):
        screen_file(inventory, out / name, Structures(book, days.on).ask, say)
    count = _write_differences(out)
    print(say("Screened as known on {day}: {file}").format(day=say.day(books[0].today), file=out / BEFORE))
    print(say("Screened as known on {day}: {file}").format(day=say.day(books[1].today), file=out / AFTER))
    print(say("Answers that differ: {count}: {file}").format(count=say.number(count), file=out / DIFFERENCES))
    _say_limits(books, say)
    return int(count > 0)


def _books(days: Days) -> tuple[LawBook, LawBook]:
    """The law as known before and after. Raises BadEntry for days out of order, and where nothing was held before."""
    day = _day_before(days.before)
    if day >= (days.as_of or date.today()):
        raise BadEntry((Problem("rescreen_order", "desk", "--before", value=day.isoformat()),))
    books = lawbook_of_environment(as_of=day), lawbook_of_environment(as_of=days.as_of)
    for book, option in zip(books, ("--before", "--as-of"), strict=True):
        if not book.clauses:
            raise BadEntry((Problem("law_nothing_held", "desk", option, value=book.today.isoformat()),))
    return books


def _day_before(text: str) -> date:
    """Raises BadEntry for what is neither a day nor the hash of one snapshot of a law text."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    known = reader_of_environment().manifest if _HASH.fullmatch(text) else ()
    days = {line.recorded_at for line in known if line.snapshot.startswith(text) and line.controls}
    if len(days) != 1:
        raise BadEntry((Problem("rescreen_before", "desk", "--before", value=readable(text)),))
    return days.pop() - timedelta(1)


def _write_differences(out: Path) -> int:
    """One row a line and jurisdiction whose outcome or clauses differ, in the order of the list."""
    count = 0
    with (
        whole_file(out / DIFFERENCES) as part,
        (out / BEFORE).open(encoding="utf-8-sig", newline="") as before,
        (out / AFTER).open(encoding="utf-8-sig", newline="") as after,
        part.open("w", encoding="utf-8-sig", newline="") as file,
    ):
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\r\n")
        writer.writeheader()
        for old, new in zip(csv.DictReader(before), csv.DictReader(after), strict=True):
            for row in _differences(old, new):
                writer.writerow(row)
                count += 1
    return count


def _differences(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
    for jurisdiction in JURISDICTIONS:
        own = f"{jurisdiction.lower()}_"
        if any(old[own + name] != new[own + name] for name in COMPARED):
            yield {
                "line": new["line"], "query": new["query"], "jurisdiction": jurisdiction,
                **{f"{name}_before": old[own + name] for name in (*COMPARED, "text_date")},
                **{f"{name}_after": new[own + name] for name in (*COMPARED, "text_date", "reasons")},
            }  # fmt: skip


def _say_limits(books: tuple[LawBook, LawBook], say: Words) -> None:
    """What no comparison of two days can tell: texts that came to be held in between are new here, not new law."""
    lists = [{text.list_id for text in book.texts} for book in books]
    new = len(lists[1] - lists[0])
    if new:
        message = say("Lists held only on the later day: {count}; what they name need not be new law.")
        print(message.format(count=say.number(new)), file=sys.stderr)
