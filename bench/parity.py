"""Tripoint's Farrington and EARS beside R surveillance's committed answers on R's own data sets (tests/oracle/aberration.R)."""

from dataclasses import replace

from bench.child import run, table


def farrington() -> list[list[str]]:
    """A row for each data set: points compared, alarms, those that differ, and how far bounds are apart."""
    import numpy as np

    from tests.analysis.trends.test_farrington_parity import ANSWERS, SETS, STOPPED_EARLY, column, options, panel_of
    from tripoint.analysis.trends.farrington import farrington_flexible

    rows = []
    for data, facts in SETS.items():
        points = alarms = differ = textbook = 0
        apart = shipped_apart = 0.0
        settings = [setting for held, setting in ANSWERS if held == data]
        for setting in settings:
            answers = ANSWERS[data, setting]
            how = options(setting, int(facts["per_year"]), int(facts["years"]))
            at = [int(answer["point"]) for answer in answers]
            found = farrington_flexible(panel_of(data), at, how)
            alarm = column(answers, "alarm_as_shipped") == 1
            held = np.isfinite(column(answers, "upper"))
            points, alarms = points + int(held.sum()), alarms + int(alarm.sum())
            differ += int((found.alarm[0] != alarm).sum() + (found.assessed[0] != held).sum())
            plain = farrington_flexible(panel_of(data), at, replace(how, r_compat=False))
            textbook += int((plain.alarm[0] != alarm).sum())
            ours = found.upper[0, held]
            for name in ("upper", "upper_as_shipped"):
                theirs = column(answers, name)[held]
                far = float((np.abs(ours - theirs) / np.maximum(theirs, 1)).max(initial=0))
                apart = max(apart, far if name == "upper" else 0)
                shipped_apart = max(shipped_apart, far if name != "upper" else 0)
        rows.append([
            data, "months" if facts["per_year"] == "12" else "weeks", str(len(settings)), str(points), str(alarms), str(differ),
            "–" if data in STOPPED_EARLY else f"{apart:.0e}", f"{shipped_apart:.0e}", str(textbook),
        ])  # fmt: skip
    return rows


def ears() -> list[int]:
    """Points, alarms and answers that differ, over all sets, methods and settings."""
    from tests.analysis.trends.test_ears import ANSWERS
    from tests.analysis.trends.test_farrington_parity import panel_of
    from tripoint.analysis.trends.ears import Ears

    points = alarms = differ = 0
    for (data, method, baseline, least, alpha), answers in ANSWERS.items():
        how = Ears(method, int(baseline), float(least), float(alpha), r_compat=True)  # type: ignore[arg-type]
        found = how(panel_of(data), [int(answer["point"]) for answer in answers])
        known = [answer["alarm"] for answer in answers]
        points += sum(alarm != "NA" for alarm in known)
        alarms += known.count("1")
        differ += sum(a != "NA" and (a == "1") != bool(f) for a, f in zip(known, found.alarm[0], strict=True))
    return [points, alarms, int(differ)]


def main() -> str:
    rows: list[list[str]] = run("bench.parity", "farrington").result  # type: ignore[assignment]
    points, alarms, differ = run("bench.parity", "ears").result  # type: ignore[misc]
    header = [
        "data set of R surveillance", "periods", "settings", "points", "alarms of R", "answers that differ",
        "bounds apart, R's iteration run to its end", "bounds apart, R as shipped", "alarms that differ without `r_compat`",
    ]  # fmt: skip
    found = table("Farrington, flexible and classic, against R's committed answers", header, rows)
    return (
        f"{found}\nBounds apart: the largest difference over the bound, or over 1 where that is less. R stops its regression"
        " when the deviance moves by less than 1e-8 of itself; seasons without any count have no end of iteration.\n\n"
        f"EARS C1, C2, C3, nine settings, same sets: {points:,} points, {alarms:,} alarms of R, {differ} differ.\n"
    )


if __name__ == "__main__":
    print(main())
