"""Who sits at the desk, and why: a name from the environment, a purpose from the command line."""

from dataclasses import dataclass
from datetime import date, datetime

from tripoint.controls.audit import Act
from tripoint.present.words import Words, words
from tripoint.settings import read_settings
from tripoint.store.desk.opening import Desk, open_desk


@dataclass(frozen=True)
class Seat:
    """An opened desk, who sits at it, and in which language."""

    desk: Desk
    act: Act
    say: Words

    @property
    def today(self) -> date:
        return self.act.at.date()


def act_for(purpose: str) -> Act:
    """What is done now by whoever is named. Raises BadEntry where name or purpose is missing."""
    return Act(read_settings().operator, purpose, datetime.now().astimezone())


def at_desk(purpose: str, language: str) -> Seat:
    """Raises BadEntry where nobody is named, DeskError where the desk cannot be opened."""
    act = act_for(purpose)
    return Seat(open_desk(read_settings().desk), act, words(language))
