"""Cell suppression with its audit on a made table of 60 × 40, beside pytauargus where it is installed."""

import importlib.util
import statistics
import time

from bench.child import run, table

ROWS, COLUMNS, LEAST = 60, 40, 10


def made():  # type: ignore[no-untyped-def]
    """Synthetic counts: many small cells, some zeros."""
    import numpy as np

    rng = np.random.default_rng(20260101)
    return rng.poisson(rng.gamma(0.6, 60 / 0.6, (ROWS, COLUMNS))).astype(float)


def ours() -> dict[str, object]:
    """Seconds for suppression with its audits, and for one audit of the result alone."""
    import numpy as np

    from tripoint.analysis.disclosure.audit import audited
    from tripoint.analysis.disclosure.suppression import BESIDE, SMALL, suppressed

    counts = made()
    started = time.perf_counter()
    found = suppressed(counts, least=LEAST)
    whole = time.perf_counter() - started
    small = found.state == SMALL
    started = time.perf_counter()
    audit = audited(counts, found.hidden, width=LEAST, sensitive=small)
    return {
        "seconds": whole, "audit": time.perf_counter() - started, "small": int(small.sum()),
        "beside": int((found.state == BESIDE).sum()), "narrow": int((audit.narrow & small[found.hidden]).sum()),
        "cells": np.argwhere(small).tolist(),
    }  # fmt: skip


def peer() -> dict[str, object]:
    """pytauargus on the same table, one row a unit: cells below the same threshold, its optimal method for the others, and
    its protection range as wide. What it hides is audited by our linear programmes too."""
    import contextlib
    import io
    import tempfile

    import numpy as np
    import pandas as pd
    from pytauargus import protect  # type: ignore[import-not-found]

    from tripoint.analysis.disclosure.audit import audited

    counts = made()
    i, j = np.nonzero(counts)
    units = counts[i, j].astype(int)
    micro = pd.DataFrame({
        "row": np.repeat([f"r{a:02d}" for a in i], units), "column": np.repeat([f"c{a:02d}" for a in j], units), "one": 1.0,
    })  # fmt: skip
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder), contextlib.redirect_stdout(io.StringIO()):
        started = time.perf_counter()
        found = protect(
            micro,
            ["row", "column"],
            response="one",
            safety_rules=f"FREQ({LEAST},100)",
            suppress="OPT(1)",
            workdir=folder,
        )
        seconds = time.perf_counter() - started
        cells = found.tables[0].dataframe()
    state = np.full(counts.shape, "", dtype=object)
    for row in cells[(cells["row"] != "Total") & (cells["column"] != "Total")].itertuples():
        state[int(row.row[1:]), int(row.column[1:])] = row.status
    hidden, small = np.isin(state, ["U", "M"]), state == "U"
    audit = audited(counts, hidden, width=LEAST, sensitive=small)
    return {
        "seconds": seconds, "small": int(small.sum()), "beside": int((state == "M").sum()),
        "totals": int(cells[(cells["row"] == "Total") | (cells["column"] == "Total")]["status"].isin(["U", "M"]).sum()),
        "narrow": int((audit.narrow & small[hidden]).sum()), "cells": np.argwhere(small).tolist(),
    }  # fmt: skip


def main() -> str:
    mine = [run("bench.disclosure", "ours").result for _ in range(3)]
    seconds = statistics.median(m["seconds"] for m in mine)  # type: ignore[index]
    one = mine[0]
    rows = [["ours", f"{seconds:.1f} s", str(one["small"]), str(one["beside"]), str(one["narrow"])]]  # type: ignore[index]
    told = "pytauargus is not installed here (pip install pytauargus pandas; EUPL-1.2, for this comparison only) and was not run.\n"
    if importlib.util.find_spec("pytauargus"):
        theirs = [run("bench.disclosure", "peer").result for _ in range(3)]
        other = theirs[0]
        taken = statistics.median(t["seconds"] for t in theirs)  # type: ignore[index]
        rows.append(
            ["pytauargus OPT", f"{taken:.2f} s", str(other["small"]), str(other["beside"]), str(other["narrow"])]
        )  # type: ignore[index]
        same = "the same" if one["cells"] == other["cells"] else "NOT the same"  # type: ignore[index]
        told = (
            f"Both withhold {same} small cells; pytauargus withholds {other['totals']} totals. "  # type: ignore[index]
            "Its protection range is a share of the cell (100 %: from 0 to twice its count), ours a width of 10 for every small "
            "cell; its time has no audit by linear programmes in it, ours is made of them.\n"
        )
    header = ["side", "time", "small cells", "withheld beside", "told closer than 10 by our audit"]
    return (
        table(f"Cell suppression, synthetic: {ROWS} × {COLUMNS} cells, counts below {LEAST} withheld", header, rows)
        + f"\nOne audit alone takes {one['audit']:.1f} s. {told}"  # type: ignore[index]
    )
