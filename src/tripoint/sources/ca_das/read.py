"""Health Canada's Drug Analysis Service: one workbook a month, of samples, quantities and new substances."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.checks import known
from tripoint.harmonise.codes import lookup, place_named
from tripoint.harmonise.combined import coded
from tripoint.harmonise.dates import certain_days, day_in
from tripoint.harmonise.duplicates import KeyWatch
from tripoint.harmonise.figures import FigureReader
from tripoint.harmonise.periods import EPOCH, Periods, Span, same_period
from tripoint.harmonise.restricted import restricted_batches
from tripoint.harmonise.rows import Coder, Codes, Context, Rows, constant
from tripoint.harmonise.values import ValueReader, Values, number
from tripoint.ingest.layout import FileLayout
from tripoint.ingest.table import TextTable, part_of
from tripoint.protocol.missing import Missing
from tripoint.sources.ca_das.drugs import Drugs, drugs_of, name_coded, new_name, new_substance, substance_coded
from tripoint.sources.ca_das.samples import Samples, is_certified
from tripoint.sources.ca_das.sheets import LOOKUP, open_part

Batches = Iterator[tuple[str, pa.RecordBatch]]
KIND = "analysis_summaries"
IDENTIFIED, FINDINGS = "drug_identifications", "new_substance_findings"
SAMPLES, QUANTITIES, NEW, DICTIONARY = "DAS ID All", "DAS QUANT", "NPS", "Drug Id"


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Batches:
    found = {}
    for sheet in (SAMPLES, QUANTITIES, NEW, DICTIONARY):
        columns = tuple(name.removeprefix(f"{sheet}: ") for name in layout.columns if name.startswith(f"{sheet}: "))
        found[sheet] = open_part(
            path, sheet, columns, context.lookups[LOOKUP], problems, is_dictionary=sheet == DICTIONARY
        )
    problems.raise_if_any()
    tables = {sheet: table for sheet, table in found.items() if table is not None}
    drugs = drugs_of(tables[DICTIONARY], context, problems)
    samples = Samples(context.snapshot)
    yield from identifications(tables[SAMPLES], drugs, samples, context, problems)
    yield from quantities(tables[QUANTITIES], drugs, samples, context, problems)
    yield from new_substances(tables[NEW], drugs, samples, days_of_file(tables[SAMPLES], context), context, problems)


def identifications(table: TextTable, drugs: Drugs, samples: Samples, context: Context, problems: Problems) -> Batches:
    """A record for each cell of "Drug ID" that is not blank."""
    watch = KeyWatch((f"{SAMPLES}: Sample #",))
    nothing = 0
    for batch in table.batches():
        rows = Rows(batch, context, problems)
        watch.add(rows)
        known(lookup("yes_no", f"{SAMPLES}: Contains NPS"))(rows)
        period, codes = of_sample(rows, SAMPLES, samples)
        has_any = np.zeros(rows.count, dtype=np.bool_)
        for column in (name for name in batch.columns.schema.names if name.startswith(f"{SAMPLES}: Drug ID ")):
            is_filled = filled(rows, column)
            has_any |= is_filled
            own = {**codes, **of_drug(rows, column, drugs), "result": constant("identified")(rows)}
            records = READER.batch(rows, IDENTIFIED, ValueReader(column, one_each), period, own)
            yield KIND, records.filter(pa.array(is_filled))
        nothing += int(np.count_nonzero(~has_any))
        yield from restricted_batches(rows, KIND, {f: f"{SAMPLES}: {column}" for f, column in RESTRICTED.items()})
    watch.report(table, problems)
    if nothing:
        problems.remarks.append(f"{nothing:,} samples have no drug identified; they give no record")


def quantities(table: TextTable, drugs: Drugs, samples: Samples, context: Context, problems: Problems) -> Batches:
    """A record for each row, in the measure of its unit; a blank quantity is not reported."""
    value, unit, code = (f"{QUANTITIES}: {name}" for name in ("Numeric Quantity", "Units", "Drug Code"))
    watch = KeyWatch((f"{QUANTITIES}: Sample #", code, unit))
    for batch in table.batches():
        rows = Rows(batch, context, problems)
        watch.add(rows)
        period, codes = of_sample(rows, QUANTITIES, samples)
        result = coded((value,), lambda texts: "quantified" if texts[0].strip() else "not_quantified")
        codes |= {**of_drug(rows, code, drugs), "result": result(rows)}
        numbers = number(value, missing={"": Missing.not_reported}).read(rows)
        measures = lookup("unit", unit)(rows)
        for at, measure in enumerate(measures.values):
            if measure is not None:
                records = READER.batch(rows, measure, ValueReader(value, same(numbers)), period, codes)
                yield KIND, records.filter(pa.array(measures.indices == at))
        yield from restricted_batches(rows, KIND, {f: f"{QUANTITIES}: {column}" for f, column in RESTRICTED.items()})
    watch.report(table, problems)


def new_substances(
    table: TextTable, drugs: Drugs, samples: Samples, span: Span | None, context: Context, problems: Problems
) -> Batches:
    """A record for each finding. Its period is that of the file, since findings of earlier months may be listed."""
    number_, code, name, other = (f"{NEW}: {c}" for c in ("Sample #", "Drug Code", "Substance name", "Other name"))
    for is_sure in (True, False):
        part = part_of(table, number_, is_certified if is_sure else lambda text: not is_certified(text))
        watch = KeyWatch((number_, code, name) if is_sure else ())
        for batch in part.batches():
            rows = Rows(batch, context, problems)
            watch.add(rows)
            if not rows.count or span is None:
                continue
            indices, _ = rows.distinct(f"{NEW}: Finding Date")
            days = certain_days(rows, f"{NEW}: Finding Date")
            stated = Codes(indices, tuple(day.isoformat() if day else None for day in days))
            codes = {
                "sample": samples.coded(number_)(rows) if is_sure else samples.by_row(rows),
                "place": place(NEW)(rows),
                "category": constant("certified" if is_sure else "uncertified")(rows),
                "substance": coded((code, name, other), new_substance(drugs, context.source))(rows),
                "substance_as_written": coded((code, name), new_name(drugs))(rows),
                "result": constant("identified")(rows),
                "period_as_written": stated,
            }
            yield KIND, READER.batch(rows, FINDINGS, ValueReader(name, one_each), same_period(*span)(rows), codes)
            if is_sure:
                yield from restricted_batches(rows, KIND, {"sample_number": number_})
        watch.report(part, problems)


def of_sample(rows: Rows, sheet: str, samples: Samples) -> tuple[Periods, dict[str, Codes]]:
    """The day on which the result was returned, and what the two sheets of samples say alike."""
    returned, received = f"{sheet}: {RETURNED}", f"{sheet}: Received Date"
    period = day_in(returned)(rows)
    received_first(rows, received, period)
    return period, {
        "sample": samples.coded(f"{sheet}: Sample #")(rows),
        "place": place(sheet)(rows),
        "category": lookup("public_health", f"{sheet}: Public Health Sample")(rows),
    }


def of_drug(rows: Rows, column: str, drugs: Drugs) -> dict[str, Codes]:
    return {
        "substance": substance_coded(column, drugs)(rows),
        "substance_as_written": name_coded(column, drugs)(rows),
    }


def place(sheet: str) -> Coder:
    return place_named(f"{sheet}: Prov/Terr", country="CA", kinds=("province", "territory"))


def received_first(rows: Rows, column: str, returned: Periods) -> None:
    """A sample must be received on or before the day on which its result was returned; a blank says nothing."""
    indices, _ = rows.distinct(column)
    days = certain_days(rows, column)
    late = np.array([day.toordinal() - EPOCH if day else np.iinfo(np.int32).min for day in days], dtype=np.int32)
    is_late = late[indices] > returned.starts
    for number_ in rows.batch.rows.filter(pa.array(is_late & (returned.starts != 0))).to_pylist():
        rows.problems.add("contradiction", column=f"{column} | {RETURNED}", value=f"row {number_}", rows=1)


def days_of_file(table: TextTable, context: Context) -> Span | None:
    """First and last day on which a result of the file was returned; None if it has no sample."""
    found = []
    for batch in table.batches():
        rows = Rows(batch, context, Problems("", ""))  # what is wrong with a day is told where it is read
        found += [day for day in certain_days(rows, f"{SAMPLES}: {RETURNED}") if day]
    return (min(found), max(found)) if found else None


def filled(rows: Rows, column: str) -> npt.NDArray[np.bool_]:
    indices, texts = rows.distinct(column)
    return np.array([bool(text.strip()) for text in texts] or [False], dtype=np.bool_)[indices]


def one_each(rows: Rows) -> Values:
    return Values(pa.array(np.ones(rows.count), pa.float64()), None, None)


def same(values: Values) -> Callable[[Rows], Values]:
    """Numbers that were read already, so that what is wrong with them is told once."""
    return lambda rows: values


RETURNED = "Date Returned to Client"
RESTRICTED = {"sample_number": "Sample #", "city": "Customer City"}
READER = FigureReader(kind=KIND, key=(), period=day_in(f"{SAMPLES}: {RETURNED}"), values={}, codes={})
