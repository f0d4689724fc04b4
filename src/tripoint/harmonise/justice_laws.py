"""Consolidated laws of Canada in the XML of Justice Laws: language, dates, words, and where each element stands."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal
from xml.etree.ElementTree import Element

from tripoint.errors import Problems
from tripoint.ingest.markup import open_markup

INLINE = frozenset({
    "DefinedTermEn", "DefinedTermFr", "DefinitionRef", "Emphasis", "Language", "Repealed", "Sub", "Sup", "XRefExternal",
    "XRefInternal",
})  # fmt: skip
"""Elements that stand within a line of text; any other begins a new one."""
SILENT = frozenset({"Footnote", "FootnoteRef", "HistoricalNote"})
"""Elements that are no words of the clause."""
NOT_IN_FORCE = "NifProvs"
"""The publisher's id of the part that holds amendments not in force; RelatedProvs holds transitional provisions."""
LANGUAGES: Mapping[str | None, Literal["en", "fr"]] = {"en": "en", "fr": "fr"}


@dataclass(frozen=True)
class Consolidation:
    """One law as one file says it.

    last_amended: since when the whole text stands as printed. current_to: the day up to which the publisher worked in
    amendments.
    """

    root: Element
    language: Literal["en", "fr"]
    last_amended: date
    current_to: date
    _places: dict[Element, int] = field(repr=False)

    @cached_property
    def _parents(self) -> Mapping[Element, Element]:
        return {child: parent for parent in self._places for child in parent}

    @property
    def schedules(self) -> tuple[Element, ...]:
        """The schedules that are law; not the publisher's parts about amendments."""
        return tuple(s for s in self.root.findall("Schedule") if s.get("lims:id"))

    @property
    def not_in_force(self) -> tuple[Element, ...]:
        """Amendments that are made and not in force, each one element."""
        parts = [s for s in self.root.findall("Schedule") if s.get("id") == NOT_IN_FORCE]
        return tuple(amendment for part in parts for amendment in part.iter("RelatedOrNotInForce"))

    def section(self, label: str) -> Element | None:
        """The section of the body with this label."""
        return next((s for s in self.root.iterfind("Body/Section") if label_of(s) == label), None)

    def trace(self, element: Element) -> tuple[int, str]:
        """Where the element stands: its ordinal in document order, the root being 1, and its tag with the publisher's id."""
        return self._places[element], " ".join(filter(None, (element.tag, element.get("lims:id"))))

    def since(self, element: Element) -> dict[str, object]:
        """Since when this wording is the law, as fields of a control.

        A row without a date of its own has that of what holds it; what is not in force has none. The publisher's baseline has no day of enactment: the
        wording was in force by that day, perhaps long before.
        """
        at: Element | None = element
        while at is not None and not at.get("lims:inforce-start-date"):
            at = None if at.get("in-force") == "no" else self._parents.get(at)
        if at is None:
            return {}
        basis = "stated" if at.get("lims:enacted-date") else "at_latest"
        return {"valid_from": date.fromisoformat(at.attrib["lims:inforce-start-date"]), "valid_from_basis": basis}


def open_consolidation(path: Path, problems: Problems) -> Consolidation | None:
    """The law in a file; None after adding `not_markup` or `foreign_file`."""
    root = open_markup(path, problems)
    if root is None:
        return None
    language = LANGUAGES.get(root.get("xml:lang"))
    days = [_day(root.get(f"lims:{name}")) for name in ("lastAmendedDate", "current-date")]
    if language is None or None in days:
        problems.add(
            "foreign_file", detail="its first element has no language, last amendment or date of consolidation"
        )
        return None
    places = {element: number for number, element in enumerate(root.iter(), 1)}
    return Consolidation(root, language, days[0] or date.min, days[1] or date.min, places)


def verbatim(*elements: Element) -> str:
    """The words of elements as one line: white space single, each block set off, footnotes left out.

    No-break spaces and soft hyphens of the publisher stay.
    """
    text = " ".join("".join(_pieces(element)) for element in elements)
    return re.sub(r"[ \t\r\n]+", " ", text).strip()


def label_of(element: Element) -> str:
    """The element's own label, without the words between two numbers: "25 and 26" and "25 et 26" → "25-26"."""
    label = element.find("Label")
    return re.sub(r"\s+(?:and|to|et|à)\s+", "-", verbatim(label)) if label is not None else ""


def amended_on(element: Element, whole: Consolidation) -> date:
    """Since when all of a schedule stands as printed."""
    return _day(element.get("lims:lastAmendedDate")) or whole.last_amended


def _pieces(element: Element) -> list[str]:
    if element.tag in SILENT:
        return []
    pieces = [element.text or ""]
    for child in element:
        pieces += _pieces(child)
        pieces.append(child.tail or "")
    return pieces if element.tag in INLINE else [" ", *pieces, " "]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
