"""21 USC 812(c): the initial schedules, whose headings this copy misplaces, and the class of cannabimimetic agents."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tripoint.errors import Problems
from tripoint.harmonise.outline import Outline, split_label
from tripoint.sources.us_usc21.paragraphs import Paragraph, after, lines_of_text

SCHEDULES = ("I", "II", "III", "IV", "V")
_HEADING = re.compile(r"(?:^|(?<=[.;:]) )Schedule (IV|V|I{1,3})(?= [A-Z]|$)")
OPENING = "heading"
"""Clause of the words above a schedule's items where they bear no label."""


@dataclass
class Block:
    """Paragraphs of one schedule. schedule: None while no heading was seen above them."""

    schedule: str | None
    paragraphs: list[Paragraph] = field(default_factory=list)


def schedules(lines: Sequence[str], problems: Problems) -> tuple[Paragraph, dict[str, list[Paragraph]]]:
    """The words above the schedules, and each schedule's paragraphs.

    A heading stands in the line of the item before it; one of a schedule without items of its own belongs to the
    items that start again at (1) without a heading: in this copy IV, which stands at the very end.
    Adds `bad_cell` unless every schedule is found once.
    """
    opening: list[Paragraph] = []
    blocks, outline = list[Block](), Outline()
    for row, text in _pieces(lines):
        if text in SCHEDULES:
            blocks.append(Block(text))
            outline = Outline()
            continue
        label, words = split_label(text)
        if not blocks:
            opening.append(Paragraph(row, (label,) if label else (), words))
            continue
        if label == "1" and _is_whole(blocks[-1]):
            blocks.append(Block(None))
            outline = Outline()
        if label is None:
            blocks[-1].paragraphs.append(Paragraph(row, (OPENING,), words))
        elif outline.step(label) is None:
            problems.add("bad_cell", column="clause", value=f"({label})", rows=1, detail=after(outline, row))
        else:
            blocks[-1].paragraphs.append(Paragraph(row, tuple(outline.path), words))
    return _joined(opening), _named(blocks, problems)


def _pieces(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """(row, text), with the headings as pieces of their own: 'II'."""
    for row, line in lines_of_text(lines):
        for piece in _HEADING.split(line):
            if piece.strip():
                yield row, piece.strip()


def _is_whole(block: Block) -> bool:
    """Is its last paragraph a lettered item that opens no list?"""
    if not block.paragraphs:
        return False
    last = block.paragraphs[-1]
    return len(last.labels) == 1 and last.labels[0].islower() and last.text.endswith(".")


def _named(blocks: Sequence[Block], problems: Problems) -> dict[str, list[Paragraph]]:
    empty = [block.schedule for block in blocks if not block.paragraphs]
    nameless = [block for block in blocks if block.schedule is None]
    for block, name in zip(nameless, empty, strict=False):
        block.schedule = name
    named = [block for block in blocks if block.paragraphs]
    found = sorted(str(block.schedule) for block in named)
    if found != sorted(SCHEDULES):
        problems.add(
            "bad_cell", column="Schedule", value=", ".join(found), rows=1, detail="I, II, III, IV, V are expected"
        )
        problems.raise_if_any()
    return {str(block.schedule): block.paragraphs for block in named}


def _joined(opening: Sequence[Paragraph]) -> Paragraph:
    return Paragraph(opening[0].row, ("c",), " ".join(p.text for p in opening))
