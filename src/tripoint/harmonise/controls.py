"""Clauses of a law text → the record kind *control*."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import pyarrow as pa
from pydantic import ValidationError

from tripoint.errors import Problems
from tripoint.harmonise.figures import shaped
from tripoint.harmonise.rows import Context
from tripoint.protocol.control import NAMES, Control
from tripoint.protocol.kinds import SCHEMAS

__all__ = ["NAMES", "Clauses", "Held"]


@dataclass(frozen=True)
class Held:
    """What all clauses of one list of one text share. text_from, text_to: the days for which it answers whole."""

    jurisdiction: str
    list_id: str
    language: Literal["en", "es", "fr"]
    text_from: date
    text_to: date
    confidence: Literal["primary", "secondary", "background"] = "primary"


@dataclass
class Clauses:
    """Collects the clauses of one file; what cannot be understood becomes a problem."""

    context: Context
    problems: Problems
    controls: list[Control] = field(default_factory=list)
    _seen: dict[tuple[str, str, str], int] = field(default_factory=dict)
    _cells: set[tuple[int, str]] = field(default_factory=set)

    def add(self, held: Held, row: int, column: str, *, clause: str, **facts: object) -> None:
        """Adds one clause. row, column: where it stands in the file; a second clause of one cell has its own
        name beside the column, so that no two records share an id. facts: further fields of Control.

        `valid_from_basis` is "listed_on" unless given, `status` "in_force". Problems are collected, not raised.
        """
        key = (held.list_id, clause, str(facts.get("role")))
        self._seen[key] = self._seen.get(key, 0) + 1
        if (row, column) in self._cells:  # an exception inside the words of an entry
            column = f"{column} {clause}"
        self._cells.add((row, column))
        try:
            self.controls.append(
                Control.model_validate(
                    {
                        "source": self.context.source,
                        "series": self.context.series,
                        "snapshot": self.context.snapshot,
                        "source_row": row,
                        "source_column": column,
                        "recorded_at": self.context.recorded_at,
                        "origin": self.context.origin,
                        "jurisdiction": held.jurisdiction,
                        "list_id": held.list_id,
                        "language": held.language,
                        "text_from": held.text_from,
                        "text_to": held.text_to,
                        "confidence": held.confidence,
                        "clause": clause,
                        "valid_from_basis": "listed_on",
                        "status": "in_force",
                        **facts,
                    }
                )
            )
        except ValidationError as error:
            for found in error.errors():
                where = ".".join(str(part) for part in found["loc"])
                value = str(found["input"])[:60] if where else f"{held.list_id} {clause}"
                self.problems.add("bad_cell", column=where or "clause", value=value, rows=1, detail=found["msg"])

    def batches(self) -> Iterator[tuple[str, pa.RecordBatch]]:
        """The clauses as one batch; a clause that stands twice in a list is a problem."""
        for (list_id, clause, _), times in self._seen.items():
            if times > 1:
                self.problems.add("duplicate_rows", column="clause", value=f"{list_id} {clause}", rows=times)
        rows = [record.model_dump() for record in self.controls]
        columns: dict[str, pa.Array | None] = {
            f.name: pa.array([row[f.name] for row in rows], f.type) for f in SCHEMAS["controls"]
        }
        yield "controls", shaped("controls", columns, len(rows))
