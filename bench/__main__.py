"""`python -m bench [--group NAME]`: runs a group and prints its table; `--write` puts it into docs/benchmarks.md."""

import argparse
import os
import platform
import re
from datetime import date
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

GROUPS = (
    "startup",
    "ingest",
    "finding",
    "scale",
    "spark",
    "everything",
    "report",
    "returns",
    "substances",
    "structures",
    "screen",
    "space",
    "backtest",
    "leadlag",
    "disclosure",
    "trends",
    "detectors",
)
PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
PEERS = (
    "duckdb",
    "pyarrow",
    "deltalake",
    "ibis-framework",
    "typst",
    "vl-convert-python",
    "openpyxl",
    "python-calamine",
    "rapidfuzz",
    "rdkit",
    "numpy",
    "scipy",
)


def machine() -> str:
    """Cores, memory, processor, versions and the day."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    info = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    model = re.search(r"model name\s*: (.*)", info)
    versions = ", ".join(f"{name} {version(name)}" for name in PEERS)
    cpu = model[1] if model else platform.processor()
    return f"{date.today()}: {os.cpu_count()} cores ({cpu}), {memory:.0f} GiB, Python {platform.python_version()}, {versions}."


def write(group: str, text: str) -> None:
    """Replaces the group's part of docs/benchmarks.md."""
    page = PAGE.read_text("utf-8")
    begin, end = f"<!-- {group} -->", f"<!-- /{group} -->"
    head, _, rest = page.partition(begin)
    _, _, tail = rest.partition(end)
    PAGE.write_text(f"{head}{begin}\n{machine()}\n\n{text}{end}{tail}", encoding="utf-8")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--group", choices=GROUPS, action="append")
    arguments.add_argument("--write", action="store_true", help="put the figures into docs/benchmarks.md")
    chosen = arguments.parse_args()
    for name in chosen.group or GROUPS:
        found = import_module(f"bench.{name}").main()
        print(machine(), found, sep="\n\n")
        if chosen.write:
            write(name, found)
