"""Drugs, precursors and equipment of the national returns: seizures, mass, volume and pieces apart."""

from tripoint.findings.question import N_, ColumnKind, Fact, Filters, Question
from tripoint.findings.returned import PLACE_KINDS, Returns
from tripoint.findings.returned_answer import Answer, Told
from tripoint.findings.returned_tables import Crossing
from tripoint.findings.returned_words import totals_of
from tripoint.store.ledger import Reader

SHEETS = ("drugs", "precursors", "equipment")


def _of(name: str, title: str, sheet: str, measure: str, decimals: int = 0) -> Crossing:
    """Each drug or chemical at a border, inside the country, or not known where; never added over drugs."""
    return Crossing(name, title, sheet, measure, ("substance", "side"), ("places", "periods", "categories"), decimals)


CROSSINGS = (
    _of("drug_seizures", N_("Drugs: number of seizures; never add over drugs"), "drugs", "seizures_as_returned"),
    _of("drug_mass", N_("Drugs: mass seized (kg)"), "drugs", "mass_seized_as_returned_kg", 1),
    _of("drug_volume", N_("Drugs: volume seized (L)"), "drugs", "volume_seized_as_returned_l", 1),
    _of("drug_pieces", N_("Drugs: tablets, doses and other pieces seized"), "drugs", "pieces_seized_as_returned"),
    _of(
        "precursor_seizures", N_("Precursors: number of seizures; never add over chemicals"), "precursors",
        "seizures_as_returned",
    ),
    _of("precursor_mass", N_("Precursors: mass seized (kg)"), "precursors", "mass_seized_as_returned_kg", 1),
    _of("precursor_volume", N_("Precursors: volume seized (L)"), "precursors", "volume_seized_as_returned_l", 1),
    _of("precursor_pieces", N_("Precursors: pieces seized"), "precursors", "pieces_seized_as_returned"),
    Crossing(
        "equipment", N_("Equipment for making drugs: machines and sets seized"), "equipment",
        "equipment_seized_as_returned", ("item", "side"), ("places", "periods", "categories"),
    ),
    Crossing(
        "equipment_seizures", N_("Equipment for making drugs: number of seizures; never add over kinds"), "equipment",
        "seizures_as_returned", ("item", "side"), ("places", "periods"), most=0,
    ),
)  # fmt: skip
_NAMED = ("fentanyl", "methamphetamine", "cocaine", "heroin")


def _told(reader: Reader, filters: Filters, returns: Returns) -> Told:
    """One sentence for each newest return of which the totals of the four drugs are supplied."""
    if filters.place or filters.substance:
        return Told()
    found = totals_of(reader, filters)
    facts = []
    for one in returns.newest:
        kilograms = {drug: found.get((one.country, one.year, f"{drug}_kg"), {}).get("value") for drug in _NAMED}
        if all(value is not None for value in kilograms.values()):
            message = N_(
                "{country}, {period}, at borders and inside the country, as returned: fentanyl {fentanyl} kg, "
                "methamphetamine {methamphetamine} kg, cocaine {cocaine} kg, heroin {heroin} kg."
            )
            parameters: dict[str, tuple[ColumnKind, object]] = {
                "country": ("country", one.country),
                "period": ("period", (one.first_day, one.last_day)),
            }
            parameters |= {drug: ("number", value) for drug, value in kilograms.items()}
            facts.append(Fact(message, parameters))
    return Told(facts=tuple(facts))


QUESTION = Question(
    name="returned_drugs",
    title=N_("Drugs, precursors and equipment in the national returns"),
    asks=N_("How much of which drug, precursor and equipment does each government return as seized, and where?"),
    how_to_read=N_(
        "Seizures, mass, volume and pieces are four measures, each in a table of its own; none is converted into "
        "another. Mass is that of the material as seized, not of pure drug, converted to kilograms from the unit "
        "returned. A seizure of two drugs counts under each of them: seizures may not be added over drugs. At a border "
        "means any border or mode of entry, mail and airports included."
    ),
    does_not_say=N_(
        "A seizure is where enforcement met a shipment. The figures of the three countries may not be added: one "
        "shipment can stand in two returns, and each country counts by its own definitions."
    ),
    answer=Answer("returned_drugs", SHEETS, CROSSINGS, _told, has_totals=True),
    filters=("country", "place", "substance", "since", "until"),
    place_kinds=PLACE_KINDS,
    is_from_returns=True,
)
