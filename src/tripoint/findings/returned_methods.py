"""Methods of the national returns: how firearms were hidden and carried, by direction."""

from tripoint.findings.question import N_, Question
from tripoint.findings.returned_answer import Answer
from tripoint.findings.returned_tables import Crossing

SHEETS = ("methods",)
CROSSINGS = (
    Crossing(
        "concealment", N_("Concealment by direction: firearms"), "methods", "firearms_recovered",
        ("direction", "concealment"), ("places", "periods", "categories"),
    ),
    Crossing(
        "crossed", N_("Concealment and conveyance by direction: firearms, the most first"), "methods",
        "firearms_recovered", ("direction", "concealment", "conveyance"), ("places", "periods", "categories"),
        most=25, is_by_size=True,
    ),
    Crossing(
        "events", N_("Events by direction, concealment and conveyance; never add over the rows"), "methods",
        "firearm_events", ("acquisition", "border", "direction", "concealment", "conveyance"), ("periods",), most=0,
    ),
)  # fmt: skip


QUESTION = Question(
    name="returned_methods",
    title=N_("Methods in the national returns"),
    asks=N_("How were the firearms that each government took hidden and carried, and in which direction?"),
    how_to_read=N_(
        "Numbers of firearms, each in one row of a return. Concealment and conveyance are given in general words only. "
        "Events may not be added over methods, since one event can show several."
    ),
    does_not_say=N_(
        "Methods that were not found are in no row: a method that is seldom seen may be rare, or well hidden."
    ),
    answer=Answer("returned_methods", SHEETS, CROSSINGS),
    filters=("country", "since", "until"),
    is_from_returns=True,
)
