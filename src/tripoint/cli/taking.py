"""`tripoint ledger take-desk`: what was signed off at the desk into the ledger, and what it says of it."""

from tripoint.cli.seat import act_for
from tripoint.cli.wording import worded
from tripoint.controls import audit
from tripoint.errors import DeskError
from tripoint.pipeline import from_desk
from tripoint.pipeline.seeding import seed
from tripoint.present.words import words
from tripoint.protocol.outbox import INCIDENTS, NOTICES
from tripoint.settings import read_settings
from tripoint.store.desk.opening import is_there, open_desk, url_of
from tripoint.store.desk.wrong import name_of
from tripoint.store.writer import writing


def take_desk(purpose: str, *, language: str) -> int:
    """1 if a line could not be taken. Raises BadEntry where nobody is named, DeskError where there is no desk."""
    settings, say = read_settings(), words(language)
    act = act_for(purpose)
    if not is_there(settings.desk):
        raise DeskError("desk_missing", name_of(url_of(settings.desk)))
    desk = open_desk(settings.desk)
    ledger = settings.ledger
    with writing(ledger) as writer:
        audit.note(desk, act, action="outbox.take", subject=settings.node)
        seed(writer)
        taken = from_desk.take_desk(writer, desk, node=settings.node)
    for outcome in taken.snapshots:
        text = say("{file}: pre-export notices: {notices}, incidents: {incidents}")
        counts = {
            name: say.number(outcome.rows.get(kind, 0))
            for name, kind in (("notices", NOTICES), ("incidents", INCIDENTS))
        }
        print(text.format(file=outcome.file, **counts))
    if taken.mended:
        print(say("Copies put back: {count}").format(count=say.number(taken.mended)))
    for problem in taken.problems:
        message, cure = worded(problem, say)
        print(f"{problem.source}, {problem.file}: [{say('error')}] {message}\n  {cure}")
    text = say("Taken from the desk: {new}; in the ledger before: {before}; not taken: {left}.")
    numbers = (taken.records, taken.before, len(taken.problems))
    print(text.format(**dict(zip(("new", "before", "left"), map(say.number, numbers), strict=True))))
    print(say("Ledger: {folder}").format(folder=ledger))
    return int(bool(taken.problems))
