"""The schedules of Canadian laws as lines: items in lists within lists, and rows of tables."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from tripoint.harmonise.justice_laws import label_of, verbatim
from tripoint.registry.names import normalise

FURTHER = "+"
"""After a clause: the line without a label that follows it, "1(4)+"."""


@dataclass(frozen=True)
class Listed:
    """One line of a schedule.

    clause: the labels on the way to it, the same in every language. under: clause of the heading that it stands under.
    cells: the other cells of a table's row.
    """

    element: Element
    clause: str
    text: str
    under: str | None = None
    is_excluded: bool = False
    cells: tuple[str, ...] = ()

    @property
    def is_repealed(self) -> bool:
        return self.element.find(".//Repealed") is not None and self.text.startswith("[")


def items_of(
    whole: Element, exceptions: Collection[str], *, path: str = "", under: str | None = None
) -> Iterator[Listed]:
    """The items of a `List`. exceptions: lines, normalised, after which a list names what is *not* included.

    A line without a label opens a heading of its own for the lines after it, except where it opens the exceptions: these
    stand under the item that holds the list.
    """
    heading, last, is_excluded = under, path, False
    for item in whole.findall("Item"):
        label, text = label_of(item), verbatim(*item.findall("Text"))
        if not label and normalise(text.rstrip(" :\u00a0")) in exceptions:
            is_excluded, heading = True, path or None
            continue
        clause = path + label if label else last + FURTHER
        yield Listed(item, clause, text, heading, is_excluded)
        for inner in item.findall("List"):
            yield from items_of(inner, exceptions, path=path + label, under=clause)
        last = clause
        heading = heading if label else clause


def rows_of_table(whole: Element, exceptions: Collection[str] = (), *, prefix: str = "") -> Iterator[Listed]:
    """The rows of a table's body: first cell the label, second the words, with a list or labelled provisions as members."""
    for row in whole.iterfind(".//tbody/row"):
        cells = row.findall("entry")
        if not any(verbatim(cell) for cell in cells):
            continue  # an empty row keeps the place of a table that has nothing yet
        label, words, *others = cells
        clause, rest = prefix + verbatim(label), tuple(verbatim(other) for other in others)
        outer = words.find("Provision")
        members = outer.findall("Provision") if outer is not None else words.findall("List")
        text = verbatim(*outer.findall("Text")) if outer is not None else _before_list(words)
        yield Listed(row, clause, text, cells=rest)
        for member in members:
            if member.tag == "List":
                yield from items_of(member, exceptions, path=clause, under=clause)
            else:
                inner = verbatim(*member.findall("Text"))
                yield Listed(member, clause + label_of(member), inner, clause, cells=rest)


def _before_list(cell: Element) -> str:
    """The words of a cell up to the list in it."""
    lead = Element(cell.tag)
    lead.text = cell.text
    for child in cell:
        if child.tag == "List":
            break
        lead.append(child)
    return verbatim(lead)
