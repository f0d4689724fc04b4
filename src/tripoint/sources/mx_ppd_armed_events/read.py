"""CIDE-PPD armed events: one row is a confrontation or an aggression with what was taken there."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tripoint.errors import Problems
from tripoint.harmonise.caveats import caveats
from tripoint.harmonise.checks import Check
from tripoint.harmonise.codes import lookup, municipality, place_coded
from tripoint.harmonise.combined import BETWEEN, coded, together
from tripoint.harmonise.duplicates import KeyWatch
from tripoint.harmonise.figures import FigureReader
from tripoint.harmonise.lookups import code_for
from tripoint.harmonise.periods import Span, period_from, same_period
from tripoint.harmonise.rows import Coder, Codes, Context, Rows, constant
from tripoint.harmonise.values import ValueReader, Values, count
from tripoint.ingest.layout import FileLayout
from tripoint.ingest.table import TextBatch, TextTable
from tripoint.protocol.missing import Missing
from tripoint.registry.place import is_local
from tripoint.sources.mx_ppd_armed_events.sheet import open_sheet

ID, DAY, STAMP, STATE, MUNICIPALITY, DRUGS = "ID", ("AÑO", "MES", "DIA"), "TIMESTAMP", "ESTADO", "Municipio", "DRO"
NOT_RECORDED = "9999"
FIREARMS = "armed_event_firearms_taken"
ITEMS = (
    (FIREARMS, "ARL", "long_gun"),
    (FIREARMS, "ARC", "short_gun"),
    ("armed_event_magazines_taken", "CARG", "magazine"),
    ("armed_event_cartridges_taken", "CART", "cartridge"),
    ("armed_event_vehicles_taken", "VE", "vehicle"),
    ("armed_events_with_drugs", DRUGS, "drugs"),
)
"""(measure, column, category)."""
MARKS: Mapping[str, Mapping[str, Missing]] = {
    **{column: {NOT_RECORDED: Missing.not_recorded} for _, column, _ in ITEMS},
    DRUGS: {"0": Missing.not_distinguishable},
}
"""What is no number: the sheets print no 0 of an item, and a flag of 0 says no more than that none was noted."""
AUTHORITIES = "armed_event_authorities"
COVERAGE = (date(2006, 12, 1), date(2011, 11, 30))
"""The base as a whole; its table of authorities has no days of its own."""
STATE_CODE = place_coded(STATE, system="inegi")
MUNICIPALITY_CODE = municipality(code_column=MUNICIPALITY, state=STATE_CODE, unknown=(NOT_RECORDED,))


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    table = open_sheet(path, layout.sheet, layout.columns, problems)
    kind = layout.name.removeprefix("authorities_of_")
    if kind == layout.name:
        yield from read_events(kind, table, context, problems)
    else:
        yield from authorities(kind).read(table, context, problems)


def read_events(
    kind: str, table: TextTable, context: Context, problems: Problems
) -> Iterator[tuple[str, pa.RecordBatch]]:
    """A record for each item of each event; what the items share is read once."""
    watch = KeyWatch((ID,))
    for batch in table.batches():
        rows = Rows(batch, context, problems)
        watch.add(rows)
        is_a_flag(DRUGS)(rows)
        is_day_of_stamp(rows)
        period = PERIOD(rows)
        codes = {
            "event": event_of(kind)(rows),
            "place": STATE_CODE(rows),
            "place_local": municipality_alone(rows),
            "caveats": caveats(coded((STATE, MUNICIPALITY), no_such_municipality(context)))(rows),
        }
        for measure, column, category in ITEMS:
            own = {**codes, "category": constant(category)(rows)}
            yield READER.kind, READER.batch(rows, measure, count(column, missing=MARKS[column]), period, own)
    watch.report(table, problems)


def authorities(kind: str) -> FigureReader:
    """One authority of one event; the day and place of the event stand in another file."""
    return FigureReader(
        kind="seizure_events",
        key=(ID, "KEY"),
        period=same_period(*COVERAGE),
        values={AUTHORITIES: ValueReader("KEY", one_each)},
        codes={
            "event": event_of(kind),
            "place": constant("MX"),
            "agency": lookup("authority", "KEY"),
            "category": constant("authority"),
        },
    )


def no_such_municipality(context: Context) -> Callable[[tuple[str, ...]], str | None]:
    """The caveat of a number that lookups.csv lists as one that its state does not have."""
    listed = context.lookups["no_such_municipality"]
    return lambda texts: "municipality_number_unknown" if code_for(listed, BETWEEN.join(texts)) is not None else None


def event_of(kind: str) -> Coder:
    """The event's number within its sheet, made unique within the source; a number that is none is a problem."""

    def code(rows: Rows) -> Codes:
        indices, texts = rows.distinct(ID)
        bad = [at for at, text in enumerate(texts) if not text.isdecimal()]
        rows.reject("not_a_count", ID, texts, bad, indices, "")
        return Codes(indices, tuple(f"{kind}/{text}" for text in texts) or (None,))

    return code


