"""How fast the command answers, cold: median of ten fresh processes each, on the shipped edition."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.child import table

TURNS = 10
COMMANDS = (
    ("tripoint --help", ("--help",), 0.4),
    ("tripoint ask border_drug_seizures", ("ask", "border_drug_seizures"), 1.5),
    ("tripoint ask border_drug_seizures --json", ("ask", "border_drug_seizures", "--json"), 1.5),
)


def main() -> str:
    rows = []
    program = str(Path(sys.executable).parent / "tripoint")
    with tempfile.TemporaryDirectory() as nowhere:
        environment = {**os.environ, "TRIPOINT_LEDGER": f"{nowhere}/none"}
        for title, arguments, reach in COMMANDS:
            seconds = []
            for _ in range(TURNS):
                started = time.perf_counter()
                subprocess.run([program, *arguments], env=environment, capture_output=True, check=True)
                seconds.append(time.perf_counter() - started)
            rows.append([title, f"{statistics.median(seconds):.2f} s", f"{max(seconds):.2f} s", f"≤ {reach} s"])
    return table("start-up", ("command", f"median of {TURNS}", "slowest", "reach"), rows)
