"""Where a paragraph of the Code belongs: its list, its clause in the list, and what it says there."""

from dataclasses import dataclass

from tripoint.sources.us_usc21.paragraphs import Paragraph

PROVISIONS = "us_usc21/provisions"
EXCLUDED = "us_usc21/811-g"
"""What is in no schedule at all."""


@dataclass(frozen=True)
class Placed:
    """Fields as in protocol/control.py."""

    list_id: str
    clause: str
    role: str
    kind: str
    names: str | None = None
    covers: str | None = None
    under: str | None = None
    equipment: str | None = None
    note: str | None = None
    status: str = "in_force"


def provision(section: str, paragraph: Paragraph) -> Placed:
    """Every paragraph that lists nothing, under its full citation: 830(b)(1)(A)."""
    return Placed(PROVISIONS, f"{section}{paragraph.where}", "provision", "provision")
