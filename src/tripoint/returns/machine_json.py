"""The return as one JSON document, laid out as schema.py says."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from tripoint.registry.return_form import FORM, FormSheet, row_sheets
from tripoint.returns.filled import Filled
from tripoint.returns.machine_cells import plain
from tripoint.returns.prefilled import columns_of, cover_of, definitions_of, states_of, totals_of
from tripoint.returns.timeless import new_file


def write_json(path: Path, filled: Filled) -> None:
    """null for what is not supplied. Row after row goes into the file, so that a large return needs no memory."""
    with new_file(path) as part, part.open("w", encoding="utf-8", newline="\n") as text:
        head = json.dumps(_head(filled), ensure_ascii=False, indent=2, allow_nan=False)
        text.write(head.removesuffix("\n}") + ',\n  "rows": {')
        for number, form in enumerate(row_sheets(filled.level)):
            text.write(f'{"," if number else ""}\n    "{form.code}": [')
            for position, row in enumerate(_rows(filled, form)):
                text.write(f"{',' if position else ''}\n      {json.dumps(row, ensure_ascii=False, allow_nan=False)}")
            text.write("]")
        text.write("\n  }\n}\n")


def _head(filled: Filled) -> Mapping[str, object]:
    """All but the rows. The edition of the form stands once, at the top."""
    cover = {field: plain(value) for field, value in cover_of(filled).items() if field != "form"}
    states = {code: {"status": s.status, "handling": s.handling} for code, s in states_of(filled).items()}
    own = {code: {"use": d.use, "own_text": d.text} for code, d in definitions_of(filled).items()}
    totals = {code: plain(value) for code, value in totals_of(filled).items()}
    return {"form": FORM, "cover": cover, "sheets": states, "totals": totals, "definitions": own}


def _rows(filled: Filled, form: FormSheet) -> Iterator[Mapping[str, object]]:
    codes = [column.code for column in form.columns]
    for row in zip(*columns_of(filled, form), strict=True):
        yield dict(zip(codes, map(plain, row), strict=True))
