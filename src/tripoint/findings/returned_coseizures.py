"""What the national returns count as seized together with firearms."""

from tripoint.findings.question import N_, Question
from tripoint.findings.returned_answer import Answer
from tripoint.findings.returned_tables import Crossing

SHEETS = ("coseizures",)
CROSSINGS = (
    Crossing(
        "firearms", N_("Firearms seized together with other goods; never add the rows"), "coseizures",
        "firearms_recovered", ("goods",), ("places", "periods"),
    ),
    Crossing(
        "events", N_("Events in which firearms were seized together with other goods; never add the rows"),
        "coseizures", "firearm_events", ("goods",), ("places", "periods"),
    ),
    Crossing(
        "firearms_by_border", N_("Firearms seized together with other goods, by border and direction"), "coseizures",
        "firearms_recovered", ("border", "direction", "goods"), ("periods",), most=0,
    ),
    Crossing(
        "events_by_border", N_("Events with firearms and other goods, by border and direction"), "coseizures",
        "firearm_events", ("border", "direction", "goods"), ("periods",), most=0,
    ),
)  # fmt: skip


QUESTION = Question(
    name="returned_coseizures",
    title=N_("Firearms and drugs seized together, in the national returns"),
    asks=N_("What did each government seize in the same event as firearms?"),
    how_to_read=N_(
        "Each row is one kind of goods. An event with several kinds stands in several rows, and its firearms with it: "
        "the rows of a table may not be added. Numbers are added over borders and directions only, since an event has "
        "one of each."
    ),
    does_not_say=N_(
        "That the goods belonged to one another or to one organisation. Seized together means taken in the same event."
    ),
    answer=Answer("returned_coseizures", SHEETS, CROSSINGS),
    filters=("country", "since", "until"),
    is_from_returns=True,
)
