"""What a report says of itself: its stamps, the lines of its title page and its last lines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from typing import Literal

from tripoint.findings.question import N_, Finding
from tripoint.present.clearances import Clearance, clearance_lines, standing
from tripoint.present.remarks import Remark
from tripoint.present.words import Words
from tripoint.registry.words import caveat

Audience = Literal["public", "governments"]
SYNTHETIC = "synthetic_return"


@dataclass(frozen=True)
class Imprint:
    """What is published: the day it stands for, its edition, who may read it, who cleared it, who remarks what.

    is_edition: made from the figures that ship with the program. clearances: all acts, oldest first.
    """

    known_on: date
    is_edition: bool
    edition: str
    audience: Audience = "public"
    is_draft: bool = False
    clearances: tuple[Clearance, ...] = ()
    remarks: tuple[Remark, ...] = ()


def stamps(imprint: Imprint, findings: Iterable[Finding], words: Words) -> tuple[str, ...]:
    """What every page has to say at its head; mostly nothing."""
    found = []
    if imprint.is_draft:
        found.append(words(N_("Draft")) if standing(imprint.clearances) else words(N_("Draft – not cleared")))
    if any(SYNTHETIC in finding.caveats for finding in findings):
        found.append(words(N_("Synthetic demonstration: no real figures of any government")))
    if imprint.audience == "governments":
        found.append(words(N_("For the three governments only")))
    return tuple(found)


def title_lines(imprint: Imprint, chapters: Mapping[str, str], words: Words) -> tuple[str, ...]:
    """chapters: message of each chapter's title by its anchor."""
    held = (
        N_("Edition shipped with Tripoint {version}")
        if imprint.is_edition
        else N_("From a ledger of Tripoint {version}")
    )
    return (
        words(held).format(version=version("tripoint")),
        words(N_("As known on {day}")).format(day=words.day(imprint.known_on)),
        words(N_("Edition of this report: {edition}")).format(edition=imprint.edition),
        *clearance_lines(imprint.clearances, chapters, words),
    )


def colophon(imprint: Imprint, words: Words) -> tuple[str, ...]:
    lines = [
        words(N_("Made by Tripoint {version}, open software under the Apache License 2.0.")).format(
            version=version("tripoint")
        ),
        words(N_("The same figures make the same file, byte for byte.")),
        words(N_("Only a report with the same numbers, texts and remarks is edition {edition}.")).format(
            edition=imprint.edition
        ),
    ]
    if words.language != "en":
        lines.append(caveat("unreviewed_translation").texts[words.language])
    return tuple(lines)
