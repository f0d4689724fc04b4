"""A return for machines → its sheets: an archive of CSV files, or one JSON document; codes instead of labels."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from openpyxl.utils import get_column_letter

from tripoint.ingest.size import UNPACKING
from tripoint.registry.return_form import LEVELS, FormSheet, Level, sheets
from tripoint.returns.package import MOST_BYTES
from tripoint.returns.problems import ReturnProblems
from tripoint.returns.raw import Cell, RawReturn, RawSheet, labels

PRINTED = ("note", "form_text")
"""Columns that the form prints for people; a return for machines leaves them out."""


def read_csv(path: Path, problems: ReturnProblems) -> RawReturn | None:
    """The sheets in an archive of `<sheet>.csv`, UTF-8, commas between cells. None if it cannot be opened."""
    name = ""
    files: dict[str, list[list[str]]] = {}
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(m.file_size for m in archive.infolist()) > MOST_BYTES:
                problems.add("return_too_large", value=path.name, detail=f"{MOST_BYTES >> 20} MB")
                return None
            for name in _files_of(archive):
                code = PurePosixPath(name.lower()).stem
                if not name.lower().endswith(".csv") or code in files:
                    problems.add("return_sheet_unknown", sheet=name, value=name)
                    continue
                lines = _lines_of(archive.read(name))
                if lines is None:
                    problems.add("return_csv_form", sheet=name)
                files[code] = lines or []
    except (*UNPACKING, csv.Error) as error:
        problems.add("return_unreadable", detail=f"{name}: {error}"[:120] if name else str(error)[:120])
        return None
    if any(problem.code == "return_csv_form" for problem in problems.all()):
        return None
    level = _level(dict(row[:2] for row in files.get("cover", ()) if len(row) > 1).get("level"))
    form = _of_form(files, level, problems)
    return RawReturn(level, {code: _from_csv(form[code], files[code], problems) for code in form}, is_typed=False)


def _files_of(archive: zipfile.ZipFile) -> list[str]:
    """The members that somebody put there. Raises ValueError for a workbook, which is an archive too."""
    names = archive.namelist()
    if "[Content_Types].xml" in names:
        raise ValueError("a workbook → .xlsx")
    hidden = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")  # what systems add to archives and folders
    return [name for name in names if not name.endswith("/") and not any(part in name.lower() for part in hidden)]


def _lines_of(data: bytes) -> list[list[str]] | None:
    """None for text in another code, or with other signs between the cells, as spreadsheets in Spanish and French do."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    head = text.partition("\n")[0]
    if "," not in head and (";" in head or "\t" in head):
        return None
    return list(csv.reader(io.StringIO(text, newline="")))


def _from_csv(form: FormSheet, rows: Sequence[Sequence[str]], problems: ReturnProblems) -> RawSheet:
    title = f"{form.code}.csv"
    header = [cell.strip() for cell in rows[0]] if rows else []
    at = _columns(form, title, header, problems)
    kept = [i for i, row in enumerate(rows) if i and any(cell.strip() for cell in row)]
    for index in kept:
        if len(rows[index]) != len(header):
            problems.add(
                "return_outside_table", sheet=title, value=",".join(rows[index])[-40:], cells=[f"A{index + 1}"]
            )
    columns = {code: [rows[i][place] if place < len(rows[i]) else None for i in kept] for code, place in at.items()}
    letters = {code: get_column_letter(place + 1) for code, place in at.items()}
    return RawSheet(form, title, columns, [i + 1 for i in kept], letters, {})


