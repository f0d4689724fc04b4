"""A chunk of the US Code in markdown → its paragraphs, each with the labels it stands under."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tripoint.errors import Problems
from tripoint.harmonise.outline import Outline, split_label, written


@dataclass(frozen=True)
class Paragraph:
    """row: line of the file, from 1. labels: from the section inwards. text: word for word, without its label."""

    row: int
    labels: tuple[str, ...]
    text: str

    @property
    def where(self) -> str:
        return written(self.labels)


def check_section(lines: Sequence[str], section: str, problems: Problems) -> None:
    """Adds `foreign_file` and raises if the chunk is not of this section, as where chunks were numbered anew."""
    headings = [" ".join(line.replace("\u202f", " ").split()) for line in lines if line.startswith("#### ")]
    if not any(heading.startswith(f"#### § {section}.") for heading in headings):
        problems.add("foreign_file", detail=f"§ {section} is expected, its headings are: {'; '.join(headings)[:80]}")
        problems.raise_if_any()


def lines_of_text(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """(row, text) of the innermost heading and of every line below the headings that is not blank.

    The headings above the innermost repeat what stands in the chunks before.
    """
    headings = [number for number, line in enumerate(lines) if line.startswith("#####")]
    last = headings[-1] if headings else max(n for n, line in enumerate(lines) if line.startswith("#"))
    if headings:
        yield last + 1, re.sub(r"^#+ ", "", lines[last]).strip()
    for number, line in enumerate(lines[last + 1 :], last + 2):
        if line.strip():
            yield number, line.strip()


def paragraphs(lines: Sequence[str], start: Sequence[str], problems: Problems) -> tuple[Paragraph, ...]:
    """Every paragraph of a chunk. start: the labels that the chunk before ends with.

    A line without a label goes on with the paragraph above it. Adds `bad_cell` for a label that follows nothing.
    """
    outline, found = Outline(list(start)), list[Paragraph]()
    for row, line in lines_of_text(lines):
        label, text = split_label(line)
        if label is None:
            if found:
                above = found.pop()
                found.append(Paragraph(above.row, above.labels, f"{above.text} {text}".strip()))
        elif outline.step(label) is None:
            problems.add("bad_cell", column="clause", value=f"({label})", rows=1, detail=after(outline, row))
        else:
            found.append(Paragraph(row, tuple(outline.path), text))
    return tuple(found)


def after(outline: Outline, row: int) -> str:
    return f"line {row} stands after {outline.where or 'the heading'}, which it does not follow"
