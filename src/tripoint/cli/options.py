"""Options that several verbs share, and how their text is read."""

from datetime import date
from typing import Annotated, Literal

import typer

from tripoint.errors import TripointError

AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="Answer with what was known on this date (YYYY-MM-DD).")
]
Language = Annotated[
    str | None, typer.Option("--lang", metavar="LANG", help="en, es or fr; TRIPOINT_LANG or LANG if not given.")
]

AudienceOption = Annotated[
    Literal["public", "governments"],
    typer.Option("--audience", help="Who may read it; for the governments it is stamped so."),
]


def day_of(text: str | None, option: str) -> date | None:
    """The day that an option names, if it is given. Raises TripointError for what is no date or has not come."""
    if text is None:
        return None
    day = written_day(text, option)
    if option in ("--as-of", "--accessed") and day > date.today():
        raise TripointError(f"{text} has not come yet", where=option, cure="Give a day up to today.")
    return day


def written_day(text: str, option: str) -> date:
    """Raises TripointError for what is no date."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise TripointError(f"'{text}' is not a date", where=option, cure="Write it as YYYY-MM-DD.") from None


MOST = 2**63 - 1
"""The largest number that a database keeps."""


def number_of(text: str) -> int:
    """The number of a record of the desk. Raises BadEntry for what can be none."""
    from tripoint.errors import BadEntry, Problem
    from tripoint.errors.problems import readable

    number = int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0
    if not 1 <= number <= MOST:
        raise BadEntry((Problem("number_out_of_range", "desk", "NUMBER", value=readable(text)),))
    return number


Number = Annotated[int, typer.Argument(metavar="NUMBER", help="The number that `list` shows.", parser=number_of)]


def language_of(code: str | None) -> str:
    """The language of --lang or, without it, of the settings."""
    from tripoint.settings import LANGUAGES, read_settings

    if code is None:
        return read_settings().language
    if code not in LANGUAGES:
        raise TripointError(f"'{code}' is not a language of Tripoint", where="--lang", cure="Use en, es or fr.")
    return code
