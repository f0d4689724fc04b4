"""Rows of text → batches of the record kinds *figure* and *flow*."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.checks import Check
from tripoint.harmonise.duplicates import KeyWatch
from tripoint.harmonise.periods import PeriodReader, Periods
from tripoint.harmonise.rows import Coder, Codes, Context, Rows, constant
from tripoint.harmonise.values import ValueReader
from tripoint.ingest.table import TextTable
from tripoint.protocol.kinds import SCHEMAS
from tripoint.registry.measures import measure as measure_of


@dataclass(frozen=True)
class FigureReader:
    """How a table's columns become figures: one figure per row and entry of `values`.

    key: the columns that identify a row; a repeated key is a problem.
    values: measure → how its column is read. codes: further columns of the record kind → their code.
    kind: `figures` (codes must give `place`) or `flows` (`place_from`, `place_to`).
    checks: what must hold of columns that are not read, or that say a thing twice.
    """

    key: tuple[str, ...]
    period: PeriodReader
    values: Mapping[str, ValueReader]
    codes: Mapping[str, Coder]
    kind: str = "figures"
    checks: tuple[Check, ...] = ()

    def read(self, table: TextTable, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
        """Yields (kind, batch). Problems are collected; the caller raises them at the end."""
        watch = KeyWatch(self.key, self.period)
        for batch in table.batches():
            rows = Rows(batch, context, problems)
            period = self.period(rows)
            watch.add(rows, period)
            for check in self.checks:
                check(rows)
            codes = {name: coder(rows) for name, coder in self.codes.items()}
            for measure, reader in self.values.items():
                yield self.kind, self.batch(rows, measure, reader, period, codes)
        watch.report(table, problems)

    def batch(
        self, rows: Rows, measure: str, reader: ValueReader, period: Periods, codes: Mapping[str, Codes]
    ) -> pa.RecordBatch:
        """The records of one measure; period and codes as read from the same rows."""
        context = rows.context
        found = reader.read(rows)
        same = {
            "source": context.source,
            "series": context.series,
            "snapshot": context.snapshot,
            "source_column": reader.column,
            "origin": context.origin,
            "unit": measure_of(measure).unit,
            "measure": measure,
            "caveats": context.caveats,
        }
        columns: dict[str, pa.Array | None] = {
            **{name: constant(value)(rows).array() for name, value in same.items()},
            "source_row": rows.batch.rows,
            "version": pa.array(np.ones(rows.count, dtype=np.int64)),
            "recorded_at": pa.repeat(pa.scalar(context.recorded_at, pa.date32()), rows.count),
            "value": found.value,
            "missing": found.missing,
            "as_written": found.as_written,
            "period_start": pa.array(period.starts, pa.int32()).cast(pa.date32()),
            "period_end": pa.array(period.ends, pa.int32()).cast(pa.date32()),
            "period_as_written": period.as_written.array() if period.as_written else None,
            **{name: code.array() for name, code in codes.items()},
            **{name: coder(rows).array() for name, coder in reader.codes.items()},
        }
        batch = shaped(self.kind, columns, rows.count)
        return batch if rows.kept is None else batch.filter(pa.array(rows.kept))


def shaped(kind: str, columns: Mapping[str, pa.Array | None], length: int) -> pa.RecordBatch:
    """Columns in the order and types of a record kind; what is not given is null. Text is dictionary-coded."""
    arrays, fields = [], []
    for field in SCHEMAS[kind]:
        array = columns.get(field.name)
        text = pa.types.is_string(field.type)
        wanted = pa.dictionary(pa.int32(), pa.string()) if text and field.name != "as_written" else field.type
        if array is None:
            array = pa.nulls(length, wanted)
        elif array.type != wanted:
            array = array.dictionary_encode() if pa.types.is_dictionary(wanted) else array.cast(wanted)
        arrays.append(array)
        fields.append(pa.field(field.name, wanted, field.nullable))
    return pa.RecordBatch.from_arrays(arrays, schema=pa.schema(fields))
