"""The report in three languages, PDF and HTML, from a cold start."""

import os
import tempfile
from pathlib import Path

from bench.child import run, table


def write(folder: str) -> list[str]:
    """What `tripoint report` does, on the shipped edition."""
    os.environ["TRIPOINT_LEDGER"] = f"{folder}/none"
    os.environ["TRIPOINT_REPORTS"] = f"{folder}/reports"
    from tripoint.cli.reporting import report

    report(["en", "es", "fr"], Path(folder), as_of=None)
    return [f"{p.name} {p.stat().st_size / 1024:,.0f} KiB" for p in sorted(Path(folder).glob("tripoint-report-*"))]


def main() -> str:
    with tempfile.TemporaryDirectory() as folder:
        done = run("bench.report", "write", folder)
    return table(
        "report", ("files", "seconds (reach ≤ 30)", "peak memory (reach ≤ 1,536 MiB)"),
        [[", ".join(done.result), f"{done.seconds:.1f}", f"{done.peak_mib:,.0f} MiB"]],  # type: ignore[arg-type]
    )  # fmt: skip
