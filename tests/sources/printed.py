"""The words of a Canadian law's element as another reader sees them."""

from xml.etree.ElementTree import Element

SILENT = ("Footnote", "FootnoteRef", "HistoricalNote")


def printed(element: Element) -> str:
    """The words below an element without footnotes and the history of a section."""
    if element.tag in SILENT:
        return ""
    return (element.text or "") + "".join(printed(child) + (child.tail or "") for child in element)
