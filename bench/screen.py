"""A million lines of names and CAS numbers through `tripoint screen --file`, and single answers warm and cold."""

import csv
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.child import run, table

LINES = (100_000, 1_000_000)
SEED = 8
TURNS = 10
WARM = (
    "fentanyl", "fentanilo", "437-38-7", "PJMPHNIQZUBGLI-UHFFFAOYSA-N", "9801", "clorhidrato de cocaína", "caffeine",
    "presse à comprimés", "2933.39", "nothing known",
)  # fmt: skip
COLD = ("fentanyl", "caffeine")


def synthetic_orders(path: str, lines: int) -> int:
    """A synthetic list: names of law texts and of the index, or CAS numbers, one line in fifty misspelt. Returns bytes."""
    from tripoint.registry.identities import identities
    from tripoint.registry.substance_index import substance_index

    chance = random.Random(SEED)
    names = [*identities(), *substance_index().names]
    numbers = [row.cas for row in identities().values() if row.cas]
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("order", "date", "name", "cas", "quantity", "unit"))
        for at in range(lines):
            name, cas = (chance.choice(names), "") if chance.random() < 0.6 else ("", chance.choice(numbers))
            if name and chance.random() < 0.02:
                name += "x"
            day = f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            writer.writerow((at, day, name, cas, round(chance.uniform(0.1, 500), 2), chance.choice(("kg", "g", "L"))))
    return Path(path).stat().st_size


def screened(path: str, out: str) -> dict[str, float]:
    """Screens the list on the shipped edition: seconds without the start of Python and the opening of the lawbook."""
    from tripoint.cli.screen_file import screen_file
    from tripoint.controls.lawbook import open_lawbook
    from tripoint.controls.structures import Structures
    from tripoint.present.words import words
    from tripoint.store.ledger import Reader, edition_path

    book = open_lawbook(Reader(edition_path()))
    started = time.perf_counter()
    tally = screen_file(Path(path), Path(out), Structures(book, None).ask, words("en"))
    return {"seconds": time.perf_counter() - started, "lines": tally.lines, "clauses": len(book.clauses)}


def warm() -> dict[str, float]:
    """Milliseconds of single answers in one process, the slowest query's median, after each was asked once."""
    from tripoint.controls.answer import assess
    from tripoint.controls.lawbook import open_lawbook
    from tripoint.store.ledger import Reader, edition_path

    book = open_lawbook(Reader(edition_path()))
    took: dict[str, list[float]] = {query: [] for query in WARM}
    for _ in range(TURNS + 1):
        book.deciders.clear()  # so that each answer is worked out, not remembered
        for query in WARM:
            started = time.perf_counter()
            assess(book, query)
            took[query].append(1000 * (time.perf_counter() - started))
    return {query: statistics.median(times[1:]) for query, times in took.items()}


def cold(folder: str) -> dict[str, float]:
    """Median seconds of the command from start to end."""
    program = str(Path(sys.executable).parent / "tripoint")
    environment = {**os.environ, "TRIPOINT_LEDGER": f"{folder}/none"}
    found = {}
    for query in COLD:
        seconds = []
        for _ in range(TURNS):
            started = time.perf_counter()
            subprocess.run([program, "screen", query], env=environment, capture_output=True, check=False)
            seconds.append(time.perf_counter() - started)
        found[query] = statistics.median(seconds)
    return found


def main() -> str:
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for lines in LINES:
            path, out = f"{folder}/orders-{lines}.csv", f"{folder}/answers.csv"
            size = run("bench.screen", "synthetic_orders", path, lines).result
            measured = run("bench.screen", "screened", path, out)
            result = measured.result
            assert isinstance(result, dict)
            assert result["lines"] == lines
            rows.append(
                [
                    f"{lines:,} lines ({int(str(size)) / 1e6:.0f} MB)", f"{result['seconds']:.1f} s",
                    f"{lines / result['seconds']:,.0f}", "≥ 50,000", f"{measured.peak_mib:,.0f} MiB",
                    f"{Path(out).stat().st_size / 1e6:,.0f} MB",
                ]
            )  # fmt: skip
        clauses = result["clauses"]
        text = table(
            f"a synthetic list of names and CAS numbers against {clauses:,} clauses of the edition, one process",
            ("list", "took", "lines a second", "reach", "peak memory", "answers"), rows,
        )  # fmt: skip
        answers = run("bench.screen", "warm").result
        assert isinstance(answers, dict)
        slowest = max(answers, key=lambda query: answers[query])
        singles = [
            [f"warm, the slowest of {len(WARM)} queries (“{slowest}”)", f"{answers[slowest]:.2f} ms", "≤ 5 ms"],
            *(
                [f"cold, `tripoint screen {query}`", f"{seconds:.2f} s", "≤ 1.5 s"]
                for query, seconds in cold(folder).items()
            ),
        ]
    return f"{text}\n{table('one answer', ('what', f'median of {TURNS}', 'reach'), singles)}"
