"""Parts and ammunition of the national returns, apart from whole firearms."""

from tripoint.findings.question import N_, Question
from tripoint.findings.returned import PLACE_KINDS
from tripoint.findings.returned_answer import Answer
from tripoint.findings.returned_tables import Crossing

SHEETS = ("parts", "ammunition")
CROSSINGS = (
    Crossing(
        "parts", N_("Parts and components by direction and kind"), "parts", "firearm_parts_recovered",
        ("direction", "item"), ("places", "periods", "categories"),
    ),
    Crossing(
        "ammunition", N_("Rounds of ammunition by direction and kind"), "ammunition", "ammunition_recovered",
        ("direction", "item"), ("places", "periods", "categories"),
    ),
    Crossing(
        "parts_by_border", N_("Parts and components by border or mode of entry"), "parts", "firearm_parts_recovered",
        ("border",), ("places", "periods", "categories"), most=0,
    ),
    Crossing(
        "ammunition_by_border", N_("Rounds of ammunition by border or mode of entry"), "ammunition",
        "ammunition_recovered", ("border",), ("places", "periods", "categories"), most=0,
    ),
)  # fmt: skip


QUESTION = Question(
    name="returned_parts_ammunition",
    title=N_("Firearm parts and ammunition in the national returns"),
    asks=N_("How many parts and rounds does each government return as seized, found or surrendered?"),
    how_to_read=N_(
        "Parts of a whole firearm are not counted again as parts. Parts and rounds are two measures and stand in tables "
        "of their own. A round is a complete cartridge."
    ),
    does_not_say=N_("How many firearms the parts would have made, or for which firearms the rounds were meant."),
    answer=Answer("returned_parts_ammunition", SHEETS, CROSSINGS, has_totals=True),
    filters=("country", "place", "since", "until"),
    place_kinds=PLACE_KINDS,
    is_from_returns=True,
)
