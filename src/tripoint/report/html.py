"""A document as one HTML file that needs nothing from outside: styles, fonts and pictures are in it."""

from base64 import b64encode
from collections.abc import Callable
from importlib.resources import files
from itertools import count
from pathlib import Path

from jinja2 import BaseLoader, Environment, StrictUndefined
from markupsafe import Markup, escape

from tripoint.present.document import Document, Heading
from tripoint.present.typeface import FAMILY, font_folder
from tripoint.report.breaks import ZERO_WIDTH_SPACE, breakable_text
from tripoint.report.plain import plain
from tripoint.report.svg import inline_svg
from tripoint.report.whole_file import write_whole

FACES = (
    ("Regular", 400, "normal"),
    ("Italic", 400, "italic"),
    ("SemiBold", 600, "normal"),
    ("Bold", 700, "normal"),
)
ANCHORS = {"summary": "report-summary", "contents": "report-contents"}


def write_html(document: Document, path: Path) -> None:
    """Write the document as one self-contained HTML file; the same document gives the same bytes.

    Raises xml.etree.ElementTree.ParseError, and leaves `path` as it was, if a picture is not an SVG.
    """
    room = files("tripoint.report")
    environment = Environment(
        loader=BaseLoader(), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["breakable"] = breakable
    page = environment.from_string(room.joinpath("template.html.j2").read_text("utf-8")).render(
        report=plain(document),
        chapters=chapters(document),
        anchors=ANCHORS,
        style=Markup(font_faces() + room.joinpath("style.css").read_text("utf-8")),
        drawing=numbered_drawings(),
    )
    write_whole(path, page.encode("utf-8"))


def chapters(document: Document) -> list[dict[str, object]]:
    """The contents: each chapter's text and anchor, and `sections` with those of its sections."""
    found: list[dict[str, object]] = []
    sections: list[Heading] = []
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            sections = []
            found.append({"text": block.text, "anchor": block.anchor, "sections": sections})
        elif isinstance(block, Heading) and block.level == 2:
            sections.append(block)
    return found


def breakable(text: str) -> Markup:
    """Escaped text with <wbr> where a long word may go over a line."""
    return Markup(escape(breakable_text(text)).replace(ZERO_WIDTH_SPACE, Markup("<wbr>")))


def font_faces() -> str:
    """@font-face rules with the family's files in them."""
    rules = []
    for style, weight, slant in FACES:
        data = b64encode((font_folder() / f"TripointSans-{style}.ttf").read_bytes()).decode("ascii")
        rules.append(
            f'@font-face {{ font-family: "{FAMILY}"; font-weight: {weight}; font-style: {slant}; '
            f'src: url("data:font/ttf;base64,{data}") format("truetype"); }}\n'
        )
    return "".join(rules)


def numbered_drawings() -> Callable[[str], Markup]:
    """A function that makes each SVG it is given fit for the page, with ids of its own."""
    numbers = count(1)
    return lambda svg: Markup(inline_svg(svg, f"picture{next(numbers)}-"))
