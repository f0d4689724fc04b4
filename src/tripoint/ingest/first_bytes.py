"""What a file is by its bytes, whatever its name and its server say."""

import zipfile
from pathlib import Path

from tripoint.ingest.wanted import Format

ENOUGH = 512
"""Bytes of a file's beginning from which it is known."""

_WORDS: dict[Format, str] = {
    "csv": "CSV", "xlsx": "XLSX", "zip": "ZIP", "html": "HTML", "txt": "TXT", "xml": "XML",
}  # fmt: skip


def looks_like(start: bytes) -> str:
    """The kind of a file by its first bytes, in words of no language: HTML, XML, JSON, ZIP, PDF, XLS, gzip, BIN, TXT."""
    for mark, kind in ((b"PK", "ZIP"), (b"%PDF", "PDF"), (b"\x1f\x8b", "gzip"), (b"\xd0\xcf\x11\xe0", "XLS")):
        if start.startswith(mark):
            return kind
    if b"\0" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "BIN"
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<!--")):
        return "HTML"
    if text.startswith(b"<"):
        return "HTML" if b"<html" in text else "XML"
    return "JSON" if text.startswith((b"{", b"[")) else "TXT"


def unlike(start: bytes, expected: Format) -> str | None:
    """What the beginning looks like, if it is not what is expected; None if it is."""
    kind = looks_like(start)
    good = {
        "csv": ("TXT",), "xlsx": ("ZIP",), "zip": ("ZIP",), "html": ("HTML", "XML"), "txt": ("TXT",), "xml": ("XML",)
    }[expected]  # fmt: skip
    return None if kind in good else kind


def unlike_whole(path: Path, expected: Format) -> str | None:
    """The same of a file that is all there: an archive must have its end, a workbook its parts."""
    with path.open("rb") as file:
        kind = unlike(file.read(ENOUGH), expected)
    if kind or expected not in ("xlsx", "zip"):
        return kind
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return "ZIP …"  # its end is missing
    return None if expected == "zip" or "[Content_Types].xml" in names else "ZIP"


def name_of(expected: Format) -> str:
    return _WORDS[expected]
