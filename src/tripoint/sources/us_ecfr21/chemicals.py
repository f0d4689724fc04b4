"""21 CFR 1310: lists of chemicals (.02), thresholds (.04(f)), and who records and reports (.03, .04, .05)."""

import re
from collections.abc import Iterator, Mapping

from tripoint.harmonise.controls import NAMES, Clauses, Held
from tripoint.harmonise.lookups import code_for
from tripoint.harmonise.outline import written
from tripoint.harmonise.wording import covers_of, joined, names_and_tail
from tripoint.harmonise.written_quantities import kilograms_or_litres
from tripoint.sources.us_ecfr21.paragraphs import Piece

CHEMICALS, THRESHOLDS = "1310.02", "1310.04"
RECORDS = ("1310.03", "1310.04", "1310.05")
LISTS = {"a": "us_cfr1310/list_I", "b": "us_cfr1310/list_II"}
_NUMBER = re.compile(r"(\d{4})\.?")


def add_chemicals(
    clauses: Clauses, held: Mapping[str, Held], found: Iterator[Piece], lookups: Mapping[str, str]
) -> None:
    """§ 1310.02: a row, or a numbered paragraph, is a chemical of List I under (a) and of List II under (b)."""
    for piece in found:
        list_id = LISTS.get(piece.labels[0]) if len(piece.labels) > 1 else None
        if list_id is None:
            _provision(clauses, held["us_cfr1310/provisions"], piece, None)
            continue
        names, tail = names_and_tail(piece.text)
        clauses.add(
            held[list_id], piece.place, f"§ {piece.section}", clause=piece.where, role="entry", kind="precursor",
            names=NAMES.join(names) or None, covers=joined(covers_of(tail)), text=piece.text,
            number=next((m[1] for cell in piece.cells[1:] if (m := _NUMBER.fullmatch(cell))), None),
            duties=code_for(lookups, list_id), under=written(piece.labels[:-1]),
        )  # fmt: skip


def add_records(clauses: Clauses, held: Mapping[str, Held], found: Iterator[Piece], lookups: Mapping[str, str]) -> None:
    """§§ 1310.03 to .05: provisions with their duties; a row under 1310.04(f) is a threshold within a calendar month."""
    rows: dict[str, int] = {}
    for piece in found:
        if piece.section == THRESHOLDS and piece.cells and piece.labels[:1] == ("f",):
            rows[piece.where] = rows.get(piece.where, 0) + 1
            _threshold(clauses, held["us_cfr1310/thresholds"], piece, rows[piece.where])
        else:
            _provision(
                clauses, held["us_cfr1310/provisions"], piece, code_for(lookups, f"{piece.section}{piece.where}")
            )


def _threshold(clauses: Clauses, held: Held, piece: Piece, row: int) -> None:
    names, tail = names_and_tail(piece.text)
    found = kilograms_or_litres(piece.cells[1:])
    facts: dict[str, object] = {}
    if found:
        facts = {"threshold": found[0], "threshold_unit": found[1], "threshold_kind": "regulated_transaction"}
    clauses.add(
        held, piece.place, f"§ {piece.section}", clause=piece.where if row == 1 else f"{piece.where} row {row}", role="entry",
        kind="precursor", names=NAMES.join(names) or None, covers=joined(covers_of(tail)), text=" | ".join(piece.cells),
        under=written(piece.labels[:-1]) or None, note="calendar_month" if found else "no_threshold_stated", **facts,
    )  # fmt: skip


def _provision(clauses: Clauses, held: Held, piece: Piece, duties: str | None) -> None:
    clauses.add(
        held, piece.place, f"§ {piece.section}", clause=f"{piece.section}{piece.where}", role="provision", kind="provision",
        text=" | ".join(piece.cells) or piece.text, duties=duties,
    )  # fmt: skip
