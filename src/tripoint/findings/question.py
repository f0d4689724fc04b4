"""What a finding is: a question of the catalogue, and the answer it gives."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Literal

import pyarrow as pa

from tripoint.errors import MixedMeasures
from tripoint.protocol.origin import Origin
from tripoint.store.ledger import Reader


def N_(message: str) -> str:
    """Marks a message for the catalogues; `present` translates it when it is shown."""
    return message


ColumnKind = Literal[
    "country", "place", "substance", "measure", "agency", "source", "unit",  # registry codes, shown by name
    "period",  # two date columns, `<name>_start` and `<name>_end`
    "date", "number", "percent", "text", "link", "grade",
    "message",  # a message for the catalogues
    "publisher",  # the producer of an origin
    "fact",  # a message with {period} and {count}, of the columns `<name>_start`, `<name>_end`, `<name>_count`
    "missing",  # a reason code of protocol.missing
    "words",  # three columns, `<name>_en`, `<name>_es`, `<name>_fr`
    "direction", "qualifier",
    "quantity",  # a number with `<name>_qualifier`, `_unit`, its words, `_base` (a message), `_end` and `_of`
    "document",  # who says it (`<name>` or its words) and `stated`; linked to `url`
    "stated_period",  # words `<name>_<language>` and, where these name no year, `<name>_start` and `<name>_end`
    "stated",  # an ISO date, month or year
    "countries",  # codes separated by spaces
    "findings",  # names of the catalogue separated by spaces
    "held",  # how many figures are held; 0 is printed as none
    "term",  # a term of a closed list of the registry: `list/code`
    "route",  # a place, or a term of the list route_place
    "returned",  # a number of a return, or `<name>_state` that says why none; of the country that the column or row names
    "definition",  # `<name>_use` with the country's own text and its `<name>_language`, or `<name>_state`
    "own_words",  # text in its author's language, `<name>_language`
    "clause",  # of a law text, as it numbers it
    "jurisdiction", "instrument", "law_list", "duties",  # of registry/law: US, CA, MX or UN; codes of duties by spaces
    "standing",  # lists by spaces, each `list@first day@confidence`, with `<name>_outcome`; without one a caution
]  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column of a finding's table. `missing` names the column that says why a value is absent.

    width: relative width in print; 0 leaves it to the page.
    """

    name: str
    title: str
    kind: ColumnKind = "text"
    decimals: int = 0
    missing: str | None = None
    width: float = 0


@dataclass(frozen=True)
class Fact:
    """A sentence made from numbers: a message and its parameters (value, kind), shown per language.

    `message` uses {name} fields; a parameter is (kind of column, value): a code for place or substance,
    (first day, last day) for a period, {"en": …, "es": …, "fr": …} for words.
    """

    message: str
    parameters: Mapping[str, tuple[ColumnKind, object]] = field(default_factory=dict)
    is_headline: bool = False


@dataclass(frozen=True)
class Chart:
    """How a table is drawn. Fields are column names of the table.

    kind: `lines` (x a date or period start, y a number), `bars` (x a category, y a number),
        `symbols` (map: place + y as proportional symbol), `shades` (map: place + y as a rate),
        `running` (a cumulative total: steps to a labelled end).
    split: one small chart per value of that column, each with a scale of its own, in the order of the rows.
    title: a message, or a fact where it has to name a period or place.
    alt: what the picture shows, in a sentence made from its numbers.
    unsettled: the column (true or false) of values that are not yet complete: they are grey.
    series, split: columns; where: only rows with these texts. decimals: of values printed at marks.
    """

    kind: Literal["lines", "bars", "grouped_bars", "symbols", "shades", "running"]
    table: str
    x: str
    y: str
    title: str | Fact
    alt: Fact
    series: str | None = None
    split: str | None = None
    country: str | None = None
    where: tuple[tuple[str, str], ...] = ()
    decimals: int = 0
    is_half_width: bool = False
    unsettled: str | None = None


@dataclass(frozen=True)
class Table:
    """Rows of one measure (or of texts: measure None). Shape of `data`: the columns named, any length.

    Raises MixedMeasures if `data` has a column `measure` that names another one.
    """

    name: str
    title: str
    measure: str | None
    columns: tuple[Column, ...]
    data: pa.Table
    in_report: int | None = None  # at most so many rows are printed; None prints all, 0 none
    note: str | None = None

    def __post_init__(self) -> None:
        if self.measure is None or "measure" not in self.data.column_names:
            return
        others = sorted(set(self.data["measure"].to_pylist()) - {self.measure})
        if others:
            raise MixedMeasures(
                f"table '{self.name}' of '{self.measure}' holds {', '.join(others)}", cure="Make one table a measure."
            )


@dataclass(frozen=True)
class Finding:
    """The answer: tables, sentences, charts, and everything needed to judge it."""

    name: str
    as_of: date | None
    period_start: date | None
    period_end: date | None
    record_count: int
    origins: tuple[Origin, ...]
    caveats: tuple[str, ...]
    tables: tuple[Table, ...]
    facts: tuple[Fact, ...] = ()
    charts: tuple[Chart, ...] = ()
    is_emptied_by_filters: bool = False  # nothing matches what was asked, and without filters something does


@dataclass(frozen=True)
class Filters:
    """What narrows an answer; a question names those it understands and refuses the others."""

    country: str | None = None
    place: str | None = None
    substance: str | None = None
    since: date | None = None
    until: date | None = None

    def given(self) -> tuple[str, ...]:
        """Names of the filters that are set."""
        return tuple(f.name for f in fields(self) if getattr(self, f.name) is not None)


@dataclass(frozen=True)
class Question:
    """One entry of the catalogue.

    place_kinds: the kinds of place (registry) it can be asked about. countries: those it is about; a place or
        country outside them is refused. is_from_returns: without a record it has no section in the report.
    is_from_desk: it counts what stands at the desk; without a record it has no section in the report.
    is_own_copy: it answers from a source that is read from a user's own copy; it never has a section in a report.
    """

    name: str
    title: str
    asks: str
    how_to_read: str
    does_not_say: str
    answer: Callable[[Reader, Filters], Finding]
    filters: tuple[str, ...] = ()
    place_kinds: tuple[str, ...] = ()
    countries: tuple[str, ...] = ("CA", "MX", "US")
    is_from_returns: bool = False
    is_from_desk: bool = False
    is_own_copy: bool = False
