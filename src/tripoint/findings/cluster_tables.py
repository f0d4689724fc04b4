"""Groups of neighbouring states with more than expected in the newest months, of one country and one measure at a time."""

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa

from tripoint.analysis.trends.farrington import farrington_flexible
from tripoint.analysis.trends.multiplicity import q_values
from tripoint.analysis.trends.scan import rings, scan
from tripoint.findings.alarm_runs import Run
from tripoint.findings.alarm_words import KINDS
from tripoint.findings.question import N_, Column, Table
from tripoint.registry.adjacency import neighbours
from tripoint.registry.words import name

NEWEST, NEAREST, REPLICATES = 3, 12, 999
LEAST_AREAS = 5


def clusters(ran: Sequence[Run]) -> list[Table]:
    """One table for each monthly family whose places have neighbours on the map."""
    return [_table(run, rows) for run in ran if run.family.method == "alarms" and (rows := list(_rows(run)))]


def _rows(run: Run) -> Iterator[dict[str, object]]:
    by = run.family.by
    if "category" not in by or run.series.last is None:
        return
    known = {place for pair in neighbours() for place in pair}
    points = np.arange(run.series.last - NEWEST + 1, run.series.last + 1)
    judged = farrington_flexible(run.series.panel, points)
    phi = judged.extra["phi"]
    at_place, at_kind = by.index("place"), by.index("category")
    for kind in sorted({key[at_kind] for key in run.keys}):
        rows = [i for i, key in enumerate(run.keys) if key[at_kind] == kind and key[at_place] in known]
        if sum(bool(judged.assessed[i].all()) for i in rows) < LEAST_AREAS:
            continue
        areas = [run.keys[i][at_place] for i in rows]
        with np.errstate(invalid="ignore"):
            spread = np.nanmax(np.where(np.isnan(phi[rows]), 1.0, phi[rows]), axis=1)
        found = scan(
            judged.observed[rows], judged.expected[rows], rings(areas, neighbours(), most=NEAREST),
            replicates=REPLICATES, dispersion=spread, most=1,
        )  # fmt: skip
        if not found.clusters:
            yield {"p": 1.0}  # scanned, and nothing there: it counts in q
        for one in found.clusters:
            yield {
                "category": KINDS.get(kind, kind), "count": one.count, "expected": one.expected, "p": one.p,
                "months": one.periods, "areas": " ".join(areas[a] for a in one.areas),
                "left_out": int(found.left_out.sum()),
                **{f"where_{lang}": ", ".join(name("place", areas[a], lang) for a in one.areas) for lang in ("en", "es", "fr")},
            }  # fmt: skip


def _table(run: Run, rows: Sequence[dict[str, object]]) -> Table:
    q = q_values(np.array([row["p"] for row in rows], dtype=np.float64))
    told = [{**row, "q": float(value)} for row, value in zip(rows, q, strict=True) if "areas" in row]
    table = pa.Table.from_pylist(told, _CLUSTERS).sort_by([("p", "ascending"), ("category", "ascending")])
    return Table(
        f"clusters_{run.family.family}", N_("Neighbouring states together: the strongest group of each kind in the newest months"),
        run.family.measure,
        (
            Column("category", N_("Kind"), "message"), Column("where", N_("States"), "words", width=2),
            Column("months", N_("Newest months"), "number"), Column("count", N_("Reported"), "number"),
            Column("expected", N_("Expected"), "number", 1), Column("p", N_("p value"), "number", 3),
            Column("q", N_("q value"), "number", 3),
            Column("left_out", N_("States left out"), "number"),
        ),
        table,
        note=N_(
            "A scan over each state and its neighbours, 1 to 3 newest months, with 999 replicates that vary as much as the past "
            "did. q counts every kind that was scanned, also those without any group. States too small to be judged are left out."
        ),
    )  # fmt: skip


_CLUSTERS = pa.schema([
    ("category", pa.string()), ("areas", pa.string()), ("where_en", pa.string()), ("where_es", pa.string()),
    ("where_fr", pa.string()), ("months", pa.int64()), ("count", pa.float64()), ("expected", pa.float64()),
    ("p", pa.float64()), ("q", pa.float64()), ("left_out", pa.int64()),
])  # fmt: skip
