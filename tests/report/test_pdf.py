"""The PDF: accessible, complete, the same everywhere."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import typst
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject
from report_demo import LETTERS, SIGNS, demo_document

from tripoint.present.document import Cell, Document, Grid, Heading, Paragraph, Picture, PictureRow
from tripoint.report.pdf import write_pdf


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "demo.pdf"
    write_pdf(demo_document(), path)
    return path


@pytest.fixture(scope="module")
def reader(pdf: Path) -> PdfReader:
    return PdfReader(pdf)


@pytest.fixture(scope="module")
def words(reader: PdfReader) -> str:
    return squeezed(" ".join(page.extract_text() for page in reader.pages))


def squeezed(text: str) -> str:
    """Without spaces, soft breaks and hyphens at line ends, which depend on where lines break."""
    return re.sub(r"[\s\u200b\u00ad\u2010-]+", "", text)


def catalog(reader: PdfReader) -> Any:
    return reader.trailer["/Root"]


def structure(reader: PdfReader) -> Iterator[Any]:
    """Every element of the structure tree."""
    waiting: list[Any] = [catalog(reader)["/StructTreeRoot"]]
    while waiting:
        item = waiting.pop()
        item = item.get_object() if isinstance(item, IndirectObject) else item
        if isinstance(item, ArrayObject):
            waiting.extend(item)
        elif isinstance(item, DictionaryObject):
            if "/S" in item:
                yield item
            if "/K" in item:
                waiting.append(item["/K"])


def bookmarks(outline: list[Any]) -> Iterator[str]:
    for entry in outline:
        if isinstance(entry, list):
            yield from bookmarks(entry)
        else:
            yield entry.title


def pictures_of(document: Document) -> list[Picture]:
    found: list[Picture] = []
    for block in document.summary + document.blocks:
        if isinstance(block, Picture):
            found.append(block)
        if isinstance(block, PictureRow):
            found.extend(block.pictures)
    return found


def test_the_file_says_that_it_is_pdf_ua_1(reader: PdfReader) -> None:
    metadata = catalog(reader)["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert catalog(reader)["/MarkInfo"]["/Marked"]


def test_language_title_description_and_date_are_set(reader: PdfReader) -> None:
    document = demo_document()
    assert catalog(reader)["/Lang"] == "en-US"
    assert catalog(reader)["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == document.title
    assert reader.metadata.subject == document.description
    assert reader.metadata.creation_date == datetime(2026, 11, 24, tzinfo=UTC)


def test_the_language_is_that_of_the_document(tmp_path: Path) -> None:
    write_pdf(demo_document(language="es", locale="es-MX", chapters=1, rows=1), tmp_path / "es.pdf")
    assert catalog(PdfReader(tmp_path / "es.pdf"))["/Lang"] == "es-MX"


def test_bookmarks_are_the_headings(reader: PdfReader) -> None:
    document = demo_document()
    headings = [block.text for block in document.summary if isinstance(block, Heading)]
    chapters = [block.text for block in document.blocks if isinstance(block, Heading)]
    before = [document.summary_title, *headings, document.contents_title]
    assert list(bookmarks(reader.outline)) == before + chapters


def test_every_picture_has_its_alternative_text(reader: PdfReader) -> None:
    found = [str(item["/Alt"]) for item in structure(reader) if item["/S"] == "/Figure"]
    assert sorted(found) == sorted(picture.alt for picture in pictures_of(demo_document()))


def test_tables_have_header_cells_with_scope(reader: PdfReader) -> None:
    headers = [item for item in structure(reader) if item["/S"] == "/TH"]
    grids = [block for block in demo_document().summary + demo_document().blocks if isinstance(block, Grid)]
    assert len(headers) == sum(len(grid.headers) for grid in grids)
    assert all("/Column" in repr(item["/A"]) for item in headers)


def test_header_rows_repeat_on_every_page_of_a_table(reader: PdfReader) -> None:
    pages = [page.extract_text() for page in reader.pages]
    parts = [text for text in pages if "Place 30 – Río Ñ" in text or "Place 70 – Río Ñ" in text]
    assert len(parts) == 4
    assert all("Mass (kg)" in text for text in parts)


def test_every_text_of_every_block_is_in_the_pages(words: str) -> None:
    document = demo_document()
    texts = [document.title, document.subtitle, *document.title_lines, *document.colophon]
    for block in document.summary + document.blocks:
        for value in vars(block).values():
            texts.extend(strings(value))
    shown = [text for text in texts if not text.startswith("<svg")]
    assert len(shown) > 200
    assert [text for text in shown if squeezed(text) not in words] == []


def strings(value: object) -> Iterator[str]:
    """Shown texts; roles, anchors and alignments are not shown, alternative texts are not on the page."""
    if isinstance(value, Cell):
        yield value.text
    elif isinstance(value, Picture):
        yield value.caption
    elif isinstance(value, tuple):
        for part in value:
            yield from strings(part)
    elif isinstance(value, str) and " " in value and not value.startswith("Alternative text"):
        yield value


def test_no_text_is_read_as_markup(words: str) -> None:
    assert squeezed(SIGNS) in words
    assert squeezed(LETTERS) in words


def test_pages_are_numbered_of_their_total(reader: PdfReader) -> None:
    total = len(reader.pages)
    for number, page in enumerate(reader.pages, start=1):
        assert (f"page {number} of {total}" in page.extract_text()) == (number > 1)


def test_summary_is_one_page_and_chapters_begin_pages(reader: PdfReader) -> None:
    pages = [page.extract_text() for page in reader.pages]
    assert "Measures are not comparable across countries." in pages[1]
    assert "Contents" in pages[2]
    assert all("How many were traced" in pages[i] for i, text in enumerate(pages) if "The lead says" in text)


def test_links_lead_outside_and_inside(reader: PdfReader) -> None:
    links = [item.get_object() for page in reader.pages for item in page.get("/Annots", ())]
    assert any(item.get("/A", {}).get("/URI") == "https://www.example.org/rows?a=1&b=2" for item in links)
    assert any("/Dest" in item or "/D" in item.get("/A", {}) for item in links)
    assert all("/Contents" in item for item in links)


def test_only_the_shipped_family_is_in_the_file(reader: PdfReader) -> None:
    names = {str(font.get_object()["/BaseFont"]) for page in reader.pages for font in fonts_of(page)}
    assert names
    assert all("TripointSans" in name for name in names)


def fonts_of(page: Any) -> list[Any]:
    return list(page["/Resources"].get("/Font", {}).values())


def test_same_document_same_bytes_with_and_without_system_fonts(pdf: Path, tmp_path: Path) -> None:
    empty = tmp_path / "fonts.conf"
    empty.write_text("<fontconfig/>")
    bare = {"HOME": "", "FONTCONFIG_FILE": str(empty), "XDG_DATA_HOME": str(tmp_path), "TZ": "Asia/Tokyo"}
    for number, extra in enumerate(({}, bare)):
        path = tmp_path / str(number) / "again.pdf"
        write_in_fresh_process(path, extra)
        assert path.read_bytes() == pdf.read_bytes()


def write_in_fresh_process(path: Path, environment: dict[str, str]) -> None:
    path.parent.mkdir()
    subprocess.run(
        [sys.executable, "-c", "import report_demo; report_demo.write('again.pdf')"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
        cwd=path.parent,
        check=True,
    )


def test_no_machine_path_is_in_the_file(pdf: Path) -> None:
    content = pdf.read_bytes()
    assert str(pdf.parent).encode() not in content
    assert str(Path(__file__).parents[2]).encode() not in content


def test_a_picture_without_alternative_text_is_refused_and_the_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"the report of last month")
    document = demo_document(chapters=1, rows=1)
    without = replace(pictures_of(document)[0], alt="")
    with pytest.raises(typst.TypstError, match="missing alt text"):
        write_pdf(replace(document, blocks=(*document.blocks, without)), path)
    assert path.read_bytes() == b"the report of last month"
    assert list(tmp_path.iterdir()) == [path]


def test_a_heading_that_skips_a_level_is_refused(tmp_path: Path) -> None:
    blocks = (Heading(1, "One", "one"), Heading(3, "Three", "three"))
    with pytest.raises(typst.TypstError, match="skip"):
        write_pdf(replace(demo_document(), blocks=blocks), tmp_path / "report.pdf")


def test_a_document_without_tables_pictures_or_colophon_is_fine(tmp_path: Path) -> None:
    blocks = (Heading(1, "One", "one"), Paragraph("Alone."), Grid("Empty", ("A",), ("left",), ()))
    write_pdf(replace(demo_document(), blocks=blocks, summary=(), colophon=()), tmp_path / "report.pdf")
    assert len(PdfReader(tmp_path / "report.pdf").pages) == 4
