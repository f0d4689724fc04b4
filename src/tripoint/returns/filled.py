"""A return as it is understood: codes, numbers and dates, by sheet and column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tripoint.registry.return_form import Level

Value = object
"""str (a code or text), int, float, datetime.date, or None for a blank cell: not supplied, never zero."""


@dataclass(frozen=True)
class SheetState:
    """What the government says of a sheet. Terms of the lists `status` and `handling`; None is blank."""

    status: str | None = None
    handling: str | None = None


@dataclass(frozen=True)
class OwnDefinition:
    """How a country counts a term. use: a term of the list `use`; text: its own definition."""

    use: str | None = None
    text: str | None = None


@dataclass(frozen=True)
class Filled:
    """A return. An empty one is the template.

    country, language, level and year also stand on the cover. cover: field → value. states: sheet → state.
    totals: total → number. tables: sheet → column → cells, all columns of a sheet of equal length.
    definitions: definition → the country's own.
    """

    country: str
    year: int
    language: str
    level: Level
    cover: Mapping[str, Value] = field(default_factory=dict)
    states: Mapping[str, SheetState] = field(default_factory=dict)
    totals: Mapping[str, Value] = field(default_factory=dict)
    tables: Mapping[str, Mapping[str, Sequence[Value]]] = field(default_factory=dict)
    definitions: Mapping[str, OwnDefinition] = field(default_factory=dict)
