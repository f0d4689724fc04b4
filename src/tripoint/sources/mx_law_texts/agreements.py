"""Agreements of the General Health Council printed with the law on precursors: what else they make of a substance."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from tripoint.errors import Problems
from tripoint.harmonise.controls import NAMES, Clauses
from tripoint.sources.mx_law_texts.listing import COLUMN, Entry, entries_in, held, pieces, split_at
from tripoint.sources.mx_law_texts.naming import Lookups, codes, covers_of, names_of, tidy
from tripoint.sources.mx_law_texts.paper import MONTHS, PUBLISHED, Law, Line, joined, latest

LIST = "mx_lfcpq/agreements"
PARAGRAPH = re.compile(r"(PRIMERO|SEGUNDO|TERCERO|CUARTO|QUINTO|[ÚU]NICO|TRANSITORIOS?)\b")
NAMED = re.compile(r"substancias denominadas (.+?),? (?:se consideran|como substancias)")
MEANT = r"Para los efectos del párrafo anterior"
ESTER = re.compile(r"(Fenil acetato de )(.+) \(([^)]+)\)$")
"""Another name of the alcohol in brackets."""
STATUS = (
    ("mx_narcotic_by_agreement", r"se consideran estupefacientes", "mx_lgs_235 mx_lgs_236 mx_lgs_289 mx_lgs_293"),
    ("mx_psychotropic_ii_by_agreement", r"psicotrópicas.* fracción II del artículo 245",
     "mx_lgs_247 mx_lgs_250 mx_lgs_289 mx_lgs_293"),
    ("mx_psychotropic_v_by_agreement", r"artículo 245, fracción V\b.* psicotrópicas", "mx_lgs_247"),
)  # fmt: skip
"""Note → the words that make it, and the duties of that standing."""


def read_agreements(law: Law, clauses: Clauses, lookups: Lookups, problems: Problems) -> None:
    """Adds what each agreement makes a narcotic drug or psychotropic; adds `unknown_value` for another standing."""
    found = list(_paragraphs(law))
    days = [latest(entry.notes) or published for published, entry in found]
    of = held(law, LIST, days)
    for published, entry in found:
        words, meant = split_at(entry.lines, MEANT)
        text = joined(words)
        standing = next(((note, duties) for note, said, duties in STATUS if re.search(said, text)), None)
        named = NAMED.search(text)
        if standing is None or named is None:
            problems.add("unknown_value", column=LIST, value=text[:120], rows=1, detail="agreements.py")
            continue
        which = f"{published} {PARAGRAPH.match(text)[0]}"  # type: ignore[index]  # each starts with one
        since = {"valid_from": law.in_force(published), "valid_from_basis": "stated", "duties": standing[1]}
        for at, (piece, said) in enumerate(pieces(named[1]), 1):
            names = names_of(tidy(piece), lookups)
            clauses.add(
                of, entry.row, f"{COLUMN} {at}", clause=f"{which} {names.split(NAMES)[0]}", role="entry",
                kind="precursor", names=names, text=text, covers=codes(covers_of(said)),
                note=f"{standing[0]} {law.note_of(published)}", **since,
            )  # fmt: skip
        day = latest(entry.notes) or published
        for line in _members(meant):
            names = names_of(ESTER.sub(r"\1\2 (\1\3)", line.text), lookups)
            clauses.add(
                of, line.number, COLUMN, clause=f"{which} {names.split(NAMES)[0]}", role="entry", kind="precursor",
                under=f"{which} {names_of(tidy(pieces(named[1])[0][0]), lookups).split(NAMES)[0]}", names=names,
                text=line.text, note=f"{standing[0]} {law.note_of(day)}", **since | {"valid_from": law.in_force(day)},
            )  # fmt: skip


def _members(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines that name one substance each, after the sentence that brings them and without headings in capitals."""
    _, rest = split_at(lines, r".*siguientes:$|siguientes:$")
    return [line for line in rest[1:] if not line.text.isupper()]


def _paragraphs(law: Law) -> Iterator[tuple[date, Entry]]:
    """(day of publication, paragraph) of every paragraph that gives named substances a standing under the health law."""
    published: date | None = None
    block: list[Line] = []
    for line in [*law.lines, Line(0, "ACUERDO ")]:
        said = PUBLISHED.match(line.text)
        if said and said[2] in MONTHS:
            published = date(int(said[3]), MONTHS.index(said[2]) + 1, int(said[1]))
            block = []
        elif line.text.startswith(("ACUERDO ", "DECRETO ")) and published:
            for entry in entries_in(block, lambda text: bool(PARAGRAPH.match(text))):
                text = entry.text
                if PARAGRAPH.match(text) and "denominadas" in text and re.search(r"\b(?:234|245)\b", text):
                    yield published, entry
            published, block = None, []
        else:
            block.append(line)