def read_json(path: Path, problems: ReturnProblems) -> RawReturn | None:
    """The sheets of a JSON document laid out as docs/return/return-<level>.schema.json says."""
    try:
        if path.stat().st_size > MOST_BYTES:
            problems.add("return_too_large", value=f"{path.stat().st_size >> 20} MB", detail=f"{MOST_BYTES >> 20} MB")
            return None
        document = json.loads(path.read_bytes(), object_pairs_hook=_once)
        if not isinstance(document, dict):
            raise ValueError("no object")
        cover, rows = _object(document, "cover"), _object(document, "rows")
        parts = {
            "cover": [{"field": "form", "value": document.get("form")}, *_pairs(cover, "field", "value")],
            "sheets": _named(_object(document, "sheets"), "sheet"),
            "totals": _pairs(_object(document, "totals"), "total", "amount"),
            "definitions": _named(_object(document, "definitions"), "definition"),
            **{code: _list(rows, code) for code in rows},
        }
    except (OSError, ValueError, RecursionError) as error:
        problems.add("return_unreadable", detail=str(error)[:120])
        return None
    for key in sorted(set(document) - {"form", "cover", "sheets", "totals", "definitions", "rows"}):
        problems.add("return_sheet_unknown", sheet=key, value=key)
    level = _level(cover.get("level"))
    form = _of_form(parts, level, problems)
    return RawReturn(level, {code: _from_json(form[code], parts[code], problems) for code in form}, is_typed=True)


def _from_json(form: FormSheet, rows: Sequence[Mapping[str, Cell]], problems: ReturnProblems) -> RawSheet:
    header = list(dict.fromkeys(key for row in rows for key in row)) or [
        c.code for c in form.columns if c.code not in PRINTED
    ]
    at = _columns(form, form.code, header, problems)
    columns = {code: [_plain(row.get(header[place])) for row in rows] for code, place in at.items()}
    return RawSheet(form, form.code, columns, list(range(1, len(rows) + 1)), {code: f"{code}#" for code in at}, {})


def _columns(form: FormSheet, title: str, header: Sequence[str], problems: ReturnProblems) -> Mapping[str, int]:
    """Column code → place in the header, by code or by label."""
    known = {**{c.code: c.code for c in form.columns}, **{text: c.code for text, (c, _) in labels(form).items()}}
    at: dict[str, int] = {}
    for place, text in enumerate(header):
        code = known.get(text)
        if code is None:
            problems.add("return_column_unknown", sheet=title, column=text)
        elif code in at:
            problems.add("return_column_repeated", sheet=title, column=text)
        else:
            at[code] = place
    for column in form.columns:
        is_needed = form.shape != "rows" or column.is_required
        if column.code not in at and column.code not in PRINTED and is_needed:
            problems.add("return_column_missing", sheet=title, column=column.code)
    return at


def _of_form(found: Iterable[str], level: Level, problems: ReturnProblems) -> Mapping[str, FormSheet]:
    form = sheets(level)
    other = next(known for known in LEVELS if known != level)
    for code in found:
        if code in form:
            continue
        if code in sheets(other):
            problems.add("return_level_mixed", sheet=code, value=level, detail=other)
        else:
            problems.add("return_sheet_unknown", sheet=code, value=code)
    for code in form:
        if code not in found:
            problems.add("return_sheet_missing", value=code)
    return {code: sheet for code, sheet in form.items() if code in found}


def _level(text: object) -> Level:
    return next((level for level in LEVELS if level == text), "aggregate")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object; a key that stands twice in it would hide what it said first."""
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for number, (key, _) in enumerate(pairs) if key in dict(pairs[:number]))
        raise ValueError(f"'{twice}' stands twice")
    return found


def _object(document: Mapping[str, object], key: str) -> Mapping[str, object]:
    found = document.get(key)
    if not isinstance(found, dict):
        raise ValueError(f"'{key}' is not an object")
    return found


def _list(rows: Mapping[str, object], key: str) -> list[Mapping[str, Cell]]:
    found = rows[key]
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise ValueError(f"'rows.{key}' is not a list of objects")
    return found


def _pairs(found: Mapping[str, object], key: str, value: str) -> list[Mapping[str, Cell]]:
    return [{key: name, value: _plain(cell)} for name, cell in found.items()]


def _named(found: Mapping[str, object], key: str) -> list[Mapping[str, Cell]]:
    if not all(isinstance(row, dict) for row in found.values()):
        raise ValueError(f"'{key}' is not an object of objects")
    return [{key: name, **row} for name, row in found.items() if isinstance(row, dict)]


def _plain(cell: object) -> Cell:
    """Lists and objects have no place in a cell; they are shown as text and refused as such."""
    return json.dumps(cell, ensure_ascii=False) if isinstance(cell, list | dict) else cell
