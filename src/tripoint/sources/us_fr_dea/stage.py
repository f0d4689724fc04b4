"""What a document of DEA's does, as its title and abstract say: proposes, finalizes, places for a time, withdraws …"""

import re

# note (law_notes.csv) → status; in this order, the first whose words stand in the text is the one.
_STAGES: tuple[tuple[str, str, str], ...] = (
    ("fr_withdrawn", "repealed", r"is withdrawing a proposed rule"),
    ("fr_hearing", "proposed", r"will hold a hearing with respect to the proposed"),
    ("fr_intent", "proposed", r"(?:notice|notification) of intent to publish a temporary order"),
    ("fr_extension", "temporary", r"to extend the temporary schedule|extended the temporary control of fentanyl-related substances .* correct"),
    ("fr_correction", "in_force", r"; correction \| |is correcting a final (?:rule|order)"),
    ("fr_temporary", "temporary", r"(?:issuing|issues) this temporary (?:scheduling )?order to schedule"),
    ("fr_proposed", "proposed", r"administration (?:\(dea\) )?(?:proposes|is proposing)\b|\| proposed aggregate|if finalized, this"),
    ("fr_interim", "in_force", r"(?:issuing|issues) (?:an|this) interim final rule"),
    ("fr_final", "in_force", r"\bthis final (?:rule|order)\b|with the issuance of this|is finalizing|administration (?:\(dea\) )?(?:permanently )?places\b"
     r"|is establishing a specific listing|\| established aggregate|is amending its regulations"),
)  # fmt: skip
_SUBJECTS: tuple[tuple[str, str], ...] = (
    ("fr_quota", r"aggregate production quota"),
    ("fr_removal", r"removal of .* from control"),
)
UNCLEAR = ("fr_unclear", "proposed")
"""Nothing is taken for law that the abstract does not say to be it."""


def stage_of(title: str, abstract: str) -> tuple[str, str]:
    """(note, status). What the document is about (a quota, a removal) is said before what it does, which the status says."""
    text = f"{title} | {' '.join(abstract.split())}".lower()
    note, status = next(((n, s) for n, s, pattern in _STAGES if re.search(pattern, f"| {text}")), UNCLEAR)
    if note in ("fr_withdrawn", "fr_hearing", "fr_unclear", "fr_correction"):
        return note, status
    subject = next((n for n, pattern in _SUBJECTS if re.search(pattern, title.lower())), None)
    return subject or note, status
