"""Charts as parts of an HTML page: many SVGs in one page must not share ids."""

import re
from xml.etree import ElementTree

SVG = "http://www.w3.org/2000/svg"
_NUMBER = re.compile(r"[0-9.]+")


def inline_svg(svg: str, prefix: str) -> str:
    """The SVG for use inside HTML: ids and their uses get the prefix, the size follows the page.

    The picture is hidden from assistive technology, since the element around it carries the alternative
    text. Scripts and references to anything outside the picture are left out. Raises ParseError if the
    text is not XML.
    """
    ElementTree.register_namespace("", SVG)
    root = ElementTree.fromstring(svg)
    for parent in root.iter():
        for child in [part for part in parent if part.tag == f"{{{SVG}}}script"]:
            parent.remove(child)
    for element in root.iter():
        attributes = [(_local(name), value) for name, value in element.attrib.items()]
        element.attrib.clear()
        element.attrib.update(
            {name: _prefixed(name, value, prefix) for name, value in attributes if _kept(name, value)}
        )
    width, height = natural_size(root)
    root.attrib.pop("width", None)
    root.attrib.pop("height", None)
    root.attrib.setdefault("viewBox", f"0 0 {width:g} {height:g}")
    root.attrib.update({"aria-hidden": "true", "focusable": "false", "style": f"--natural: {width:g}px"})
    return ElementTree.tostring(root, encoding="unicode")


def natural_size(root: ElementTree.Element) -> tuple[float, float]:
    """Width and height in CSS pixels, from the attributes or, without them, from the view box."""
    sides = [_NUMBER.match(root.get(side, "")) for side in ("width", "height")]
    if sides[0] and sides[1] and "%" not in root.get("width", ""):
        return float(sides[0][0]), float(sides[1][0])
    box = root.get("viewBox", "0 0 640 400").replace(",", " ").split()
    return float(box[2]), float(box[3])


def _local(name: str) -> str:
    """The name without its namespace: HTML reads href where older SVG wrote xlink:href."""
    return name.rsplit("}", 1)[-1]


def _kept(name: str, value: str) -> bool:
    if name == "href":
        return value.startswith(("#", "data:"))
    return name != "role" and not name.startswith(("on", "aria-"))


def _prefixed(name: str, value: str, prefix: str) -> str:
    if name == "id":
        return prefix + value
    if name == "href" and value.startswith("#"):
        return f"#{prefix}{value[1:]}"
    return re.sub(r"url\((['\"]?)#", rf"url(\1#{prefix}", value)
