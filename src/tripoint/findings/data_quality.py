"""The quality of what is held: missing by reason, how late, how often replaced."""

from datetime import date

import ibis
import pyarrow as pa

from tripoint.findings.answer import finished
from tripoint.findings.question import N_, Column, Fact, Filters, Finding, Question, Table
from tripoint.protocol.missing import Missing
from tripoint.store.ledger import Reader


def answer(reader: Reader, filters: Filters) -> Finding:
    kinds = {"figures": reader.figures(), "flows": reader.flows()}
    missing: list[dict[str, object]] = []
    for records in kinds.values():
        counted = records.group_by("source", "measure", "missing").agg(records=ibis._.count())
        missing += reader.fetch(counted).to_pylist()
    quality = _by_source(reader, missing)
    total = sum(int(str(row["records"])) for row in missing)
    absent = sum(int(str(row["records"])) for row in missing if row["missing"])
    return finished(
        QUESTION.name, reader, list(kinds.values()), is_about_holdings=True,
        facts=[
            Fact(
                N_("Of {total} records of statistics, {absent} have no value; each says why."),
                {"total": ("number", total), "absent": ("number", absent)},
            )
        ],
        tables=[
            Table(
                "by_source", N_("How late and how often replaced"), None,
                (
                    Column("source", N_("Source"), "source"), Column("files", N_("Files"), "number"),
                    Column("last_day", N_("Last period ends"), "date"), Column("known", N_("Known since"), "date"),
                    Column("days_late", N_("Days between"), "number", missing="days_missing"),
                    Column("records", N_("Current records"), "number"),
                    Column("replaced", N_("Replaced by newer files"), "number"),
                ),
                pa.Table.from_pylist(quality, _QUALITY),
                note=N_("Days between: from the end of the last period that holds a value to the day the newest file was known."),
            ),
            Table(
                "missing_by_reason", N_("Records without a value, by source, measure and reason"), None,
                (
                    Column("source", N_("Source"), "source"), Column("measure", N_("Measure"), "measure"),
                    Column("missing", N_("Reason"), "missing"), Column("records", N_("Records"), "number"),
                    Column("share", N_("Share of the measure's records"), "percent", 1),
                ),
                pa.Table.from_pylist(_shares(missing), _MISSING),
            ),
        ],
    )  # fmt: skip


def _by_source(reader: Reader, missing: list[dict[str, object]]) -> list[dict[str, object]]:
    ends: dict[str, date] = {}
    for records in (reader.figures(), reader.flows()):
        with_value = records.filter(records.value.notnull())
        for row in reader.fetch(with_value.group_by("source").agg(last=with_value.period_end.max())).to_pylist():
            ends[row["source"]] = row["last"]
    stated = reader.statements().group_by("source").agg(n=ibis._.count())
    statements = {row["source"]: row["n"] for row in reader.fetch(stated).to_pylist()}
    rows: list[dict[str, object]] = []
    for source in sorted({s.source for s in reader.manifest}):
        own = [s for s in reader.manifest if s.source == source]
        known = max(s.recorded_at for s in own)
        current = sum(int(str(r["records"])) for r in missing if r["source"] == source)
        last = ends.get(source)
        rows.append(
            {
                "source": source,
                "files": len(own),
                "last_day": last,
                "known": known,
                "days_late": (known - last).days if last else None,
                "days_missing": None if last else str(Missing.not_applicable),
                "records": current + statements.get(source, 0),
                "replaced": sum(s.figures + s.flows for s in own) - current,
            }
        )
    return rows


def _shares(missing: list[dict[str, object]]) -> list[dict[str, object]]:
    """The rows that have a reason, with their share of all records of the same source and measure."""
    totals: dict[tuple[object, object], int] = {}
    for row in missing:
        key = (row["source"], row["measure"])
        totals[key] = totals.get(key, 0) + int(str(row["records"]))
    with_reason = [row for row in missing if row["missing"]]
    with_reason.sort(key=lambda r: (str(r["source"]), str(r["measure"]), str(r["missing"])))
    return [
        {**row, "share": 100 * int(str(row["records"])) / totals[row["source"], row["measure"]]} for row in with_reason
    ]


_QUALITY = pa.schema(
    [
        ("source", pa.string()), ("files", pa.int64()), ("last_day", pa.date32()), ("known", pa.date32()),
        ("days_late", pa.int64()), ("days_missing", pa.string()), ("records", pa.int64()), ("replaced", pa.int64()),
    ]
)  # fmt: skip
_MISSING = pa.schema(
    [
        ("source", pa.string()), ("measure", pa.string()), ("missing", pa.string()), ("records", pa.int64()),
        ("share", pa.float64()),
    ]
)  # fmt: skip

QUESTION = Question(
    name="data_quality",
    title=N_("Quality of the data held"),
    asks=N_("How much is missing and why, how late is it, and how much was replaced?"),
    how_to_read=N_(
        "A record without a value carries the publisher's reason. A newer file replaces older records of its "
        "series for the periods it covers; the replaced ones are kept and answered with --as-of."
    ),
    does_not_say=N_(
        "Whether the values that are there are right, or how much was never recorded. A date of access can be "
        "later than the date of publication."
    ),
    answer=answer,
)
