"""Tables of the returns: a crossing of a sheet's columns, the countries' numbers beside one another."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tripoint.analysis.measures import Dimension
from tripoint.findings.question import N_, Column, Filters, Table
from tripoint.findings.returned import TITLES, Returns
from tripoint.findings.returned_rows import added, beside, lists_of, sheet_rows
from tripoint.registry.return_form import sheet
from tripoint.store.ledger import Reader

COUNTRY = Column("country", N_("Country"), "country", width=2.4)
YEAR = Column("year", N_("Year"), width=1.4)
KEYS: Mapping[str, Column] = {
    "acquisition": Column("acquisition", N_("How acquired"), "term", width=2),
    "border": Column("border", N_("Where"), "term", width=3),
    "side": Column("side", N_("Where"), "message", width=3),
    "direction": Column("direction", N_("Direction"), "term", width=2.4),
    "legal_basis": Column("legal_basis", N_("Legal basis"), "term", width=3),
    "criminal_context": Column("criminal_context", N_("Criminal context"), "term", width=3),
    "concealment": Column("concealment", N_("Concealment"), "term", width=2.4),
    "conveyance": Column("conveyance", N_("Conveyance"), "term", width=2.4),
    "goods": Column("goods", N_("Seized with firearms"), "term", width=3.4),
    "item": Column("item", N_("Type or kind"), "term", width=3.4),
    "substance": Column("substance", N_("Drug or chemical"), "term", width=3.4),
}
NOTE = N_(
    "–: the return has no such row. At least: a part of the sum was left blank. Each country counts by its own "
    "definitions."
)
NOTE_OF_PART = N_(
    "–: the return has no such row. At least: a part of the sum was left blank. Only what lies in the time asked for. "
    "Each country counts by its own definitions."
)


@dataclass(frozen=True)
class Crossing:
    """What a table crosses. keys: columns of the sheet; over: what is added over, as `Measured.total` asks for it.

    most: at most so many rows are printed. is_by_size: the largest number first, else in the order of the terms.
    """

    name: str
    title: str
    sheet: str
    measure: str
    keys: tuple[str, ...]
    over: tuple[Dimension, ...]
    decimals: int = 0
    most: int | None = None
    is_by_size: bool = False

    @property
    def has_places(self) -> bool:
        """Does the sheet say where in the country?"""
        return "place" in lists_of(sheet(self.sheet))


def crossed(crossing: Crossing, reader: Reader, filters: Filters, returns: Returns) -> Table:
    """The table of a crossing; the years that are the newest of some country are printed."""
    lists = lists_of(sheet(crossing.sheet))
    own = sheet_rows(reader, filters, crossing.sheet, crossing.measure) if returns.held else None
    rows = added(reader, own, crossing.keys, crossing.over) if own else []
    keys = {column: lists.get(column, "") for column in crossing.keys}
    data = beside(rows, keys, returns, crossing.sheet, is_by_size=crossing.is_by_size)
    columns = (YEAR, *(KEYS[key] for key in keys), *countries_of(returns, crossing.decimals))
    table = Table(crossing.name, crossing.title, crossing.measure, columns, data, note=note_of(filters))
    return with_printed(table, returns, crossing.most)


def countries_of(returns: Returns, decimals: int = 0, width: float = 2.4) -> tuple[Column, ...]:
    """A column of numbers for each country."""
    return tuple(Column(c, TITLES[c], "returned", decimals, width=width) for c in returns.countries)


def note_of(filters: Filters) -> str:
    """What stands below a table of sums."""
    return NOTE_OF_PART if filters.since or filters.until else NOTE


def with_printed(table: Table, returns: Returns, most: int | None = None) -> Table:
    """The table, of which the years that are the newest of some country are printed, and at most so many rows."""
    count = returns.printed(table.data.select(["year"]).to_pylist())
    return replace(table, in_report=count if most is None else min(count, most))
