"""Delimited text files: strict about encoding, header and the number of cells; by column, in batches."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from tripoint.errors import Problems
from tripoint.ingest.encodings import add_wrong_encoding, is_utf8, mixed_at
from tripoint.ingest.table import TextBatch, TextTable, check_columns

BLOCK_BYTES = 32 << 20
HEAD_BYTES = 1 << 20


def open_delimited(
    path: Path, *, encoding: str, columns: tuple[str, ...], varied: tuple[str, ...], problems: Problems,
    may_end_open: bool = False,
) -> TextTable:  # fmt: skip
    """The table in `path`, whose header must be `columns` in any order.

    varied: columns with (nearly) as many values as rows; the others are read as dictionaries.
    may_end_open: the publisher leaves a last line without its end; the caller must know whether that line is whole.
    Adds `empty_file`, `wrong_encoding`, `mixed_encodings`, `truncated`, `header_not_found`, `foreign_file` (fewer than
    half of the columns are there), `column_missing`, `column_unexpected`, `column_repeated` and, while rows are read,
    `broken_row` to problems.
    """
    header = _header(path, encoding, problems, may_end_open=may_end_open)
    if 2 * len(set(columns) & set(header)) < len(columns):
        problems.add("foreign_file", detail=f"its columns are {', '.join(header)[:120]}")
        problems.raise_if_any()
    check_columns(header, columns, problems)
    problems.raise_if_any()
    types = {n: pa.string() if n in varied else pa.dictionary(pa.int32(), pa.string()) for n in header}
    return TextTable(path.name, lambda: _batches(path, encoding, types, problems))


def delimited_rows(path: Path, *, encoding: str, problems: Problems, may_end_open: bool = False) -> list[list[str]]:
    """Every row as text, for small files whose layout is not one header above one table.

    All rows must have the same number of cells. may_end_open: the publisher leaves the last line without its end,
    so that only its cells can tell whether it is whole. Adds `empty_file`, `wrong_encoding`, `mixed_encodings`,
    `truncated`, `broken_row` to problems and raises.
    """
    _header(path, encoding, problems, may_end_open=may_end_open)
    try:
        text = path.read_bytes().decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError:
        add_wrong_encoding(path, encoding, problems)
        problems.raise_if_any()
        raise
    rows = list(csv.reader(io.StringIO(text, newline="")))
    for number, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            problems.add("broken_row", detail=f"{len(row)} instead of {len(rows[0])} cells in row {number}")
    problems.raise_if_any()
    return rows


def _header(path: Path, encoding: str, problems: Problems, *, may_end_open: bool = False) -> list[str]:
    if path.stat().st_size == 0:
        problems.add("empty_file")
        problems.raise_if_any()
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        is_foreign = b"\0" in head or any(b"\0" in block for block in iter(lambda: file.read(BLOCK_BYTES), b""))
        file.seek(-1, 2)
        is_cut_off = file.read(1) not in (b"\n", b"\r")
    lines = head[: 1 + max(head.rfind(b"\n"), head.rfind(b"\r"))] or head
    try:
        text = lines.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError:
        is_foreign = True
    if is_foreign or (encoding == "latin-1" and (_is_utf8(lines) or mixed_at(path, encoding))):
        add_wrong_encoding(path, encoding, problems)
        problems.raise_if_any()
    if is_cut_off and not may_end_open:
        problems.add("truncated")
    try:
        return next(csv.reader(io.StringIO(text, newline="")), [])
    except csv.Error as error:
        problems.add("header_not_found", detail=str(error))
        problems.raise_if_any()
        raise


def _is_utf8(lines: bytes) -> bool:
    """Is it UTF-8 with more than ASCII? Any bytes can be read as Latin-1, so only this tells."""
    return not lines.isascii() and is_utf8(lines)


def _batches(path: Path, encoding: str, types: dict[str, pa.DataType], problems: Problems) -> Iterator[TextBatch]:
    row = 2
    try:
        reader = arrow_csv.open_csv(
            path,
            read_options=arrow_csv.ReadOptions(block_size=BLOCK_BYTES, encoding=encoding.replace("-", "")),
            # Arrow would leave out blank lines and misnumber what follows; a quoted line end may be anywhere
            parse_options=arrow_csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
            convert_options=arrow_csv.ConvertOptions(column_types=types, strings_can_be_null=False),
        )
        for batch in reader:
            blank = _first_blank(batch)
            if blank is not None:
                problems.add("broken_row", detail=f"row {row + blank} is blank")
                problems.raise_if_any()
            yield TextBatch(batch, pa.array(np.arange(row, row + batch.num_rows, dtype=np.int64)))
            row += batch.num_rows
    except pa.ArrowInvalid as error:
        text = str(error)
        if "UTF8" in text or "UTF-8" in text:
            add_wrong_encoding(path, encoding, problems)
        else:
            found = re.search(r"Expected (\d+) columns, got (\d+)", text)
            detail = (
                f"{found[2]} instead of {found[1]} cells after row {row - 1}" if found else text.split("\n")[0][:120]
            )
            problems.add("broken_row", detail=detail)
        problems.raise_if_any()


def _first_blank(batch: pa.RecordBatch) -> int | None:
    """Position of the first row without anything in any column."""
    blank = None
    for column in batch.columns:
        empty = pc.equal(column.cast(pa.string()), "")
        blank = empty if blank is None else pc.and_(blank, empty)
        if not pc.any(blank).as_py():
            return None
    return int(pc.index(blank, True).as_py()) if blank is not None and len(blank) else None
