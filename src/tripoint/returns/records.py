"""A return → records of the kind *returned*."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tripoint.harmonise.figures import shaped
from tripoint.harmonise.periods import month_span
from tripoint.harmonise.rows import Context
from tripoint.protocol.missing import Missing
from tripoint.registry.measures import measure
from tripoint.registry.return_form import FormColumn, FormSheet, row_sheets, totals
from tripoint.registry.terms import terms
from tripoint.returns.filled import Filled
from tripoint.returns.groups import ITEMS, Grouped
from tripoint.returns.together import OF_GOODS

WORDS = "returned_text"
QUANTITIES: Mapping[str, str] = {
    "kg": "mass_seized_as_returned_kg", "l": "volume_seized_as_returned_l", "pieces": "pieces_seized_as_returned",
}  # fmt: skip
FIELDS = (
    "place", "acquisition", "border", "direction", "legal_basis", "criminal_context", "concealment", "conveyance",
    "route_from", "route_via", "goods", "claim", "basis", "document",
)  # fmt: skip
"""Columns of the form that are fields of the record by the same name."""

Columns = dict[str, pa.Array]


def batches(filled: Filled, groups: Grouped, context: Context) -> Iterator[pa.RecordBatch]:
    """Every record of the return, sheet by sheet; a sheet that is not supplied, or has nothing, says so in records."""
    made = _Maker(filled, context)
    yield made.cover()
    yield made.states()
    yield made.totals()
    yield made.definitions()
    for form in row_sheets("aggregate"):
        yield from made.rows(form, groups[form.code])


def handling_of(filled: Filled, sheet: str) -> str:
    """Who may read a sheet. One that only counts by group have is read by those who read all it is made of."""
    made_of = (
        (sheet,) if sheet in filled.states else ("firearms", *OF_GOODS) if sheet == "coseizures" else ("firearms",)
    )
    states = [filled.states.get(name) for name in made_of]
    return "public" if all(state and state.handling == "public" for state in states) else "governments"


def status_of(filled: Filled, sheet: str) -> str:
    state = filled.states.get(sheet) or filled.states.get("firearms")
    return (state.status if state else None) or "not_supplied"


class _Maker:
    def __init__(self, filled: Filled, context: Context) -> None:
        self.filled = filled
        self.context = context
        first, last = filled.cover["first_day"], filled.cover["last_day"]
        assert isinstance(first, date)
        assert isinstance(last, date)
        self.days = (first, last)

    def cover(self) -> pa.RecordBatch:
        told = {field: value for field, value in self.filled.cover.items() if value is not None}
        return self._words("cover", "value", {"item": list(told), "text": list(map(str, told.values()))}, "public")

    def states(self) -> pa.RecordBatch:
        names = [form.code for form in row_sheets("aggregate")]
        columns: dict[str, Sequence[object]] = {
            "item": names,
            "status": [status_of(self.filled, name) for name in names],
        }
        return self._words("sheets", "status", columns, [handling_of(self.filled, name) for name in names])

    def definitions(self) -> pa.RecordBatch:
        own = self.filled.definitions
        columns: dict[str, Sequence[object]] = {
            "item": list(own),
            "status": [o.use for o in own.values()],
            "text": [o.text for o in own.values()],
        }
        return self._words("definitions", "use", columns, "public")

    def totals(self) -> pa.RecordBatch:
        asked = totals()
        values = [self.filled.totals.get(t.code) for t in asked]
        columns: Columns = {
            "item": pa.array([t.code for t in asked]),
            "measure": pa.array([t.measure for t in asked]),
            "unit": pa.array([measure(t.measure).unit for t in asked]),
            "place": pa.array([self.filled.country] * len(asked)),
            "handling": pa.array([handling_of(self.filled, t.sheet) for t in asked]),
            **_valued(pa.array([None if v is None else float(str(v)) for v in values], pa.float64())),
        }
        return self._batch("totals", "amount", columns, len(asked))

    def rows(self, form: FormSheet, table: pa.Table) -> Iterator[pa.RecordBatch]:
        handling = handling_of(self.filled, form.code)
        numbers = [c for c in form.columns if not c.is_key]
        status = status_of(self.filled, form.code)
        if status != "supplied":
            yield self._empty(form, numbers, is_zero=status == "nothing_to_report", handling=handling)
            return
        keys = self._keys(form, table)
        if not numbers:
            columns = {**keys, "text": table["organisation"].combine_chunks()}
            yield self._words(form.code, "organisation", columns, handling, length=len(table))
        for column in numbers:
            yield self._numbers(form, column, table, keys, handling)
            blanks = f"{column.code}_blanks"
            if blanks in table.column_names and pc.any(table[blanks]).as_py():
                chosen = table.filter(table[blanks])
                nothing = chosen.set_column(
                    chosen.schema.get_field_index(column.code), column.code, pa.nulls(len(chosen), pa.float64())
                )
                yield self._numbers(form, column, nothing, self._keys(form, nothing), handling, name=blanks)

    def _numbers(
        self, form: FormSheet, column: FormColumn, table: pa.Table, keys: Columns, handling: str, name: str = ""
    ) -> pa.RecordBatch:
        length = len(table)
        if column.code == "quantity":
            measures = [QUANTITIES[unit or "kg"] for unit in table["unit"].to_pylist()]
        else:
            measures = [column.measure] * length
        columns: Columns = {
            **keys,
            "measure": pa.array(measures, pa.string()),
            "unit": pa.array([measure(name).unit for name in measures], pa.string()),
            "handling": pa.array([handling] * length, pa.string()),
            **_valued(table[column.code].combine_chunks()),
        }
        if column.code == "quantity" and "as_written" in table.column_names:
            columns["as_written"] = table["as_written"].combine_chunks()
        return self._batch(form.code, name or column.code, columns, length)

    def _empty(self, form: FormSheet, numbers: Sequence[FormColumn], *, is_zero: bool, handling: str) -> pa.RecordBatch:
        """Zero, or not supplied, of everything that the sheet counts."""
        names = [c.measure or QUANTITIES["kg"] for c in numbers] or [WORDS]
        values = pa.array([0.0 if is_zero and numbers else None] * len(names), pa.float64())
        columns: Columns = {
            "measure": pa.array(names),
            "unit": pa.array([measure(name).unit for name in names]),
            "place": pa.array([self.filled.country] * len(names)),
            "handling": pa.array([handling] * len(names)),
            **_valued(values, Missing.not_applicable if is_zero else Missing.not_supplied),
        }
        return self._batch(form.code, "status", columns, len(names))

    def _keys(self, form: FormSheet, table: pa.Table) -> Columns:
        names = set(table.column_names)
        keys = {name: table[name].combine_chunks() for name in FIELDS if name in names}
        item = next((name for name in ITEMS if form.column(name) is not None), None)
        if item is not None:
            keys["item"] = table[item].combine_chunks()
        if item == "drug":
            known = {code: term.substance or None for code, term in terms("drug").items()}
            keys["substance"] = pa.array([known.get(code) for code in table[item].to_pylist()], pa.string())
        if "period" in names:
            spans = [_span(text) for text in table["period"].to_pylist()]
            spans = [(max(a, self.days[0]), min(b, self.days[1])) for a, b in spans]
            keys["period_start"] = pa.array([start for start, _ in spans], pa.date32())
            keys["period_end"] = pa.array([end for _, end in spans], pa.date32())
        if "place" not in keys:
            keys["place"] = pa.array([self.filled.country] * len(table), pa.string())
        return keys

    def _words(
        self, sheet: str, column: str, texts: Mapping[str, Sequence[object]], handling: str | Sequence[str],
        length: int | None = None,
    ) -> pa.RecordBatch:  # fmt: skip
        count = len(texts["item"]) if length is None else length
        columns: Columns = {
            **{
                name: cells if isinstance(cells, pa.Array) else pa.array(cells, pa.string())
                for name, cells in texts.items()
            },
            "measure": pa.array([WORDS] * count, pa.string()),
            "unit": pa.array([measure(WORDS).unit] * count, pa.string()),
            "handling": pa.array([handling] * count if isinstance(handling, str) else handling, pa.string()),
            "missing": pa.array([Missing.not_applicable.value] * count, pa.string()),
        }
        return self._batch(sheet, column, columns, count)

    def _batch(self, sheet: str, column: str, columns: Columns, length: int) -> pa.RecordBatch:
        context, filled = self.context, self.filled
        same: dict[str, str | None] = {
            "source": context.source, "series": context.series, "snapshot": context.snapshot,
            "origin": context.origin, "source_column": f"{sheet}.{column}", "sheet": sheet,
            "country": filled.country, "language": filled.language, "caveats": context.caveats,
        }  # fmt: skip
        days = {"period_start": self.days[0], "period_end": self.days[1], "recorded_at": context.recorded_at}
        return shaped(
            "returned",
            {
                **{name: pa.array([value] * length, pa.string()) for name, value in same.items()},
                **{name: pa.array([day] * length, pa.date32()) for name, day in days.items()},
                "source_row": pa.array(np.arange(1, length + 1)),
                "version": pa.array(np.full(length, int(str(filled.cover["version"])))),
                **columns,
            },
            length,
        )


def _valued(values: pa.Array, reason: Missing = Missing.not_supplied) -> Columns:
    """value, or missing with the reason."""
    return {"value": values, "missing": pc.if_else(pc.is_null(values), reason.value, pa.scalar(None, pa.string()))}


def _span(text: str) -> tuple[date, date]:
    if len(text) == 4:
        return date(int(text), 1, 1), date(int(text), 12, 31)
    return month_span(int(text[:4]), int(text[5:7]))
