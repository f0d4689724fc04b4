"""21 USC 812(c): where each paragraph of a schedule of 1970 belongs; what it names and takes in."""

from collections.abc import Iterator, Mapping, Sequence

from tripoint.harmonise.controls import NAMES
from tripoint.harmonise.lookups import code_for
from tripoint.harmonise.outline import written
from tripoint.harmonise.wording import covers_of, joined, names_and_tail
from tripoint.sources.us_usc21.paragraphs import Paragraph
from tripoint.sources.us_usc21.placed import Placed
from tripoint.sources.us_usc21.schedules import OPENING

CANNABIMIMETIC = "us_usc21/812-I-d2"
NOTE = "initial_1970"


def initial(
    schedule: str, found: Sequence[Paragraph], lookups: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[Paragraph, Placed]]:
    """Each paragraph with a text, and where it belongs. Headings hand what they take in to their items."""
    heads: dict[tuple[str, ...], tuple[str, ...]] = {}
    for paragraph in found:
        if schedule == "I" and paragraph.labels[0] == "d":
            if paragraph.text:
                yield paragraph, _cannabimimetic(paragraph.labels, paragraph.text, heads)
            continue
        is_heading = paragraph.labels == (OPENING,) or paragraph.text.endswith(":")
        if is_heading:
            heads[paragraph.labels if paragraph.labels != (OPENING,) else ()] = covers_of(paragraph.text)
        if paragraph.text:
            yield paragraph, _placed(schedule, paragraph, heads, lookups, is_heading=is_heading)


def _placed(
    schedule: str, paragraph: Paragraph, heads: Mapping[tuple[str, ...], tuple[str, ...]],
    lookups: Mapping[str, Mapping[str, str]], *, is_heading: bool,
) -> Placed:  # fmt: skip
    list_id, labels = f"us_usc21/812-{schedule}", paragraph.labels
    if is_heading:
        clause = OPENING if labels == (OPENING,) else written(labels)
        return Placed(list_id, clause, "provision", "provision", note=NOTE)
    key = f"812-{schedule} {written(labels)}"
    kind = code_for(lookups["kind"], key) or (
        "preparation" if paragraph.text.startswith("Not more than") else "substance"
    )
    known = code_for(lookups["names"], key)
    names, tail = names_and_tail(paragraph.text)
    if known is not None:
        tail = paragraph.text
    elif kind == "preparation":
        names, tail = (), ""
    under = written(labels[:-1]) or (OPENING if () in heads else None)
    return Placed(
        list_id, written(labels), "entry", kind, (known if known is not None else NAMES.join(names)) or None,
        joined(heads.get(labels[:-1], ()), covers_of(tail)), under, note=NOTE,
    )  # fmt: skip


def _cannabimimetic(labels: tuple[str, ...], text: str, heads: dict[tuple[str, ...], tuple[str, ...]]) -> Placed:
    """Schedule I(d): (1) controls; (2)(A) defines a class by structure and by effect, (2)(B) names fifteen of it."""
    if labels == ("d", "1"):
        heads["d", "1"] = covers_of(text)
        return Placed(CANNABIMIMETIC, "(d)(1)", "entry", "class", "cannabimimetic agents", joined(heads["d", "1"]))
    below = labels[2:]
    covers = joined(heads.get(("d", "1"), ()))
    if len(below) == 2 and below[0] == "A":
        return Placed(CANNABIMIMETIC, written(below), "entry", "class", covers=covers, under="(A)")
    if len(below) == 2 and below[0] == "B":
        names, _ = names_and_tail(text.removesuffix("; and"))
        return Placed(CANNABIMIMETIC, written(below), "entry", "substance", NAMES.join(names), covers, "(B)")
    return Placed(CANNABIMIMETIC, written(below) or "(d)(2)", "provision", "provision", under="(d)(1)")
