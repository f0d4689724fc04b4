"""Tables with one column a part and, beside them, the printed total of the parts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from tripoint.errors import Problems
from tripoint.harmonise.duplicates import KeyWatch
from tripoint.harmonise.figures import FigureReader
from tripoint.harmonise.periods import PeriodReader
from tripoint.harmonise.rows import Coder, Context, Rows
from tripoint.harmonise.values import count, parse_number
from tripoint.ingest.table import TextTable

Known = Mapping[str, tuple[str, str]]
"""Key of a row, its texts joined by a blank → (total as printed, sum of its parts): errors of the publisher."""


@dataclass(frozen=True)
class PartColumns:
    """How such a table is read: one figure per row and part. The total is checked and not kept.

    key: the columns that identify a row. parts: column → its category. codes: as in FigureReader.
    thousands: separator of digits. blank: column → why a cell of it is blank; without it no cell may be.
    known: totals printed in error; one that the publisher repaired is a problem, so that it is taken out.
    """

    key: tuple[str, ...]
    period: PeriodReader
    measure: str
    parts: Mapping[str, Coder]
    total: str
    codes: Mapping[str, Coder]
    thousands: str = ""
    blank: Callable[[str], Coder] | None = None
    known: Known = field(default_factory=dict)

    def read(self, table: TextTable, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
        """Yields (kind, batch). Problems are collected; the caller raises them at the end."""
        figures = FigureReader(key=(), period=self.period, values={}, codes={})
        watch = KeyWatch(self.key, self.period)
        for batch in table.batches():
            rows = Rows(batch, context, problems)
            period = self.period(rows)
            watch.add(rows, period)
            codes = {name: coder(rows) for name, coder in self.codes.items()}
            values = []
            for column, category in self.parts.items():
                why = self.blank(column) if self.blank else None
                reader = count(column, thousands=self.thousands, blank=why, codes={"category": category})
                made = figures.batch(rows, self.measure, reader, period, codes)
                values.append(made["value"])
                yield figures.kind, made
            self._check_totals(rows, values, problems)
        watch.report(table, problems)

    def _check_totals(self, rows: Rows, values: Sequence[pa.Array], problems: Problems) -> None:
        """Adds a problem for each row whose total is not the sum of its parts; a blank adds nothing."""
        sums = pa.array([0.0] * rows.count, pa.float64())
        for array in values:
            sums = pc.add(sums, pc.fill_null(array, 0.0))
        printed = rows.text(self.total).to_pylist()
        keys = zip(*(rows.text(name).to_pylist() for name in self.key), strict=True)
        for key, text, added in zip(keys, printed, sums.to_pylist(), strict=True):
            name = " ".join(key)
            number = parse_number(text.replace(self.thousands, "") if self.thousands else text, whole=True)
            if number is None:
                problems.add("not_a_count", column=self.total, value=text, rows=1)
            elif number != added and self.known.get(name) != (text, f"{added:.0f}"):
                problems.add("total_mismatch", column=name, value=text, detail=f"{added:.0f}", rows=1)
            elif number == added and name in self.known:
                problems.add("correction_outdated", column=name, value=self.known[name][0], rows=1)
