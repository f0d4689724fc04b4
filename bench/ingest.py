"""Strict ingest of ten million rows beside DuckDB's plain copy of the same file to Parquet."""

import tempfile
from datetime import date
from pathlib import Path

from bench.cbp_layout import bench_layout, bench_source, write_file
from bench.child import run, table

ROWS = (1_000_000, 10_000_000)


def ours(path: str, ledger: str) -> dict[str, float]:
    """The whole way: snapshot, read, every check, keep. Gives the figures written and the seconds without imports."""
    import time

    from tripoint.pipeline.ingest import ingest_file
    from tripoint.store.writer import writing

    member = bench_source()
    started = time.perf_counter()
    with writing(Path(ledger)) as writer:
        outcome = ingest_file(writer, member, Path(path), bench_layout(), accessed=date(2026, 1, 1))
    return {"figures": outcome.rows["figures"], "seconds": time.perf_counter() - started}


def theirs(path: str, target: str) -> None:
    """What the peer does: text columns from CSV to Parquet, nothing checked."""
    import duckdb

    duckdb.sql("SET threads = 2")
    duckdb.sql(f"COPY (FROM read_csv('{path}', all_varchar = true)) TO '{target}' (FORMAT parquet)")


def fixed_seconds() -> float:
    """What the ingest of a file of a thousand rows takes: the cost that does not grow with rows."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "nationwide-drugs-bench.csv"
        write_file(path, 1000)
        return float(run("bench.ingest", "ours", str(path), f"{folder}/ledger").result["seconds"])  # type: ignore[index]


def main() -> str:
    rows = []
    rates = []
    fixed = fixed_seconds()
    for size in ROWS:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "nationwide-drugs-bench.csv"
            write_file(path, size)
            peer = run("bench.ingest", "theirs", str(path), f"{folder}/peer.parquet")
            mine = run("bench.ingest", "ours", str(path), f"{folder}/ledger")
            written, seconds = mine.result["figures"], mine.result["seconds"]  # type: ignore[index]
            rates.append((seconds - fixed) / size * 1e6)
            rows.append(
                [
                    f"{size:,}", f"{path.stat().st_size / 2**20:,.0f} MiB", f"{peer.seconds:.1f} s", f"{mine.seconds:.1f} s",
                    f"{mine.seconds / peer.seconds:.2f} ×", f"{mine.peak_mib:,.0f} MiB", f"{peer.peak_mib:,.0f} MiB",
                    f"{written:,}", f"{rates[-1]:.2f} µs",
                ]
            )  # fmt: skip
    header = (
        "rows",
        "file",
        "DuckDB COPY",
        "strict ingest",
        "ratio (reach ≤ 3)",
        "peak memory (reach ≤ 2,048)",
        "DuckDB's peak",
        "figures written",
        "per row",
    )
    flat = f"Cost per row, after {fixed:.2f} s that any file takes (opening the ledger, commits; no imports), from {ROWS[0]:,} to {ROWS[1]:,} rows: {(rates[1] / rates[0] - 1) * 100:+.0f} % (reach: within 20 %)."
    return table("ingest", header, rows) + "\n" + flat + "\n"
