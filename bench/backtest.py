"""Back-test on the edition's laboratory reports: in which half-year each state's rise would have been flagged, and at what cost."""

from bench.child import run, table

FROM = 4
"""Half-years of history before the first one judged."""
SHOWN = ("para_fluorofentanyl", "carfentanil", "ortho_methylfentanyl", "valerylfentanyl", "fluorofentanyl")


def judge() -> dict[str, object]:
    """Every whole half-year from the fifth on, judged with what came before it alone, with q over all substances and areas.

    The counts are those known today: vintages of this query are not held, so that late reports count as if on time.
    """
    import numpy as np

    from tripoint.analysis.trends.emergence import NEVER, share_excess
    from tripoint.analysis.trends.multiplicity import matters, q_values
    from tripoint.analysis.trends.panel import Judged, Panel
    from tripoint.findings.series import family_series
    from tripoint.findings.spread_tables import reports_of
    from tripoint.registry.alarm_families import alarm_family
    from tripoint.store.ledger import Reader, edition_path

    series = family_series(Reader(edition_path()), alarm_family("us_laboratory_reports"))
    _, substances = reports_of(series)
    total = np.nansum([one.counts for one in substances], axis=0)
    total = np.where(np.isnan(substances[0].counts), np.nan, total)
    points = np.arange(FROM, series.complete_count)
    parts = [share_excess(Panel(one.counts, 2, offset=total), points) for one in substances]

    def joined(name: str):  # type: ignore[no-untyped-def]
        return np.stack([getattr(part, name) for part in parts])

    observed, expected, p = joined("observed"), joined("expected"), joined("p")
    q = np.stack([q_values(p[:, :, at]) for at in range(len(points))], axis=2)
    found = Judged(observed, expected, joined("upper"), p, joined("reason"))
    with np.errstate(invalid="ignore"):
        flagged = (q <= 0.05) & matters(found, ratio=1.5, excess=5)
        above = observed > expected
    halves = []
    for at in range(len(points)):
        alarms = int(flagged[:, :, at].sum())
        stayed = int((flagged[:, :, at] & above[:, :, at + 1]).sum()) if at + 1 < len(points) else None
        false = float(q[:, :, at][flagged[:, :, at]].max(initial=0)) * alarms
        halves.append([str(series.periods[points[at]][0]), int(np.isfinite(p[:, :, at]).sum()), alarms, false, stayed])
    names = []
    for number, one in enumerate(substances):
        if one.substance not in SHOWN:
            continue
        first = one.times.first
        hit = flagged[number].any(axis=1)
        when = points[flagged[number].argmax(axis=1)]
        known = hit & (first != NEVER) & ~one.times.is_left_open
        names.append([
            one.substance, int((first != NEVER).sum()), int(hit.sum()),
            float(np.median((when - first)[known])) if known.any() else None,
            str(series.periods[int(when[hit].min())][0]) if hit.any() else "",
        ])  # fmt: skip
    return {"halves": halves, "names": names}


def main() -> str:
    found = run("bench.backtest", "judge").result
    halves = [
        [start[:7], f"{judged:,}", str(alarms), f"{false:.1f}", "–" if stayed is None else f"{stayed} of {alarms}"]
        for start, judged, alarms, false, stayed in found["halves"]  # type: ignore[index]
    ]
    names = [
        [name, str(states), str(hit), "–" if lag is None else f"{lag:g}", first[:7]]
        for name, states, hit, lag, first in found["names"]  # type: ignore[index]
    ]
    return (
        table(
            "Back-test, real: alarms of shares in each half-year, from what came before it",
            ["half-year from", "judged", "alarms", "expected to be false, at most", "still above the expected half a year later"], halves,
        )
        + "\n"
        + table(
            "Back-test, real: when states' rises would have been flagged",
            ["substance", "states with a report", "states flagged", "half-years from first report to alarm, median", "first alarm"], names,
        )
        + "\nCounts as known today: vintages of this query are not held, so late reports count as if they had been on time. The lag is of "
        "states whose first report lies inside the data.\n"
    )  # fmt: skip