def municipality_alone(rows: Rows) -> Codes:
    """The municipality; none where the sheet does not record it, or where lookups.csv says that its state has none."""
    listed = rows.context.lookups["no_such_municipality"]
    indices, texts = together(rows, (STATE, MUNICIPALITY))
    cells = [NOT_RECORDED if code_for(listed, BETWEEN.join(pair)) is not None else pair[1] for pair in texts]
    pairs = pa.record_batch({STATE: [pair[0] for pair in texts], MUNICIPALITY: cells}).take(pa.array(indices))
    found = MUNICIPALITY_CODE(Rows(TextBatch(pairs, rows.batch.rows), rows.context, rows.problems))
    return Codes(found.indices, tuple(value if value and is_local(value) else None for value in found.values))


def day_span(texts: tuple[str, ...]) -> Span | None:
    """Year, month and day, each a column of its own, so that none has to be guessed."""
    try:
        day = date(*(int(text) for text in texts))
    except (ValueError, OverflowError):
        return None
    return (day, day) if COVERAGE[0] <= day <= COVERAGE[1] else None


PERIOD = period_from(DAY, day_span)
READER = FigureReader(kind="seizure_events", key=(), period=PERIOD, values={}, codes={})


def is_day_of_stamp(rows: Rows) -> None:
    """The second since 1970 printed beside the day must lie in that day."""
    indices, found = together(rows, (*DAY, STAMP))
    counts = np.bincount(indices, minlength=len(found))
    for parts, times in zip(found, counts, strict=True):
        span = day_span(parts[:3])
        if span and stamped_day(parts[3]) != span[0]:
            columns, value = BETWEEN.join((*DAY, STAMP)), BETWEEN.join(parts)
            rows.problems.add("contradiction", column=columns, value=value, rows=int(times))


def stamped_day(text: str) -> date | None:
    try:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(text))).date() if text.isdecimal() else None
    except OverflowError:
        return None


def is_a_flag(column: str) -> Check:
    """Every cell must be 0 or 1."""

    def check(rows: Rows) -> None:
        indices, texts = rows.distinct(column)
        bad = [at for at, text in enumerate(texts) if text not in ("0", "1")]
        rows.reject("bad_cell", column, texts, bad, indices, "0, 1")

    return check


def one_each(rows: Rows) -> Values:
    """A row is one authority at one event, or says that none was recorded."""
    text = rows.text("KEY")
    is_absent = pc.equal(text, NOT_RECORDED)
    return Values(
        pc.if_else(is_absent, pa.scalar(None, pa.float64()), 1.0),
        pc.if_else(is_absent, str(Missing.not_recorded), pa.scalar(None, pa.string())).dictionary_encode(),
        pc.if_else(is_absent, text, pa.scalar(None, pa.string())),
    )
