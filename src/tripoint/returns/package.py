"""The workbook as a package: what must not be in it, and which cells hold formulas."""

import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tripoint.returns.problems import ReturnProblems

MOST_BYTES = 1 << 30
"""Unpacked size of a file that is read; 200,000 rows of the widest sheet take a quarter of it."""

ACTIVE = ("vbaproject", "/macrosheets/", "/activex/", "/embeddings/", "/ctrlprops/")
_FORMULA = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"[^>]*>\s*<f[\s>/]')
_ERROR = re.compile(
    rb'<c r="([A-Z]{1,3}[0-9]{1,7})"[^>]*? t="e"[^>]*>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?\s*<v>([^<]*)</v>'
)
_FAR = re.compile(rb'<c r="([A-Za-z]{2,}[0-9]+|[A-Za-z]+[0-9]{7,})"[^>/]*>')
LAST_COLUMN, LAST_ROW = 100, 1_000_000
"""A reader makes room for every cell up to the last one: one stray cell beyond would take all memory there is."""
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


UNPACKING = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError)
"""What is raised by an archive that is broken, or bears a password (RuntimeError)."""


@dataclass(frozen=True)
class OddCells:
    """formulas: their addresses. errors: address → text, such as #REF!. far: cells too far out to be read."""

    formulas: Sequence[str]
    errors: Mapping[str, str]
    far: Sequence[str]


def check_package(path: Path, problems: ReturnProblems) -> bool:
    """Adds a problem, and gives False, for a file that is not opened: no archive, macros, too large."""
    if path.suffix.lower() in (".xlsm", ".xltm", ".xlsb", ".xlam"):
        problems.add("return_macros", detail=path.suffix)
        return False
    try:
        with zipfile.ZipFile(path) as package:
            members = package.infolist()
    except UNPACKING as error:
        problems.add("return_unreadable", detail=str(error)[:120])
        return False
    active = [m.filename for m in members if any(part in f"/{m.filename}".lower() for part in ACTIVE)]
    if active:
        problems.add("return_macros", detail=", ".join(active[:3]))
        return False
    size = sum(m.file_size for m in members)
    if size > MOST_BYTES:
        problems.add("return_too_large", value=f"{size >> 20} MB", detail=f"{MOST_BYTES >> 20} MB")
        return False
    return True


def odd_cells(path: Path) -> Mapping[str, OddCells]:
    """Title of a sheet → its cells that a reader of values does not tell, or must not be given.

    Empty if the package is laid out oddly. Raises what `UNPACKING` lists for a member that cannot be unpacked.
    """
    found: dict[str, OddCells] = {}
    with zipfile.ZipFile(path) as package:
        for title, member in _members(package).items():
            text = package.read(member)
            cells = [address.decode() for address in _FORMULA.findall(text)]
            errors = {address.decode(): value.decode() for address, value in _ERROR.findall(text)}
            far = [address.decode() for address in _FAR.findall(text) if _is_far(address)]
            if cells or errors or far:
                found[title] = OddCells(cells, errors, far)
    return found


def _is_far(address: bytes) -> bool:
    letters = address.rstrip(b"0123456789")
    column = 0
    for letter in letters.upper():
        column = 26 * column + letter - 64
    return column > LAST_COLUMN or int(address[len(letters) :]) > LAST_ROW


def _members(package: zipfile.ZipFile) -> Mapping[str, str]:
    """Title of a sheet → its member of the package."""
    try:
        book = ElementTree.fromstring(package.read("xl/workbook.xml"))
        relations = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ElementTree.ParseError):
        return {}
    targets = {r.get("Id"): r.get("Target", "") for r in relations}
    names = set(package.namelist())
    found = {}
    for node in book.iter():
        target = targets.get(node.get(_RELATION)) if node.tag.endswith("}sheet") else None
        if target:
            member = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if member in names:
                found[node.get("name", "")] = member
    return found
