"""Ley General de Salud: arts. 234, 237 and 245, the power to add substances (244, 246), and what each list asks."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from tripoint.errors import Problems
from tripoint.harmonise.controls import NAMES, Clauses, Held
from tripoint.harmonise.lookups import code_for
from tripoint.sources.mx_law_texts.listing import (
    COLUMN,
    days_of,
    entries_in,
    held,
    pieces,
    since,
    split_at,
    with_note,
)  # fmt: skip
from tripoint.sources.mx_law_texts.naming import Lookups, codes, covers_of, listed, names_of
from tripoint.sources.mx_law_texts.paper import Law, Line, joined, latest
from tripoint.sources.mx_law_texts.psychotropic_table import read_table

CAPITALS = re.compile(r"(?:\d- )?[A-ZÁÉÍÓÚÑ][A-ZÁÉÍÓÚÑ-]{3,}")
SIC = re.compile(r"\s*\(sic DOF [\d-]+\)")
ITS = r"Y sus sales"
TRADE = "mx_lgs_289 mx_lgs_293"
NARCOTIC = f"mx_lgs_235 mx_lgs_236 mx_lgs_240 {TRADE}"
GROUPS = {
    "I": f"mx_lgs_247 mx_lgs_248 {TRADE}", "II": f"mx_lgs_247 mx_lgs_250 {TRADE}",
    "III": f"mx_lgs_247 mx_lgs_251 {TRADE}", "IV": f"mx_lgs_247 mx_lgs_252 {TRADE}", "V": "mx_lgs_247",
}  # fmt: skip
PROVISIONS: Mapping[int, str | None] = {
    235: "mx_lgs_235", 236: "mx_lgs_236", 237: "mx_lgs_237", 238: "mx_lgs_237", 240: "mx_lgs_240", 244: None,
    246: None, 247: "mx_lgs_247", 248: "mx_lgs_248", 249: "mx_lgs_248", 250: "mx_lgs_250", 251: "mx_lgs_251",
    252: "mx_lgs_252", 289: "mx_lgs_289", 290: "mx_lgs_289", 292: "mx_lgs_289", 293: "mx_lgs_293",
}  # fmt: skip
"""Article → the duties it sets."""


def read_health_law(law: Law, clauses: Clauses, lookups: Lookups, problems: Problems) -> None:
    """Adds every clause. Adds `foreign_file` for an article that is not there, `unknown_value` for a line of the table."""
    for number in (234, 245, *PROVISIONS):
        if not law.article(number):
            problems.add("foreign_file", detail=f"article {number} was not found")
    problems.raise_if_any()
    _narcotics(law, clauses, lookups)
    _prohibited(law, clauses, lookups)
    rest: Sequence[Line] = law.article(245)
    for group, after in zip(GROUPS, [*list(GROUPS)[1:], "VI"], strict=True):
        _, rest = split_at(rest, rf"{group}\.-? ")
        lines, rest = split_at(rest, rf"{after}\.-? ")
        if not lines:
            problems.add("foreign_file", detail=f"article 245, group {group} was not found")
        elif group == "I":
            read_table(law, clauses, lines, lookups, problems, duties=GROUPS["I"])
        elif group == "V":
            _industrial(law, clauses, lines)
        else:
            _psychotropics(law, clauses, group, lines, lookups)
    _provisions(law, clauses)


def _narcotics(law: Law, clauses: Clauses, lookups: Lookups) -> None:
    lines = law.article(234)
    _, items = split_at(lines, CAPITALS.pattern)
    items, tail = split_at(items, r"Los isómeros")
    isomers, open_clause = split_at([line for line in tail if not line.is_note], r"Cualquier otro")
    reform = latest([line for line in lines if line.text.startswith(("Artículo", "Fe de erratas al artículo"))])
    of = held(law, "mx_lgs/234", days_of(lines))
    for entry in entries_in(items, _starts):
        names = names_of(re.sub(r"; y$", "", entry.text), lookups)
        clauses.add(
            of, entry.row, COLUMN, clause=names.split(NAMES)[0], role="entry", kind=_kind(lookups, names),
            names=names, text=entry.text, duties=NARCOTIC, **since(law, entry.notes, reform),
            covers=codes(covers_of(entry.text), covers_of(joined(isomers)), covers_of(joined(open_clause))),
        )  # fmt: skip
    for clause, words, note in (("isomers", isomers, ""), ("analogous", open_clause, "mx_analogous")):
        if words:
            clauses.add(
                of, words[0].number, COLUMN, clause=clause, role="entry", kind="class", text=joined(words),
                duties=NARCOTIC, covers=codes(covers_of(joined(words))), **with_note(since(law, (), reform), note),
            )  # fmt: skip


def _prohibited(law: Law, clauses: Clauses, lookups: Lookups) -> None:
    (first, *_) = entries_in(law.article(237), lambda text: text.startswith("Igual prohibición"))
    of = held(law, "mx_lgs/237", days_of(first.notes))
    for at, (piece, said) in enumerate(pieces(first.text.partition(": ")[2]), 1):
        names = listed(re.split(r" o ", piece), lookups)
        clauses.add(
            of, first.row, f"{COLUMN} {at}", clause=names.split(NAMES)[0], role="entry", kind="substance",
            names=names, text=first.text, covers=codes(covers_of(said)), duties="mx_lgs_237", **since(law, first.notes, None),
        )  # fmt: skip


def _psychotropics(law: Law, clauses: Clauses, group: str, lines: Sequence[Line], lookups: Lookups) -> None:
    of = held(law, f"mx_lgs/245-{group}", days_of(lines))
    reform = latest(lines)
    _, items = split_at(lines, CAPITALS.pattern)
    while items:
        block, items = split_at(items, r"Otros:")
        block, its = split_at(block, ITS)
        covers = covers_of(joined([line for line in its if not line.is_note]))
        _block(law, clauses, of, block, lookups, covers=covers, duties=GROUPS[group], reform=reform)
        items = items[1:]


def _block(
    law: Law, clauses: Clauses, of: Held, lines: Sequence[Line], lookups: Lookups, *, covers: list[str], duties: str,
    reform: date | None,
) -> None:  # fmt: skip
    """The entries under one heading; `covers` says what stands for all of them at its end."""
    under = None
    for entry in entries_in([line for line in lines if not line.is_note], _starts):
        words = SIC.sub("", entry.text)
        is_sic = words != entry.text
        notes = ["mx_sic"] if is_sic else []
        if code_for(lookups["fragment"], words):
            notes, names = ["mx_fragment"], [entry.text]
        elif words.endswith(":"):
            notes, names = ["mx_heading"], [words.rstrip(":")]
        else:
            names = (code_for(lookups["two_in_one"], words) or words.partition(", las que")[0]).split(NAMES)
        if "concentraciones" in words:
            notes.append("mx_thc_above" if "mayores al" in words else "mx_thc_up_to")
        for at, name in enumerate(names, 1):
            column = f"{COLUMN} {at}" if len(names) > 1 else COLUMN
            found = name if notes == ["mx_fragment"] else names_of(name, lookups)
            clauses.add(
                of, entry.row, column, clause=SIC.sub("", found.split(NAMES)[0]), role="entry", under=under,
                kind="class" if "mx_heading" in notes else _kind(lookups, found), names=found, text=entry.text,
                covers=codes(covers_of(words), covers), duties=duties,
                **with_note(since(law, (), reform), *notes),
            )  # fmt: skip
        if "mx_heading" in notes:
            under = words.rstrip(":")


def _industrial(law: Law, clauses: Clauses, lines: Sequence[Line]) -> None:
    """Group V names nothing itself; its second paragraph, where there is one, is on products with little THC."""
    of = held(law, "mx_lgs/245-V", days_of(lines))
    first, second = split_at(lines, r"Los productos que contengan")
    article = latest([line for line in lines if line.text.startswith("Artículo")])
    clauses.add(
        of, first[0].number, COLUMN, clause="V", role="provision", kind="provision", duties=GROUPS["V"],
        text=joined([line for line in first if not line.is_note]),
        **with_note(since(law, (), article), "mx_by_regulation"),
    )  # fmt: skip
    if second:
        notes = [line for line in second if line.is_note and not line.text.startswith("Artículo")]
        words = [line for line in second if not line.is_note]
        clauses.add(
            of, second[0].number, COLUMN, clause="V, 2", role="provision", kind="provision", text=joined(words),
            **with_note(since(law, notes, None), "mx_thc_up_to"),
        )  # fmt: skip


def _provisions(law: Law, clauses: Clauses) -> None:
    changed = [day for number in PROVISIONS for day in days_of(law.article(number))]
    of = held(law, "mx_lgs/provisions", changed)
    for number, duties in PROVISIONS.items():
        lines = law.article(number)
        notes = ["mx_partly_invalid"] if any("inválid" in line.text for line in lines if line.is_note) else []
        if number == 246:
            notes.append("mx_by_regulation")
        reforms = [line for line in lines if "inválid" not in line.text and not re.match(r"\d\d-", line.text)]
        clauses.add(
            of, lines[0].number, COLUMN, clause=str(number), role="provision", kind="provision", duties=duties,
            text=joined([line for line in lines if not line.is_note]),
            **with_note(since(law, (), latest(reforms)), *notes),
        )  # fmt: skip


def _kind(lookups: Lookups, names: str) -> str:
    return code_for(lookups["kind"], names.split(NAMES)[0]) or "substance"


def _starts(text: str) -> bool:
    return bool(CAPITALS.match(text))
