"""21 CFR 1308.11 to 1308.15: what each paragraph and row of a schedule names and takes in."""

import re
from collections.abc import Iterator

from tripoint.harmonise.controls import NAMES, Clauses, Held
from tripoint.harmonise.outline import written
from tripoint.harmonise.wording import covers_of, joined, names_and_tail
from tripoint.sources.us_ecfr21.paragraphs import Piece

SCHEDULES = {"1308.11": "I", "1308.12": "II", "1308.13": "III", "1308.14": "IV", "1308.15": "V"}
_NUMBER = re.compile(r"(\d{4})\.?")
_OTHERS = re.compile(r"\s*\(?(?:Some )?(?:trade (?:and|or) other|trade|other) names?(?: include)?: ?", re.IGNORECASE)
_CLASS = re.compile(r"\bmeans any\b|-related substances?\b|^any (?:substance|compound)\b", re.IGNORECASE)
_PREPARATION = re.compile(r"^(?:Not more than|Those compounds|Any (?:compound|suppository))|\bdrug product\b")
_EXCLUDING = re.compile(r"\bexcluding (.+?)(?:,? and their (?:respective )?salts|,? but including|[:;]|$)")
_INCLUDING = re.compile(r"\(including ([^()]+)\)$")
TEMPORARY = "temporary listing"


def add_schedule(clauses: Clauses, held: Held, found: Iterator[Piece]) -> None:
    """One clause a heading, an item and an exception. Headings end in a colon and hand what they take in to their items."""
    heads: dict[tuple[str, ...], tuple[str, ...]] = {}
    temporary: set[str] = set()
    mixtures: set[tuple[str, ...]] = set()
    for piece in found:
        if piece.text.lower().startswith(TEMPORARY):
            temporary.add(piece.labels[0])
        status = "temporary" if piece.labels and piece.labels[0] in temporary else "in_force"
        is_heading = not piece.cells and piece.text.endswith(":")
        if is_heading:
            heads[piece.labels] = covers_of(piece.text)
        if _PREPARATION.search(piece.text) and len(piece.labels) > 1:
            mixtures.add(piece.labels)
        is_mixture = any(piece.labels[:n] in mixtures for n in range(2, len(piece.labels) + 1))
        above = next(
            (heads[piece.labels[:n]] for n in range(len(piece.labels) - 1, 0, -1) if piece.labels[:n] in heads), None
        )
        is_item = bool(piece.cells) or (above is not None and len(piece.labels) == 2)
        if is_item:
            _add_item(clauses, held, piece, above or (), status=status, is_mixture=is_mixture)
        else:
            clauses.add(held, piece.place, f"§ {piece.section}", clause=piece.where or "heading", role="provision",
                        kind="provision", text=piece.text, under=written(piece.labels[:-1]) or None, status=status)  # fmt: skip


def _add_item(
    clauses: Clauses, held: Held, piece: Piece, above: tuple[str, ...], *, status: str, is_mixture: bool
) -> None:
    """is_mixture: is it, or what it stands under, a preparation? Then a substance's own name does not find it."""
    names, tail = item_names(piece.text)
    number = next((m[1] for cell in piece.cells[1:] if (m := _NUMBER.fullmatch(cell))), None)
    kind = "preparation" if is_mixture else "class" if _CLASS.search(piece.text) else "substance"
    if kind == "preparation":
        names = ()
    elif not names:
        kind = "class"
    facts = {"under": written(piece.labels[:-1]) or None, "status": status, "text": piece.text}
    clauses.add(
        held, piece.place, f"§ {piece.section}", clause=piece.where, role="entry", kind=kind, number=number,
        names=NAMES.join(names) or None, covers=joined(above, covers_of(tail)), **facts,
    )  # fmt: skip
    left_out = _EXCLUDING.search(piece.text)
    if left_out:
        listed = [name.strip() for name in re.split(r", (?:and )?| and ", left_out[1]) if name.strip()]
        clauses.add(
            held, piece.place, f"§ {piece.section}, excluding", clause=piece.where, role="exclusion", kind="substance",
            names=NAMES.join(listed), **facts,
        )  # fmt: skip


def item_names(text: str) -> tuple[tuple[str, ...], str]:
    """The names of an item, those behind "Some trade or other names:" too, and the words beside them."""
    first, *others = _OTHERS.split(text, maxsplit=1)
    names, tail = names_and_tail(_EXCLUDING.split(first)[0])
    more = [name.strip(" .()") for part in others for name in re.split(r"; |, (?=[A-Za-z])", part.rstrip(" .)"))]
    more += _INCLUDING.findall(first)
    return tuple(dict.fromkeys((*names, *filter(None, more)))), tail
