"""Who returned what: the newest version of each country's return of each year, and the state of each sheet."""

from collections.abc import Mapping
from dataclasses import replace

import pyarrow as pa

from tripoint.findings.answer import finished
from tripoint.findings.question import N_, Column, Fact, Filters, Finding, Question, Table
from tripoint.findings.returned import NO_RETURN, SHEETS, Return, Returns, returns_of
from tripoint.findings.returned_rows import beside_schema
from tripoint.findings.returned_tables import COUNTRY, YEAR, countries_of, with_printed
from tripoint.registry.places import place
from tripoint.registry.return_form import cover_fields, sheet
from tripoint.registry.rows import LANGUAGES
from tripoint.store.ledger import Reader

_HELD = (
    COUNTRY,
    YEAR,
    Column("version", N_("Version of the return"), width=1.8),
    Column("returned_on", N_("Date of the return"), "stated", width=2.2),
    Column("days", N_("Days covered"), "period", width=2.4),
    Column("office", N_("Office"), width=3),
    Column("level", N_("Level"), "term", width=2.2),
    Column("nature", N_("Nature of the return"), "term", width=3),
)
_SAID = ("corrected", "breaks", "contact")
_NATURE: Mapping[str, str] = {
    "official": N_("{country}: the return of {year} is held, version {version}, dated {day}; it covers {days}."),
    "synthetic": N_(
        "{country}: a synthetic return of {year} is held, version {version}, dated {day}; it covers {days} and holds no "
        "real figure."
    ),
}


def answer(reader: Reader, filters: Filters) -> Finding:
    returns = returns_of(reader, filters)
    records = reader.returned()
    keys = [f"{r.country} {r.year}" for r in returns.held]
    about = [
        records.filter(records.sheet.isin(["cover", "sheets"]), (records.country + " " + records.series).isin(keys))
    ]
    tables = [_held(returns), _states(returns), _said(returns)]
    facts = [*_headlines(returns), *(_fact(one) for one in returns.newest), *_without(reader, filters)]
    return replace(finished(QUESTION.name, reader, about if keys else [], tables=tables), facts=tuple(facts))


def _without(reader: Reader, filters: Filters) -> list[Fact]:
    """That countries have returned nothing at all, whatever time is asked for; said even if no record is held."""
    every = returns_of(reader, replace(filters, since=None, until=None))
    none = [c for c in every.countries if c not in {one.country for one in every.held}]
    return [Fact(NO_RETURN, {"countries": ("countries", " ".join(none))}, is_headline=True)] if none else []


_HEADLINES: Mapping[bool, str] = {
    False: N_("National returns held: {returns}."),
    True: N_("Synthetic returns held, for demonstration and without a real figure: {returns}."),
}


def _headlines(returns: Returns) -> list[Fact]:
    """The newest return of each country by its year, synthetic ones apart."""
    facts = []
    for is_synthetic, message in _HEADLINES.items():
        own = [one for one in returns.newest if (one.cover.get("nature") == "synthetic") == is_synthetic]
        named = {lang: "; ".join(f"{place(one.country).names[lang]} {one.year}" for one in own) for lang in LANGUAGES}
        facts += [Fact(message, {"returns": ("words", named)}, is_headline=True)] if own else []
    return facts


def _fact(one: Return) -> Fact:
    message = _NATURE.get(one.cover.get("nature", ""), _NATURE["official"])
    return Fact(
        message,
        {
            "country": ("country", one.country),
            "year": ("text", one.year),
            "version": ("text", one.cover.get("version", "1")),
            "day": ("stated", one.cover.get("returned_on", one.year)),
            "days": ("period", (one.first_day, one.last_day)),
        },
    )


def _held(returns: Returns) -> Table:
    entries = [
        {
            "country": one.country,
            "year": one.year,
            **{name: one.cover.get(name) for name in ("version", "returned_on", "office", "form")},
            "language": one.language,
            "days_start": one.first_day,
            "days_end": one.last_day,
            **{name: f"{name}/{one.cover[name]}" if name in one.cover else None for name in ("level", "nature")},
        }
        for one in returns.held
    ]
    texts = ("country", "year", "version", "returned_on", "office", "form", "language", "level", "nature")
    days = [("days_start", pa.date32()), ("days_end", pa.date32())]
    schema = pa.schema([*((name, pa.string()) for name in texts), *days])
    table = Table(
        "returns", N_("National returns held, newest year first"), None, _HELD, pa.Table.from_pylist(entries, schema)
    )
    return with_printed(table, returns)


def _states(returns: Returns) -> Table:
    """Sheet by country: supplied, zero, not supplied, for the governments only, or no return held."""
    entries = []
    for year in returns.years:
        for code in SHEETS:
            entry: dict[str, object] = {"year": year, "sheet": code}
            entry |= {f"sheet_{lang}": sheet(code).titles[lang] for lang in LANGUAGES}
            for country in returns.countries:
                found = returns.of(country, year)
                state = found.states.get(code, "not_supplied") if found else "no_return"
                entry[f"{country}_state"] = state
            entries.append(entry)
    words = {f"sheet_{lang}": pa.string() for lang in LANGUAGES}
    data = pa.Table.from_pylist(entries, beside_schema(("sheet",), returns, **words))
    columns = (YEAR, Column("sheet", N_("Sheet"), "words", width=3), *countries_of(returns))
    return with_printed(Table("sheets", N_("What each return supplies"), None, columns, data), returns)


def _said(returns: Returns) -> Table:
    """What a return says of its own corrections and breaks."""
    fields = cover_fields()
    entries = [
        {
            "year": one.year,
            "country": one.country,
            "field": name,
            **{f"field_{lang}": fields[name].labels[lang] for lang in LANGUAGES},
            "text": one.cover[name],
            "text_language": None if name == "contact" else one.language,
        }
        for one in returns.held
        for name in _SAID
        if one.cover.get(name)
    ]
    texts = ("year", "country", "field", *(f"field_{lang}" for lang in LANGUAGES), "text", "text_language")
    columns = (
        COUNTRY,
        YEAR,
        Column("field", N_("Field of the cover"), "words", width=3.4),
        Column("text", N_("In the words of the return"), "own_words", width=8),
    )
    data = pa.Table.from_pylist(entries, pa.schema([(name, pa.string()) for name in texts]))
    table = Table("said", N_("What the returns say of corrections and breaks, and whom to ask"), None, columns, data)
    return with_printed(table, returns)


QUESTION = Question(
    name="returns_held",
    title=N_("National returns held"),
    asks=N_("Which government has returned the national form, for which year, and which sheets of it?"),
    how_to_read=N_(
        "Once a year each government fills in one form of firearms, drugs, precursors and equipment seized. The newest "
        "version of each return is shown. Zero means that the government said so; not supplied means that it left the "
        "sheet blank, which is not zero. A sheet that is supplied to the three governments only is named, and its "
        "figures are left out of the public report."
    ),
    does_not_say=N_(
        "Whether a return is complete or right. Where no return is held the report stands on published figures alone."
    ),
    answer=answer,
    filters=("country", "since", "until"),
)
