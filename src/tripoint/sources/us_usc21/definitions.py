"""21 USC 802: the definitions that list something: analogues, List I and II chemicals, machines, anabolic steroids."""

import re
from collections.abc import Mapping

from tripoint.harmonise.controls import NAMES
from tripoint.harmonise.outline import written
from tripoint.harmonise.wording import covers_of, joined, names_and_tail
from tripoint.sources.us_usc21.paragraphs import Paragraph
from tripoint.sources.us_usc21.placed import Placed, provision

ANALOGUE, LIST_1, LIST_2, MACHINES, STEROIDS = (
    f"us_usc21/{name}" for name in ("802-32", "802-34", "802-35", "machines", "802-41")
)
_DEFINED = re.compile(r"“([^”]+)”")
_REPEALED = re.compile(r"Repealed\. Pub\. L\.")
BY_Y = "MNOPQRSTU"
"""802(34)(Y) takes in the salts, optical isomers and salts of optical isomers of (M) to (U)."""


def definition(paragraph: Paragraph, lookups: Mapping[str, Mapping[str, str]]) -> Placed:
    """Where a paragraph of § 802 belongs."""
    number, *below = paragraph.labels
    if below and number == "32":
        return _analogue(paragraph, below)
    if below and number in ("34", "35"):
        return _chemical(LIST_1 if number == "34" else LIST_2, paragraph, below[0])
    if (number, *below) == ("39", "B"):
        names = NAMES.join(("tableting machine", "encapsulating machine"))
        return Placed(MACHINES, "802(39)(B)", "entry", "equipment", names, equipment="machine")
    if below and number == "41":
        return _steroid(paragraph, below)
    return provision("802", paragraph)


def _analogue(paragraph: Paragraph, below: list[str]) -> Placed:
    clause = written(below)
    if below == ["A"]:
        return Placed(ANALOGUE, clause, "entry", "class", _defined(paragraph.text), covers="analogues")
    if below[0] == "C" and len(below) > 1:
        return Placed(ANALOGUE, clause, "exclusion", "class", under="(C)")
    return Placed(ANALOGUE, clause, "provision", "provision", under=_above(below))


def _chemical(list_id: str, paragraph: Paragraph, letter: str) -> Placed:
    clause, text = f"({letter})", paragraph.text
    if _REPEALED.match(text):
        return Placed(list_id, clause, "provision", "provision", status="repealed")
    if list_id == LIST_1 and letter == "Y":
        return Placed(list_id, clause, "entry", "class", covers=joined(covers_of(text)))
    names, tail = names_and_tail(text)
    covers = covers_of(tail)
    if list_id == LIST_1 and letter in BY_Y:
        covers += ("salts", "optical_isomers", "salts_of_isomers")
    return Placed(list_id, clause, "entry", "precursor", NAMES.join(names), joined(covers))


def _steroid(paragraph: Paragraph, below: list[str]) -> Placed:
    """(A) and the substances it names; (B)(i) and (C)(ii) take out; (C)(i) takes in what is like them, an open term."""
    clause, above, text = written(below), _above(below), paragraph.text
    if below == ["A"]:
        return Placed(STEROIDS, clause, "entry", "class", _defined(text), joined(_OF_STEROIDS))
    if below == ["A", "lxxv"]:
        return Placed(STEROIDS, clause, "entry", "class", covers=joined(_OF_STEROIDS), under=above)
    if below[0] == "A":
        names, _ = names_and_tail(re.sub(r"(?:;|; and|\.)$", "", text))
        return Placed(STEROIDS, clause, "entry", "substance", NAMES.join(names), joined(_OF_STEROIDS), above)
    if below == ["C", "i"]:
        return Placed(STEROIDS, clause, "entry", "class", covers="derivatives analogues")
    if below == ["B", "i"] or below == ["C", "ii"]:
        return Placed(STEROIDS, clause, "exclusion", "class")
    return Placed(STEROIDS, clause, "provision", "provision", under=above)


_OF_STEROIDS = ("salts", "esters", "ethers")
"""802(41)(A)(lxxv): "any salt, ester, or ether of a drug or substance described in this paragraph"."""


def _above(below: list[str]) -> str | None:
    return written(below[:-1]) or None


def _defined(text: str) -> str | None:
    found = _DEFINED.search(text)
    return found[1] if found else None
