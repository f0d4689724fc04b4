"""Cells of a workbook that a reader of values does not tell, or must not be given: formulas, errors, cells far out."""

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

LAST_COLUMN, LAST_ROW = 100, 1_000_000
"""A reader makes room for every cell up to the last one: one stray cell beyond would take all memory there is."""

_C = rb"<(?:\w+:)?c\b"
_HAS_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_FORMULA = re.compile(_C + rb"""[^>]*?\br=["']([A-Za-z]{1,3}[0-9]{1,7})["'][^>]*>\s*<(?:\w+:)?f[\s>/]""")
_HAS_ERROR = re.compile(rb"""\bt=["']e["']""")
_ERROR = re.compile(
    _C + rb"""(?=[^>]*\bt=["']e["'])[^>]*?\br=["']([A-Za-z]{1,3}[0-9]{1,7})["'][^>]*>"""
    rb"""(?:\s*<(?:\w+:)?f\b[^>]*/>|\s*<(?:\w+:)?f\b[^>]*>[^<]*</(?:\w+:)?f>)?\s*<(?:\w+:)?v>([^<]*)<"""
)
_HAS_FAR = re.compile(rb"""\br=["']([A-Za-z]{2,}[0-9]+|[A-Za-z]*[0-9]{7,})["']""")
_CELL = re.compile(_C + rb"""[^>]*?\br=["']([A-Za-z]{2,}[0-9]+|[A-Za-z]+[0-9]{7,})["'][^>]*(?<!/)>""")
_NAMELESS = re.compile(_C + rb"""(?![^>]*\br=)""")


@dataclass(frozen=True)
class OddCells:
    """formulas: their addresses. errors: address → text, such as #REF!. far: cells too far out to be read."""

    formulas: Sequence[str]
    errors: Mapping[str, str]
    far: Sequence[str]


def odd_cells(path: Path, sheet: str | None = None) -> Mapping[str, OddCells]:
    """Title of a sheet (the name of its member, where nothing tells the title) → its odd cells.

    sheet: the only title that is looked at; None for all. Raises what size.UNPACKING lists for a member that cannot be
    unpacked.
    """
    found: dict[str, OddCells] = {}
    with zipfile.ZipFile(path) as package:
        titles = _titles(package)
        for member in package.namelist():
            if sheet is not None and titles.get(member, sheet) != sheet:
                continue
            if member in titles or "worksheets/" in member.lower():
                odd = _odd(package.read(member))
                if odd.formulas or odd.errors or odd.far:
                    found[titles.get(member, member)] = odd
    return found


def _odd(text: bytes) -> OddCells:
    """Each thorough search only where a quick one finds something: most sheets are long and have nothing odd."""
    formulas = _FORMULA.findall(text) if _HAS_FORMULA.search(text) else []
    errors = _ERROR.findall(text) if _HAS_ERROR.search(text) else []
    return OddCells(
        [address.decode() for address in formulas],
        {address.decode(): value.decode("utf-8", "replace") for address, value in errors},
        [address.decode() for address in _far(text)],
    )


def _far(text: bytes) -> Sequence[bytes]:
    """Blank cells may be far out; a cell without an address stands behind the one before, wherever that is."""
    hints = [address for address in _HAS_FAR.findall(text) if _is_far(address)]
    if hints and _NAMELESS.search(text):
        return hints[:1]
    return [address for address in _CELL.findall(text) if _is_far(address)] if hints else []


def _is_far(address: bytes) -> bool:
    """address: of a cell, or the number of a row."""
    letters = address.rstrip(b"0123456789")
    column = 0
    for letter in letters.upper():
        column = 26 * column + letter - 64
    return column > LAST_COLUMN or int(address[len(letters) :]) > LAST_ROW


def _titles(package: zipfile.ZipFile) -> Mapping[str, str]:
    """Member of the package → title of its sheet. Empty if the package is laid out oddly."""
    try:
        book = ElementTree.fromstring(package.read("xl/workbook.xml"))
        relations = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ElementTree.ParseError):
        return {}
    targets = {r.get("Id"): r.get("Target", "") for r in relations}
    found = {}
    for node in book.iter():
        if node.tag.endswith("}sheet"):
            name = next((value for key, value in node.attrib.items() if key.endswith("}id")), None)
            target = targets.get(name, "")
            member = target.lstrip("/") if target.startswith("/") else f"xl/{target.removeprefix('./')}"
            found[member] = node.get("name", "")
    return found
