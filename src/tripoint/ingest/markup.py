"""XML files as trees; a file that declares entities of its own is refused."""

from pathlib import Path
from typing import NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from tripoint.errors import Problems


class _Declared(Exception):
    """The file declares an entity."""


def open_markup(path: Path, problems: Problems) -> Element | None:
    """The root element; None after adding `not_markup` where the file is no well-formed XML.

    Tags and attributes stand as written, with the publisher's prefix ("lims:fid"); a byte order mark is fine.
    Entities of a file's own could grow without bound, so a file that declares one is refused.
    """
    tree = TreeBuilder()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = tree.start
    parser.EndElementHandler = tree.end
    parser.CharacterDataHandler = tree.data
    parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    try:
        with path.open("rb") as file:
            parser.ParseFile(file)
        return tree.close()
    except _Declared:
        problems.add("not_markup", detail="it declares entities of its own")
    except (expat.ExpatError, UnicodeError) as error:
        problems.add("not_markup", detail=str(error))
    return None


def _refuse(*_: object) -> NoReturn:
    raise _Declared


def words(element: Element) -> str:
    """All text below the element, white space as single spaces."""
    return " ".join("".join(element.itertext()).split())
