"""One line makes a valid thing."""

import csv
import hashlib
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa

from tripoint.errors import BadInput, Problems
from tripoint.harmonise.rows import Context, Rows
from tripoint.ingest.layout import Wholeness
from tripoint.ingest.table import table_of
from tripoint.pipeline.ingest import Outcome, ingest_file
from tripoint.protocol.kinds import SCHEMAS
from tripoint.registry.places import places
from tripoint.sources.catalogue import source
from tripoint.store.ledger import Reader
from tripoint.store.manifest import Snapshot
from tripoint.store.writer import writing

DAY = date(2026, 1, 2)

# a file in the layout of us_cbp_drugs

CBP_HEADER = (
    "FY", "Month (abbv)", "Component", "Region", "Land Filter", "Area of Responsibility", "Drug Type",
    "Count of Event", "Sum Qty (lbs)",
)  # fmt: skip
CBP_MONTHS = ("OCT", "NOV", "DEC", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP")
CBP_REGIONS = ("Southwest Border", "Northern Border", "Coastal/Interior")
CBP_DRUGS = ("Fentanyl", "Methamphetamine", "Cocaine", "Heroin", "Marijuana", "Ecstasy", "Ketamine", "Lsd")
CbpRow = tuple[str, ...]


def cbp_row(
    *, year: str = "2025", month: str = "SEP", component: str = "Office of Field Operations",
    region: str = "Southwest Border", land: str = "Land Only", area: str = "TUCSON FIELD OFFICE",
    drug: str = "Fentanyl", events: str = "1", pounds: str = "10",
) -> CbpRow:  # fmt: skip
    return (year, month, component, region, land, area, drug, events, pounds)


def cbp_rows(count: int, *, seed: int = 0) -> Iterator[CbpRow]:
    """Rows with keys that never repeat and values that differ by seed; about 4,600 a year of FY 1950 to 2025."""
    drawn = random.Random(seed)
    areas = [p.names["en"].upper() for p in places("cbp_area")]
    keys = (
        (str(year), month, component, region, "Land Only", area, drug)
        for year in range(1950, 2026)
        for month in CBP_MONTHS
        for component in ("Office of Field Operations", "U.S. Border Patrol")
        for region in CBP_REGIONS
        for area in areas[:8]
        for drug in CBP_DRUGS
    )
    for _, key in zip(range(count), keys, strict=False):
        yield (*key, str(drawn.randint(1, 99)), f"{drawn.random() * 1000:.6f}")


def cbp_file(folder: Path, rows: Iterable[CbpRow], *, name: str = "nationwide-drugs-made.csv") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(CBP_HEADER)
        writer.writerows(rows)
    return path


# the ledger


def ingested(
    ledger: Path, path: Path, *, accessed: date = DAY, member: str = "us_cbp_drugs", allow_fewer: bool = False
) -> Outcome:
    """One file kept by a writer of its own, however few records it has and whatever it lacks of a whole one."""
    found = source(member)
    layout = found.layout_for(path)
    assert layout is not None
    with writing(ledger) as writer:
        small = replace(layout, least_records=1, whole=Wholeness())
        return ingest_file(writer, found, path, small, accessed=accessed, allow_fewer=allow_fewer)


def figures_in(ledger: Path, *, as_of: date | None = None) -> pa.Table:
    """Every live figure of a ledger, sorted, so that two ledgers can be compared with `equals`."""
    reader = Reader(ledger, as_of=as_of)
    keys = [(name, "ascending") for name in ("source", "snapshot", "source_row", "source_column", "measure")]
    return reader.fetch(reader.figures()).combine_chunks().sort_by(keys)


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, but for the lock, by its path, with its hash."""
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).digest()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name != "writer.lock"
    }


def snapshot_line(
    snapshot: str, periods: Sequence[tuple[date, date]], recorded_at: date = DAY, *,
    supersedes: str = "periods", source: str = "us_cbp_drugs", series: str = "nationwide_drugs",
) -> Snapshot:  # fmt: skip
    """A line of the manifest."""
    starts, ends = tuple(s for s, _ in periods), tuple(e for _, e in periods)
    return Snapshot(
        source, series, snapshot, supersedes, recorded_at, "made.csv", 1, starts, ends, len(periods), 0, 0, 1
    )


# text columns on their way to codes


def text_rows(
    columns: Mapping[str, Sequence[str | None]], *, source_name: str = "us_cbp_drugs", **context: Any
) -> Rows:
    """Rows of plain text in one batch; their problems are `rows.problems`."""
    cells = list(zip(*columns.values(), strict=True))
    table = table_of("made.csv", list(columns), list(enumerate(cells, 2)))
    (batch,) = table.batches()
    shared = Context(source_name, "made", "0" * 64, DAY, "made/0", **context)
    return Rows(batch, shared, Problems(source_name, "made.csv"))


def told(problems: Problems) -> list[tuple[str, str, int]]:
    """The problems collected, as (code, value, rows)."""
    try:
        problems.raise_if_any()
    except BadInput as error:
        return [(p.code, p.value, p.rows) for p in error.problems]
    return []


# records


def figure(**changed: Any) -> dict[str, Any]:
    """The fields of a valid figure."""
    return {
        "source": "us_cbp_drugs", "series": "nationwide_drugs", "snapshot": "0" * 64, "source_row": 2,
        "source_column": "Count of Event", "recorded_at": DAY, "origin": "made/0", "value": 1.0,
        "unit": "count", "measure": "seizure_events", "period_start": date(2025, 9, 1),
        "period_end": date(2025, 9, 30), "place": "US-CBP-TUCSON-FO",
    } | changed  # fmt: skip


def statement(**changed: Any) -> dict[str, Any]:
    """The fields of a valid statement."""
    words = {f"words_{code}": "Sample words." for code in ("en", "es", "fr")}
    return {
        "source": "int_official_statements", "series": "figures", "snapshot": "0" * 64, "source_row": 2,
        "source_column": "value", "recorded_at": DAY, "origin": "made/0", "value": 1.0, "unit": "firearms",
        "statement_id": "F-001", "kind": "quantity", "topic": "firearms_seized", "countries": "US",
        "body": "ATF", "grade": "A", "is_running_total": False, "is_cross_border_firearm": False,
    } | words | changed  # fmt: skip


def flow(**changed: Any) -> dict[str, Any]:
    """The fields of a valid flow."""
    return {
        "source": "us_atf_trace", "series": "source_recovery", "snapshot": "0" * 64, "source_row": 3,
        "source_column": "TEXAS", "recorded_at": DAY, "origin": "made/0", "value": 1.0, "unit": "firearms",
        "measure": "firearms_traced_with_purchaser", "period_start": date(2017, 1, 1),
        "period_end": date(2017, 12, 31), "place_from": "US-TX", "place_to": "US-NY",
    } | changed  # fmt: skip


def origin(**changed: Any) -> dict[str, Any]:
    """The fields of a valid origin."""
    return {
        "origin": "made/0", "source": "us_cbp_drugs", "snapshot": "0" * 64, "producer": "A publisher",
        "title": "A release", "citation": "A publisher, A release", "licence": "public domain",
    } | changed  # fmt: skip


def ledger_of(folder: Path, *records: dict[str, Any]) -> Reader:
    """A ledger of records, with a snapshot for each source, series, hash and day, and its reader."""
    groups: dict[tuple[str, str, str, date], list[dict[str, Any]]] = {}
    for record in records:
        key = (record["source"], record["series"], record["snapshot"], record["recorded_at"])
        groups.setdefault(key, []).append({"version": 1, **record})
    with writing(folder) as writer:
        for (name, series, snapshot, day), rows in groups.items():
            parts = writer.begin(name, series, snapshot)
            said = [r for r in rows if "statement_id" in r]
            kinds = {
                "figures": [r for r in rows if "place" in r and r not in said],
                "flows": [r for r in rows if "place_from" in r],
                "statements": said,
                "origins": [origin(source=name, snapshot=snapshot)],
            }
            for kind, chosen in kinds.items():
                if chosen:
                    table = pa.Table.from_pylist(chosen, SCHEMAS[kind])
                    for batch in table.combine_chunks().to_batches():
                        parts.write(kind, batch)
            supersedes = "whole" if said else "periods"
            line = snapshot_line(snapshot, parts.spans(), day, source=name, series=series, supersedes=supersedes)
            counts = {kind: parts.rows.get(kind, 0) for kind in ("figures", "flows", "statements")}
            writer.keep(parts, replace(line, **counts))
    return Reader(folder)


class MadeFigures:
    """Figures in memory as an Ibis table, run on DuckDB as the ledger's are."""

    def __init__(self, *rows: dict[str, Any]) -> None:
        schema = SCHEMAS["figures"]
        self._data = pa.Table.from_pylist([{n: {"version": 1, **r}.get(n) for n in schema.names} for r in rows], schema)
        types = {pa.string(): "string", pa.int64(): "int64", pa.float64(): "float64", pa.date32(): "date"}
        self.table: ir.Table = ibis.table({f.name: types[f.type] for f in schema}, name="figures")

    def fetch(self, expression: ir.Table) -> list[dict[str, Any]]:
        connection = duckdb.connect()
        connection.register("figures", self._data)
        rows: list[dict[str, Any]] = (
            connection.sql(str(ibis.to_sql(expression, dialect="duckdb"))).to_arrow_table().to_pylist()
        )
        return rows


# national returns


def returned(country: str, sheet: str, *, year: int = 2025, **changed: Any) -> dict[str, Any]:
    """The fields of a valid cell of a return: a text of its year, or a number if a value or a reason is given."""
    has_number = "value" in changed or "measure" in changed
    return {
        "source": f"{country.lower()}_return", "series": str(year), "snapshot": f"{country}-{year}-1", "source_row": 1,
        "source_column": f"{sheet}.made", "recorded_at": date(year + 1, 3, 31), "origin": f"{country}/{year}",
        "sheet": sheet, "country": country, "place": country, "language": "en", "handling": "public",
        "measure": "firearms_recovered" if has_number else "returned_text", "unit": "firearms" if has_number else "none",
        "period_start": date(year, 1, 1), "period_end": date(year, 12, 31), "version": 1, "value": None,
        "missing": None if changed.get("value") is not None else "not_supplied" if has_number else "not_applicable",
    } | changed  # fmt: skip


def returns_in(folder: Path, *records: dict[str, Any], **options: Any) -> Reader:
    """A ledger of returns, each snapshot kept whole, and its reader. options: those of the reader."""
    groups: dict[tuple[str, str, str, date], list[dict[str, Any]]] = {}
    for record in records:
        key = (record["source"], record["series"], record["snapshot"], record["recorded_at"])
        groups.setdefault(key, []).append(record)
    with writing(folder) as writer:
        for (name, series, snapshot, day), rows in groups.items():
            parts = writer.begin(name, series, snapshot)
            made = [origin(source=name, snapshot=snapshot, origin=rows[0]["origin"])]
            for kind, chosen in (("returned", rows), ("origins", made)):
                for batch in pa.Table.from_pylist(chosen, SCHEMAS[kind]).combine_chunks().to_batches():
                    parts.write(kind, batch)
            line = snapshot_line(snapshot, parts.spans(), day, source=name, series=series, supersedes="whole")
            writer.keep(parts, replace(line, figures=0, returned=len(rows)))
    return Reader(folder, **options)
