"""Runs one step in a process of its own and reports its seconds and peak memory."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

_REPORT = """
import json, re, sys, time
from pathlib import Path
started = time.perf_counter()
from {module} import {function}
result = {function}(*json.loads(sys.argv[1]))
seconds = time.perf_counter() - started
print(json.dumps({{"seconds": seconds, "peak_mib": int(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024, "result": result}}))
"""


@dataclass(frozen=True)
class Measured:
    """seconds: from before the imports to the end. peak_mib: largest resident size of this process (VmHWM, which
    starts anew with it; ru_maxrss would begin at the parent's size)."""

    seconds: float
    peak_mib: float
    result: object


def run(module: str, function: str, *arguments: object) -> Measured:
    """Calls module.function(*arguments) in a fresh Python; arguments and result must be JSON."""
    code = _REPORT.format(module=module, function=function)
    done = subprocess.run(
        [sys.executable, "-c", code, json.dumps(arguments)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{module}.{function} failed:\n{done.stderr}")
    return Measured(**json.loads(done.stdout.splitlines()[-1]))


def table(title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [f"### {title}", "", "| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows), ""])
