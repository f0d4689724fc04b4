"""Corridors of the national returns: origin, crossing and place of recovery of firearms, as far as returned."""

from collections.abc import Iterable, Sequence

import pyarrow as pa

from tripoint.findings.question import N_, Chart, Column, ColumnKind, Fact, Filters, Question, Table
from tripoint.findings.returned import PLACE_KINDS, Return, Returns
from tripoint.findings.returned_answer import Answer, Told
from tripoint.findings.returned_rows import Row, added, coded, sheet_rows
from tripoint.findings.returned_tables import COUNTRY, KEYS, YEAR
from tripoint.registry.places import place
from tripoint.registry.rows import LANGUAGES
from tripoint.registry.terms import NOT_KNOWN, terms
from tripoint.store.ledger import Reader

SHEETS = ("corridors",)
PRINTED, DRAWN = 12, 6
WAY = ("route_from", "route_via", "place")
KEY = (*WAY, "direction")
_TITLES = {
    "US": N_("Corridors in the return of the United States: origin, crossing, recovery"),
    "MX": N_("Corridors in the return of Mexico: origin, crossing, recovery"),
    "CA": N_("Corridors in the return of Canada: origin, crossing, recovery"),
}
_LARGEST = N_("The corridors with the most firearms in each newest return. Each country has a scale of its own.")
_COLUMNS = (
    YEAR,
    Column("route_from", N_("Origin"), "route", width=3),
    Column("route_via", N_("Crossing"), "route", width=3),
    Column("place", N_("Place of recovery"), "place", width=3),
    KEYS["direction"],
    Column("value", N_("Firearms"), "returned", width=2.4),
)
_TEXTS = ("country", "year", *KEY, "value_qualifier", "value_state")
_SCHEMA = pa.schema([*((name, pa.string()) for name in _TEXTS), ("value", pa.float64())])


def _told(reader: Reader, filters: Filters, returns: Returns) -> Told:
    rows = _rows(reader, filters, KEY)
    drawn = _drawn(_rows(reader, filters, WAY), returns)
    tables = (*(_of_country(country, rows) for country in returns.countries), drawn)
    return Told(tables, tuple(_facts(rows, returns)), tuple(_charts(drawn)))


def _rows(reader: Reader, filters: Filters, key: tuple[str, ...]) -> list[dict[str, object]]:
    """One row a country, year and corridor, newest year and most firearms first; a blank number last."""
    rows = added(reader, sheet_rows(reader, filters, "corridors", "firearms_recovered"), key, ("places", "periods"))
    entries = [{**row, "direction": coded(row.get("direction"), "direction")} for row in rows]
    return sorted(entries, key=lambda r: (-int(str(r["year"])), -_number(r), *(str(r[k]) for k in key)))


def _of_country(country: str, rows: Iterable[Row]) -> Table:
    own = [row for row in rows if row["country"] == country]
    newest = [row for row in own if row["year"] == own[0]["year"]]
    data = pa.Table.from_pylist(own, _SCHEMA)
    table = f"corridors_{country.lower()}"
    return Table(table, _TITLES[country], "firearms_recovered", _COLUMNS, data, min(len(newest), PRINTED), note=_NOTE)


_NOTE = N_(
    "The most firearms first. The name of a country stands where the place within it is not known. A crossing is the "
    "state or province where the border was crossed; it is not the only way between origin and recovery."
)


def _drawn(rows: Iterable[Row], returns: Returns) -> Table:
    """The largest corridors of each newest return, their way as one text; numbers with a blank part are left out."""
    entries = []
    for one in returns.newest:
        own = [r for r in rows if _is_of(r, one) and r["value"] is not None and not r["value_qualifier"]]
        for row in own[:DRAWN]:
            ways = {f"way_{lang}": " → ".join(_named(row[k], lang) for k in WAY) for lang in LANGUAGES}
            entries.append({"country": one.country, "year": one.year, **ways, "value": row["value"]})
    texts = ("country", "year", *(f"way_{lang}" for lang in LANGUAGES))
    schema = pa.schema([*((name, pa.string()) for name in texts), ("value", pa.float64())])
    columns = (
        COUNTRY,
        Column("way", N_("Origin, crossing, recovery"), "words"),
        Column("value", N_("Firearms"), "number"),
    )
    return Table("largest", _LARGEST, "firearms_recovered", columns, pa.Table.from_pylist(entries, schema), in_report=0)


def _named(code: object, language: str) -> str:
    known = terms("route_place").get(str(code))
    return known.names[language] if known else place(str(code)).names[language]


def _charts(drawn: Table) -> list[Chart]:
    if not drawn.data.num_rows:
        return []
    alt = Fact(
        N_("Bars of firearms by corridor, origin to crossing to recovery, one panel for each of: {countries}."),
        {"countries": ("countries", " ".join(dict.fromkeys(drawn.data["country"].to_pylist())))},
    )
    return [Chart(kind="bars", table="largest", x="way", y="value", split="country", title=_LARGEST, alt=alt)]


def _facts(rows: Sequence[Row], returns: Returns) -> list[Fact]:
    """How much of each newest return is known; not said where a number is blank."""
    facts = []
    for one in returns.newest:
        own = [row for row in rows if _is_of(row, one)]
        total = sum(_number(row) for row in own)
        if not total or any(row["value"] is None or row["value_qualifier"] for row in own):
            continue
        unknown = {
            "origin": _share(own, total, "route_from", NOT_KNOWN),
            "crossing": _share(own, total, "route_via", NOT_KNOWN),
            "recovery": _share(own, total, "place", one.country),
        }
        message = N_(
            "{country}, {year}: {total} firearms in corridors; not known: origin {origin}, crossing {crossing}, place of "
            "recovery within the country {recovery}."
        )
        parameters: dict[str, tuple[ColumnKind, object]] = {
            "country": ("country", one.country),
            "year": ("text", one.year),
            "total": ("number", total),
        }
        parameters |= {part: ("percent", share) for part, share in unknown.items()}
        facts.append(Fact(message, parameters))
    return facts


def _share(rows: Iterable[Row], total: float, column: str, code: str) -> float:
    """Percent of the firearms in rows with this code."""
    return 100 * sum(_number(row) for row in rows if row[column] == code) / total


def _is_of(row: Row, one: Return) -> bool:
    return (row["country"], row["year"]) == (one.country, one.year)


def _number(row: Row) -> float:
    return float(str(row["value"] or 0))


QUESTION = Question(
    name="returned_corridors",
    title=N_("Corridors in the national returns"),
    asks=N_(
        "Where did the firearms that each government took come from, where did they cross, and where were they recovered?"
    ),
    how_to_read=N_(
        "Each row is one way from an origin over a crossing to a place of recovery, as one government returned it. The "
        "origin is the place of the last lawful sale or, if that is not known, the place from which the firearm was "
        "carried. A firearm stands in one row only. What is not known stands as not known and is never divided among "
        "the known ways."
    ),
    does_not_say=N_(
        "A corridor is where firearms were found, not where most are moved. The return of one country shows firearms "
        "that reached it or were stopped in it; the returns of two countries do not show the same firearms and may not "
        "be added."
    ),
    answer=Answer("returned_corridors", SHEETS, tells=_told),
    filters=("country", "place", "since", "until"),
    place_kinds=PLACE_KINDS,
    is_from_returns=True,
)
