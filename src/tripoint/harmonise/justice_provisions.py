"""Provisions of a Canadian law: sections that say a duty, a start or an end, and amendments that are not in force."""

import re
from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element

from tripoint.harmonise.controls import Clauses, Held
from tripoint.harmonise.justice_laws import Consolidation, label_of, verbatim

NOT_IN_FORCE = "not in force"
"""Before the key of an amendment that is not in force: no clause of the law itself is named so."""


def add_provisions(clauses: Clauses, whole: Consolidation, held: Held, wanted: Iterable[Mapping[str, str]]) -> None:
    """The sections that a source's provisions.csv names, word for word; one that the text does not have is a problem.

    wanted: section, subsection and term (of a definition, en and fr) say where it stands; duties, note are codes.
    """
    for row in wanted:
        clause = " ".join(filter(None, (row["section"] + row["subsection"], row["term_en"])))
        element = _found(whole, row)
        if element is None:
            clauses.problems.add("unknown_value", column="section", value=clause, rows=1, detail="provisions.csv")
            continue
        at, column = whole.trace(element)
        clauses.add(
            held, at, column, clause=clause, role="provision", kind="provision",
            text=verbatim(element), duties=row["duties"] or None, note=row["note"] or None, **whole.since(element),
        )  # fmt: skip


def add_not_in_force(clauses: Clauses, whole: Consolidation, held: Held) -> None:
    """Amendments that are made and wait for their day. They are no law yet, so they name nothing as controlled."""
    for amendment in whole.not_in_force:
        clause = f"{NOT_IN_FORCE}: {_act_and_section(amendment)}"
        clauses.add(
            held, *whole.trace(amendment), clause=clause, role="provision", kind="provision", text=verbatim(amendment),
            status="not_yet_in_force",
        )  # fmt: skip


def _found(whole: Consolidation, row: Mapping[str, str]) -> Element | None:
    element = whole.section(row["section"])
    if element is not None and row["subsection"]:
        element = next((s for s in element.findall("Subsection") if label_of(s) == row["subsection"]), None)
    if element is not None and row["term_en"]:
        element = next(_definitions(element, row[f"term_{whole.language}"], whole.language), None)
    return element


def _definitions(element: Element, term: str, language: str) -> Iterator[Element]:
    for definition in element.iter("Definition"):
        own = definition.find(f".//DefinedTerm{language.capitalize()}")
        if own is not None and verbatim(own) == term:
            yield definition


def _act_and_section(amendment: Element) -> str:
    """The numbers of "— 2017, c. 7, ss. 40(12), (13)", without the words, which differ between the languages."""
    heading = amendment.find("Heading")
    title = verbatim(heading) if heading is not None else ""
    return " ".join(re.findall(r"\d[\d.-]*(?:\(\w+(?:\.\w+)*\))*|\(\w+(?:\.\w+)*\)", title))
