"""A document as PDF/UA-1: typst sets template.typ, which reads the document as data and never as markup."""

import json
from dataclasses import replace
from datetime import UTC, datetime, time
from importlib.resources import files
from pathlib import Path

import typst

from tripoint.present.document import Document
from tripoint.present.typeface import FAMILY, font_folder
from tripoint.report.breaks import with_breaks
from tripoint.report.columns import with_widths
from tripoint.report.plain import plain
from tripoint.report.whole_file import write_whole


def write_pdf(document: Document, path: Path) -> None:
    """Write the document as a tagged PDF that conforms to PDF/UA-1.

    The same document gives the same bytes on every machine: no clock, no system font and no path goes in.
    Raises typst.TypstError, and leaves `path` as it was, if the document breaks the standard: a picture
    without alternative text, a heading that skips a level, a character that no font has, an anchor that
    is linked but missing or there twice.
    """
    fitted = replace(
        document,
        summary=tuple(map(with_widths, document.summary)),
        blocks=tuple(map(with_widths, document.blocks)),
    )
    data = {"family": FAMILY, "report": with_breaks(plain(fitted))}
    content = typst.compile(
        files("tripoint.report").joinpath("template.typ").read_bytes(),
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(font_folder())]),
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=datetime.combine(document.as_of, time(), tzinfo=UTC),
    )
    write_whole(path, content)
