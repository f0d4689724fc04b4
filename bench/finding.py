"""One finding's query on ten million figures, as known on a date, beside the same SQL typed into DuckDB."""

import statistics
import tempfile
from datetime import date
from pathlib import Path

from bench.cbp_layout import bench_layout, bench_source, write_file
from bench.child import run, table

ROWS = 5_000_000
TURNS = 7
AS_OF = date(2026, 2, 1)
TYPED = """
SELECT border_segment, substance, period_start, period_end,
       sum(value) AS value, count(*) AS record_count, sum(CASE WHEN missing IS NOT NULL THEN 1 ELSE 0 END) AS missing_count
FROM read_parquet([{files}], union_by_name = true, hive_partitioning = true, hive_types_autocast = false) AS f
SEMI JOIN live USING (source, series, snapshot, period_start, period_end)
WHERE source = 'us_cbp_drugs' AND series = 'nationwide_drugs' AND measure = 'seized_mass_kg'
GROUP BY border_segment, substance, period_start, period_end
ORDER BY border_segment, substance, period_start
"""


def fill(path: str, ledger: str) -> int:
    """Keeps the file, known since January 2026."""
    from tripoint.pipeline.ingest import ingest_file
    from tripoint.store.writer import writing

    member = bench_source()
    with writing(Path(ledger)) as writer:
        return ingest_file(writer, member, Path(path), bench_layout(), accessed=date(2026, 1, 1)).rows["figures"]


def compare(ledger: str) -> dict[str, list[float]]:
    """Both in one warm process, in turns; raises if the rows differ."""
    import time

    import duckdb

    from tripoint.findings.answer import rows_of
    from tripoint.store import tables
    from tripoint.store.ledger import Reader
    from tripoint.store.manifest import live

    reader = Reader(Path(ledger), as_of=AS_OF)
    peer = duckdb.connect()
    peer.execute("SET threads = 2")
    reader.engine.connection.execute("SET threads = 2")  # type: ignore[attr-defined]
    peer.register("live", live(reader.manifest, AS_OF))
    files = ", ".join(f"'{f}'" for f in tables.files(Path(ledger), "figures"))

    def ours():  # type: ignore[no-untyped-def]
        total = rows_of(reader.figures(), "seized_mass_kg", source="us_cbp_drugs", series="nationwide_drugs").total(
            by=("border_segment", "substance", "period_start", "period_end"), over=("places", "categories")
        )
        return reader.fetch(total.order_by("border_segment", "substance", "period_start"))

    def theirs():  # type: ignore[no-untyped-def]
        return peer.sql(TYPED.format(files=files)).to_arrow_table()

    def rounded(rows):  # type: ignore[no-untyped-def]
        return [tuple(round(v, 6) if isinstance(v, float) else v for v in row.values()) for row in rows.to_pylist()]

    if rounded(ours()) != rounded(theirs()):
        raise SystemExit("the two answers differ")
    seconds: dict[str, list[float]] = {"ours": [], "theirs": []}
    for _ in range(TURNS):
        for name, call in (("theirs", theirs), ("ours", ours)):
            started = time.perf_counter()
            call()
            seconds[name].append(time.perf_counter() - started)
    return seconds


def main() -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "nationwide-drugs-bench.csv"
        write_file(path, ROWS)
        figures = run("bench.finding", "fill", str(path), f"{folder}/ledger").result
        seconds = run("bench.finding", "compare", f"{folder}/ledger").result
    ours, theirs = (statistics.median(seconds[name]) for name in ("ours", "theirs"))  # type: ignore[index]
    return table(
        f"one finding on {figures:,} figures, median of {TURNS} turns",
        ("", "the SQL typed into DuckDB", "the finding's query", "ratio (reach ≤ 1.15)"),
        [
            [
                "monthly mass by segment and drug",
                f"{theirs * 1000:.0f} ms",
                f"{ours * 1000:.0f} ms",
                f"{ours / theirs:.2f} ×",
            ]
        ],
    )
