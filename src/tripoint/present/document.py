"""The report as a tree of blocks in one language, the same for PDF and HTML."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Heading:
    """level 1 opens a chapter, 2 a section, 3 a part. `anchor` is unique in the document, ASCII."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True)
class Paragraph:
    """Plain text; `role` chooses the look: body, lead, note (small), caution (boxed), question (italic)."""

    text: str
    role: str = "body"


@dataclass(frozen=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True)
class Picture:
    """An SVG chart with its alternative text; `width` is a fraction of the text width."""

    svg: str
    alt: str
    caption: str
    width: float = 1.0


@dataclass(frozen=True)
class PictureRow:
    """Pictures side by side, each with its own scale."""

    pictures: tuple[Picture, ...]


@dataclass(frozen=True)
class Cell:
    text: str
    link: str | None = None
    is_missing: bool = False


@dataclass(frozen=True)
class Grid:
    """A table. `aligns` holds "left" or "right" per column; `widths` relative widths (0 = as needed)."""

    caption: str
    headers: tuple[str, ...]
    aligns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...] = ()
    note: str | None = None


@dataclass(frozen=True)
class Labelled:
    """A small labelled paragraph, such as "How to read it: …"."""

    label: str
    text: str


@dataclass(frozen=True)
class Remarked:
    """What a government says of a finding, boxed. `locale` and `note`: its language, if not the document's."""

    label: str
    paragraphs: tuple[str, ...]
    locale: str | None = None
    note: str | None = None


Block = Heading | Paragraph | Bullets | Picture | PictureRow | Grid | Labelled | Remarked


@dataclass(frozen=True)
class Document:
    """One report in one language. `language` is en, es or fr; `locale` a BCP 47 tag such as es-MX.

    stamps: what stands at the head of every page, such as that it is a draft.
    """

    language: str
    locale: str
    title: str
    subtitle: str
    title_lines: tuple[str, ...]
    summary_title: str
    summary: tuple[Block, ...]
    contents_title: str
    blocks: tuple[Block, ...]
    colophon: tuple[str, ...]
    as_of: date
    page_label: str
    description: str
    stamps: tuple[str, ...] = ()
