"""The lawbook of the records that the environment names."""

from datetime import date

from tripoint.cli.opening import reader_of_environment
from tripoint.controls.lawbook import LawBook, open_lawbook


def lawbook_of_environment(*, as_of: date | None = None) -> LawBook:
    """As known at an as-of; ages of texts count to it, or to today."""
    return open_lawbook(reader_of_environment(as_of=as_of), today=date.today())
