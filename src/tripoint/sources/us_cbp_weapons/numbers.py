"""Ids and quantities of this file: whole numbers that a spreadsheet wrote as "2144569237.0"."""

import re

import pyarrow as pa
import pyarrow.compute as pc

from tripoint.harmonise.rows import Coder, Codes, Rows
from tripoint.harmonise.values import ValueReader, Values, parse_number

WHOLE = r"\.0+$"
IDENTIFIER = re.compile(r"[0-9]+(?:\.0+)?")


def event_id(column: str) -> Coder:
    """The id without ".0"; blank ids, or those with anything but digits, are problems."""

    def code(rows: Rows) -> Codes:
        indices, texts = rows.distinct(column)
        bad = [i for i, text in enumerate(texts) if not IDENTIFIER.fullmatch(text.strip())]
        rows.reject("bad_cell", column, texts, bad, indices, "an event id is digits alone")
        return Codes(indices, tuple(re.sub(WHOLE, "", text.strip()) or None for text in texts))

    return code


def whole(column: str) -> ValueReader:
    """Whole numbers ≥ 0, with or without ".0"; the text is kept where it is not the number itself."""

    def read(rows: Rows) -> Values:
        text = rows.text(column)
        plain = pc.replace_substring_regex(text, WHOLE, "")
        found = [parse_number(cell, whole=True) for cell in plain.to_pylist()]
        for cell, value in zip(text.to_pylist(), found, strict=True):
            if value is None:
                rows.problems.add("not_a_count", column=column, value=cell, rows=1)
        return Values(pa.array(found, pa.float64()), None, pc.if_else(pc.equal(plain, text), None, text))

    return ValueReader(column, read)
