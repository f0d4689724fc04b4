"""A section of eCFR XML → its paragraphs and rows of tables, each with the labels it stands under.

Read in: GPO's ECFR-XML-User-Guide.md (github.com/usgpo/bulk-data @ b1de6021): DIV8 TYPE="SECTION" with N (§ 2.3), labels
hard-coded in flat P (§ 2.4), tables as DIV, TABLE, TR, TH, TD (§ 3.21), AMDDATE (§ 3.5), CITA (§ 3.18).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from tripoint.errors import Problems
from tripoint.harmonise.outline import Outline, split_label, written
from tripoint.ingest.markup import words

_APART = frozenset(
    {
        "HEAD",
        "CITA",
        "EDNOTE",
        "EFFDNOT",
        "NOTE",
        "FTNT",
        "AUTH",
        "SOURCE",
        "APPRO",
        "SECAUTH",
        "CROSSREF",
        "XREF",
        "TH",
    }
)
"""Elements that say something about the text and are none of it."""
_TEXT = re.compile(r"P|FP|P-\d|FP-?\d(-\d)?|PSPACE|TR")
_RANGE = re.compile(r"^\((\w+)\)\s*(?:[-–—]|through|and)\s*\((\w+)\)\s*")
RESERVED = "[Reserved]"


@dataclass(frozen=True)
class Piece:
    """A paragraph, or a row of a table. place: the how-manieth of its section, from 1. cells: () for a paragraph.

    labels: from the section inwards. text: word for word without its label; of a row, its first cell.
    """

    section: str
    place: int
    labels: tuple[str, ...]
    text: str
    cells: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        return written(self.labels)


def sections(root: Element, wanted: Sequence[str]) -> Iterator[tuple[str, Element]]:
    """(number, element) of each wanted section; N is "§ 1308.11" in bulk data and "1308.11" from the versioner."""
    for element in root.iter("DIV8"):
        number = element.get("N", "").replace("§", "").strip()
        if element.get("TYPE") == "SECTION" and number in wanted:
            yield number, element


def notices(section: Element) -> Iterator[str]:
    """What stands beside the text about changes to come: links to amendments, notes on effective dates."""
    for tag in ("XREF", "EFFDNOT"):
        yield from (words(element) for element in section.iter(tag))


def pieces(number: str, section: Element, problems: Problems) -> Iterator[Piece]:
    """Every paragraph and row that has a text. Adds `bad_cell` for a label that follows nothing.

    A row or paragraph without a label stands under the one above it.
    """
    found = list(_texts(section))
    outline = Outline()
    for place, (text, cells) in enumerate(found, 1):
        following = next((label for later, _ in found[place:] if (label := split_label(later)[0])), None)
        rest, is_right = _walk(outline, text, following)
        if not is_right:
            detail = f"§ {number}, paragraph {place}, stands after {outline.where or 'the heading'}, which it does not follow"
            problems.add("bad_cell", column="clause", value=text[:20], rows=1, detail=detail)
        elif rest and not rest.startswith(RESERVED):
            yield Piece(number, place, tuple(outline.path), rest, cells)


def _walk(outline: Outline, text: str, following: str | None) -> tuple[str, bool]:
    """Steps along every label at the start of a text: "(f)(1) List I …", "(1)-(3) [Reserved]". The text behind them."""
    several = _RANGE.match(text)
    if several:
        is_right = outline.step(several[1]) is not None
        if is_right:
            outline.path[-1] = several[2]
        return text[several.end() :], is_right
    while label := split_label(re.sub(r"^\((\w+)\)\(", r"(\1) (", text))[0]:
        if label == "i" and following in ("ii", "A") and outline.path[-1:] != ["h"]:
            outline.path.append("i")  # a number, though an "h" above it would make it a letter
        elif outline.step(label) is None:
            return text, False
        text = text[len(label) + 2 :].strip()
    return text, True


def _texts(element: Element) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(text, cells) in the order of the document."""
    for child in element:
        if child.tag in _APART:
            continue
        if child.tag == "TR":
            cells = tuple(words(cell) for cell in child if cell.tag == "TD")
            if any(cells):
                yield cells[0], cells
        elif _TEXT.fullmatch(child.tag):
            yield words(child), ()
        else:
            yield from _texts(child)
