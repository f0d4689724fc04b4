"""Firearms of the national returns: how acquired, of which type, at which border, on which legal ground, by month."""

from tripoint.findings.question import N_, Chart, ColumnKind, Fact, Filters, Question
from tripoint.findings.returned import PLACE_KINDS, Returns
from tripoint.findings.returned_answer import Answer, Told
from tripoint.findings.returned_months import MONTHLY, by_place, monthly
from tripoint.findings.returned_tables import Crossing
from tripoint.findings.returned_words import totals_of
from tripoint.registry.terms import terms
from tripoint.store.ledger import Reader

SHEETS = ("firearms", "legal")
CROSSINGS = (
    Crossing(
        "by_type", N_("Firearms by how they were acquired and type"), "firearms", "firearms_recovered",
        ("acquisition", "item"), ("places", "periods"),
    ),
    Crossing(
        "events_by_type", N_("Events by how firearms were acquired and type; never add over types"), "firearms",
        "firearm_events", ("acquisition", "item"), ("places", "periods"),
    ),
    Crossing(
        "by_border", N_("Firearms by border or mode of entry and direction"), "firearms", "firearms_recovered",
        ("border", "direction"), ("places", "periods", "categories"),
    ),
    Crossing(
        "legal", N_("Legal basis of the seizure beside the criminal context found: firearms, the most first"), "legal",
        "firearms_recovered", ("legal_basis", "criminal_context"), ("periods", "categories"), most=20, is_by_size=True,
    ),
)  # fmt: skip


def _told(reader: Reader, filters: Filters, returns: Returns) -> Told:
    months = monthly(reader, filters, returns)
    return Told(
        (months, by_place(reader, filters, returns)),
        () if filters.place else tuple(_facts(reader, filters, returns)),
        (_chart(returns),) if months.data.num_rows else (),
    )


def _facts(reader: Reader, filters: Filters, returns: Returns) -> list[Fact]:
    """One sentence for each newest return of which all three totals are supplied."""
    found = totals_of(reader, filters)
    facts = []
    for one in returns.newest:
        key = (one.country, one.year)
        parts = {code: found.get((*key, f"firearms_{code}"), {}).get("value") for code in terms("acquisition")}
        if all(value is not None for value in parts.values()):
            message = N_(
                "{country}, {period}: {total} firearms returned: {seized} seized, {found} found, {surrendered} surrendered."
            )
            parameters: dict[str, tuple[ColumnKind, object]] = {
                "country": ("country", one.country),
                "period": ("period", (one.first_day, one.last_day)),
                "total": ("number", sum(float(str(value)) for value in parts.values())),
            }
            parameters |= {code: ("number", value) for code, value in parts.items()}
            facts.append(Fact(message, parameters, is_headline=True))
    return facts


def _chart(returns: Returns) -> Chart:
    years = "; ".join(f"{one.country} {one.year}" for one in returns.newest)
    alt = Fact(
        N_("Line charts of firearms each month, one for each country that returned months, by how acquired: {years}."),
        {"years": ("text", years)},
    )
    return Chart(
        kind="lines", table="monthly", x="month", y="value", series="acquisition", split="country",
        where=(("is_newest", "yes"),), title=MONTHLY, alt=alt,
    )  # fmt: skip


QUESTION = Question(
    name="returned_firearms",
    title=N_("Firearms in the national returns"),
    asks=N_("How many firearms does each government return as seized, found or surrendered, where and on what ground?"),
    how_to_read=N_(
        "Figures of the national returns. Each firearm stands in one row of a return, so that firearms may be added "
        "within one country; events may not be added over types of firearm, since an event with several types counts "
        "under each. The legal basis is the ground in law on the day of the seizure; the criminal context is the crime "
        "found by the date of the return. The two are different things. Southbound is United States to Mexico or Canada "
        "to United States; northbound is the reverse. A blank cell is not zero."
    ),
    does_not_say=N_(
        "The three countries count by their own definitions, printed with them, and may not be added or ranked. More "
        "firearms seized can mean more traffic, more inspection or a wider count."
    ),
    answer=Answer("returned_firearms", SHEETS, CROSSINGS, _told, has_totals=True),
    filters=("country", "place", "since", "until"),
    place_kinds=PLACE_KINDS,
    is_from_returns=True,
)
