"""Farrington Flexible over 5,100 made series, beside R surveillance on a sample of the points; a new period with all detectors."""

import csv
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from bench import parity
from bench.child import run, table

SERIES, POINTS, WEEKS, PER_YEAR, SEED = 5100, 52, 7 * 52, 52, 20260102
SAMPLED_SERIES, SAMPLED_POINTS = 100, 20
SCRIPT = Path(__file__).parent / "trends.R"


def made():  # type: ignore[no-untyped-def]
    """Synthetic weekly counts: 51 places × 100 substances, negative binomial, means of 0.5 to 100, season and slope."""
    import numpy as np

    rng = np.random.default_rng(SEED)
    time_years = np.arange(WEEKS) / PER_YEAR
    level = rng.uniform(np.log(0.5), np.log(100), (SERIES, 1))
    season = rng.uniform(0, 0.6, (SERIES, 1)) * np.cos(2 * np.pi * (time_years + rng.uniform(0, 1, (SERIES, 1))))
    phi = rng.uniform(1.1, 3, (SERIES, 1))
    mean = np.exp(level + season + rng.normal(0, 0.1, (SERIES, 1)) * time_years)
    return rng.negative_binomial(mean / (phi - 1), 1 / phi).astype(float)


def sample():  # type: ignore[no-untyped-def]
    """(rows, points) of the sample: 20 weeks in a row, as R wants them, of each of 100 series."""
    import numpy as np

    rng = np.random.default_rng(SEED + 1)
    rows = np.sort(rng.choice(SERIES, SAMPLED_SERIES, replace=False))
    first = rng.integers(WEEKS - POINTS, WEEKS - SAMPLED_POINTS + 1, SAMPLED_SERIES)
    return np.repeat(rows, SAMPLED_POINTS), (first[:, None] + np.arange(SAMPLED_POINTS)).ravel()


def year() -> dict[str, object]:
    """All series, 52 points each. Every point is fitted: the rule of five reports in four weeks is off, here and in R."""
    import numpy as np

    from tripoint.analysis.trends.farrington import Options, farrington_flexible
    from tripoint.analysis.trends.panel import Panel

    panel = Panel(made(), PER_YEAR)
    at = np.arange(WEEKS - POINTS, WEEKS)
    how = Options(least=(0, 4), r_compat=True)
    farrington_flexible(Panel(panel.counts[:10], PER_YEAR), at[:2], how)
    wall, spent = time.perf_counter(), time.process_time()
    found = farrington_flexible(panel, at, how)
    wall, spent = time.perf_counter() - wall, time.process_time() - spent
    rows, points = sample()
    columns = points - at[0]
    return {
        "wall": wall,
        "spent": spent,
        "assessed": int(found.assessed.sum()),
        "expected": found.expected[rows, columns].tolist(),
        "upper": found.upper[rows, columns].tolist(),
        "alarm": found.alarm[rows, columns].tolist(),
    }


def new_period() -> dict[str, object]:
    """Seconds of each detector of the family for the last period of all series, and of the false discovery rate."""
    import numpy as np

    from tripoint.analysis.trends.detectors import DETECTORS
    from tripoint.analysis.trends.multiplicity import q_values
    from tripoint.analysis.trends.panel import Panel

    panel = Panel(made(), PER_YEAR)
    seconds: dict[str, float] = {}
    for name, member in DETECTORS.items():
        started = time.perf_counter()
        q = q_values(member.judge(panel, np.array([WEEKS - 1])).p)
        seconds[name] = time.perf_counter() - started
        assert q.shape == (SERIES, 1)
    return seconds


def ask_r() -> tuple[float, str, list[dict[str, str]]] | None:
    """Seconds of R's processor for the sample, its version and its answers; None if it is not there."""
    rscript = shutil.which("Rscript")
    asked = [rscript or "", "-e", "suppressMessages(library(surveillance))"]
    if rscript is None or subprocess.run(asked, capture_output=True, check=False).returncode:
        return None
    rows, points = sample()
    kept, position = sorted(set(rows.tolist())), {row: at for at, row in enumerate(sorted(set(rows.tolist())))}
    counts = made()[kept]
    with tempfile.TemporaryDirectory() as folder:
        series, asked_points, out = (str(Path(folder) / name) for name in ("series.csv", "points.csv", "out.csv"))
        Path(series).write_text("".join(",".join(str(int(n)) for n in row) + "\n" for row in counts), "utf-8")
        lines = (f"{position[row]},{point}\n" for row, point in zip(rows.tolist(), points.tolist(), strict=True))
        Path(asked_points).write_text("row,point\n" + "".join(lines), "utf-8")
        done = subprocess.run(
            [rscript, str(SCRIPT), series, asked_points, out], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(f"R surveillance failed:\n{done.stderr}")
        spent, version, language = done.stdout.split()
        with Path(out).open(encoding="utf-8", newline="") as file:
            return float(spent), f"R {language}, surveillance {version}", list(csv.DictReader(file))


def main() -> str:
    os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    theirs = ask_r()
    measured = run("bench.trends", "year")
    mine: dict = measured.result  # type: ignore[assignment,type-arg]
    each = mine["spent"] / (SERIES * POINTS) * 1000
    rows = [
        [
            "Tripoint, one thread", f"{SERIES * POINTS:,}", f"{mine['spent']:.1f} s ({mine['wall']:.1f} s by the clock)",
            f"{each:.3f} ms", "", f"{measured.peak_mib:,.0f} MiB",
        ],
    ]  # fmt: skip
    if theirs is None:
        rows.append(["R surveillance was not there", "–", "–", "–", "–", "–"])
        agreement = "R with `surveillance` was not found on this machine, so nothing was compared."
    else:
        spent, version, answers = theirs
        its = spent / len(answers) * 1000
        rows.append(
            [version, f"{len(answers):,}", f"{spent:.1f} s", f"{its:.1f} ms", f"{its / each:,.0f} × (reach ≥ 100)", "–"]
        )
        agreement = compared(mine, answers)
    found = table(
        f"Farrington Flexible, {SERIES:,} synthetic weekly series × {POINTS} points",
        ["", "points", "processor", "a point", "faster", "peak memory"],
        rows,
    )
    seconds: dict[str, float] = run("bench.trends", "new_period").result  # type: ignore[assignment]
    new = table(
        f"One new period of {SERIES:,} series, false discovery rate included",
        ["detector", "seconds"],
        [
            *([name, f"{took:.2f}"] for name, took in seconds.items()),
            ["all (reach < 5)", f"{sum(seconds.values()):.2f}"],
        ],
    )
    return f"{found}\n{agreement}\n\n{new}\n{parity.main()}"


def compared(mine: dict, answers: list[dict[str, str]]) -> str:  # type: ignore[type-arg]
    """Alarms that differ on the sample, and how far expected values are apart."""
    alarms = sum((a["alarm"] == "1" or a["alarm"] == "TRUE") != m for a, m in zip(answers, mine["alarm"], strict=True))
    bounds = sum(float(a["upper"]) != m for a, m in zip(answers, mine["upper"], strict=True))
    apart = max(abs(float(a["expected"]) - m) / max(m, 1e-9) for a, m in zip(answers, mine["expected"], strict=True))
    return (
        f"On the sample {alarms} alarms of {sum(mine['alarm'])} and {bounds} upper bounds of {len(answers):,} differ; expected"
        f" values are at most {apart:.0e} of themselves apart. {mine['assessed']:,} of {SERIES * POINTS:,} points were assessed;"
        " each was fitted, as the rule of five reports in four weeks was off on both sides."
    )


if __name__ == "__main__":
    print(main())
