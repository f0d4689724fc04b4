"""`tripoint report diff`: what changed between two editions, and why, in words or as JSON."""

from collections.abc import Iterator

from pydantic import TypeAdapter

from tripoint.errors.problems import readable
from tripoint.findings.question import N_
from tripoint.present.remarks import LABELS, LANGUAGES, Remark
from tripoint.present.words import Words, words
from tripoint.registry.words import name
from tripoint.report.changes import Changes, FindingChange, Side, changes
from tripoint.report.clearances import clearances
from tripoint.report.edition import Plain
from tripoint.report.editions import Editions
from tripoint.report.reasons import Reason
from tripoint.report.table_changes import TableChange
from tripoint.settings import read_settings

CELLS = 20
"""Changed cells of a table that are printed; --json gives all."""

BEFORE = 40
"""Characters of a long text that are printed before the place where it changed."""

OTHERS = {language: tuple(f"_{other}" for other in LANGUAGES if other != language) for language in LANGUAGES}
"""By language: how the columns end that say the same in another one."""

WHY = {
    "new_data": N_("New data: {file} ({source}), known since {day}{periods}."),
    "revision": N_("Revision: {file} ({source}), known since {day}, replaces {replaced}{periods}."),
    "correction": N_("Correction: {file} ({source}), known since {day}, replaces {replaced}{periods}."),
    "withdrawn": N_("Withdrawn: {file} ({source}), known since {day}{periods}, is not in the new edition."),
    "audience": N_("Audience: the two editions are not for the same readers."),
    "method": N_("Method: the same files, read by Tripoint {old} and by Tripoint {new}."),
}
WHY_RECORDS = {
    "new_data": N_("New data: {count} more records of {file} ({source}) are known on {day}."),
    "withdrawn": N_("Withdrawn: {count} records of {file} ({source}) were not known on {day}."),
}


def compare(old: str, new: str, *, as_json: bool, language: str) -> None:
    """Prints what changed from the one to the other; ids may be given by how they begin."""
    say = words(language)
    editions = Editions(read_settings().reports, say)
    names = [editions.named(start) for start in (old, new)]
    both = [editions.read(each) for each in names]
    acts = [clearances(editions.folder / each, say) for each in names]
    found = changes(both[0], both[1], cleared=(acts[0], acts[1]))
    if as_json:
        print(TypeAdapter(Changes).dump_json(found, indent=1).decode())
        return
    for line in told(found, say):
        print(line)


def told(found: Changes, say: Words) -> Iterator[str]:
    """The changes in words, line by line."""
    yield from _side(say("From edition {edition}, as known on {day}, Tripoint {version}"), found.old, say)
    yield from _side(say("To edition {edition}, as known on {day}, Tripoint {version}"), found.new, say)
    if found.is_nothing:
        yield say("Nothing changed: both say the same.")
        return
    if found.old.version != found.new.version:
        yield say("Made by two versions of Tripoint: beside each reason, the method may have changed too.")
    if found.are_chapters_changed:
        yield say("The chapters, or what they begin with, changed.")
    for finding in found.findings:
        yield ""
        yield f"{finding.name}: {say(finding.title)}"
        yield from (f"  {line}" for line in _finding(finding, found, say))
    for change in found.remarks:
        yield ""
        yield from _remark(change.old, change.new, say)


def _side(message: str, side: Side, say: Words) -> Iterator[str]:
    yield message.format(edition=side.edition, day=say.day(side.known_on), version=side.version)
    for act in side.clearances:
        message = (
            say("Cleared by {country} ({office}, {day}).")
            if act.act == "cleared" and not act.chapters
            else say("Cleared in part by {country} ({office}, {day}), chapters: {chapters}.")
            if act.act == "cleared"
            else say("{country} withdrew its clearance ({office}, {day}).")
        )
        country = name("place", act.country, say.language)
        yield "  " + message.format(
            country=country, office=act.by, day=say.day(act.date), chapters="; ".join(act.chapters)
        )


def _finding(finding: FindingChange, found: Changes, say: Words) -> Iterator[str]:
    if finding.kind == "added":
        yield say("This question is new.")
    if finding.kind == "gone":
        yield say("This question is no longer asked.")
    for reason in finding.reasons if finding.kind == "changed" else ():
        yield _reason(reason, found, say)
    for table in finding.tables:
        yield from _table(table, say)
    if finding.is_reworded:
        yield say("Its sentences, notes or caveats changed.")


def _reason(reason: Reason, found: Changes, say: Words) -> str:
    periods = ", ".join(say.period(*period) for period in reason.periods)
    message = WHY_RECORDS[reason.why] if reason.records else WHY[reason.why]
    return say(message).format(
        count=say.number(reason.records),
        file=reason.file,
        source=reason.source,
        day=say.day(reason.known_since) if reason.known_since else "",
        periods=f" ({periods})" if periods else "",
        replaced=", ".join(reason.replaces),
        old=found.old.version,
        new=found.new.version,
    )


def _table(table: TableChange, say: Words) -> Iterator[str]:
    message = say("{title} ({name}): rows added {added}, gone {gone}, changed {changed}")
    yield message.format(
        title=say(table.title),
        name=table.name,
        added=say.number(table.added),
        gone=say.number(table.gone),
        changed=say.number(table.changed),
    )
    cells = [cell for cell in table.cells if not cell.column.endswith(OTHERS[say.language])]
    for cell in cells[:CELLS]:
        row = ", ".join(_shown(value, say) for value in cell.row.values())
        old, new = _apart(cell.old, cell.new)
        yield f"    {row}: {cell.column} {_shown(old, say)} → {_shown(new, say)}"
    if len(cells) > CELLS:
        left = say("… {count} more changed cells; --json gives all.")
        yield "    " + left.format(count=say.number(len(cells) - CELLS))


def _apart(old: Plain, new: Plain) -> tuple[Plain, Plain]:
    """Two long texts from shortly before the place where they part."""
    if not (isinstance(old, str) and isinstance(new, str)):
        return old, new
    same = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    if same <= BEFORE:
        return old, new
    return f"…{old[same - BEFORE :]}", f"…{new[same - BEFORE :]}"


def _shown(value: Plain, say: Words) -> str:
    """A coded value on one line; what is absent is a dash."""
    if value is None:
        return "–"
    if isinstance(value, int | float) and not isinstance(value, bool):
        decimals = next((d for d in range(7) if round(value, d) == value), 6)
        return say.number(value, decimals)
    return readable(str(value))


def _remark(old: Remark | None, new: Remark | None, say: Words) -> Iterator[str]:
    remark = new or old
    if remark is None:
        return
    label = say(LABELS[remark.kind]).format(
        country=name("place", remark.country, say.language), office=remark.by, day=say.day(remark.date)
    )
    message = (
        say("Added: {remark}") if old is None else say("Removed: {remark}") if new is None else say("Changed: {remark}")
    )
    yield message.format(remark=f"{label}, {remark.finding}")
