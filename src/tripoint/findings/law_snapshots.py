"""Two snapshots of one law text laid beside each other: what the newer one adds, leaves out, words otherwise."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from tripoint.findings.law_clauses import Row, named
from tripoint.findings.question import N_
from tripoint.protocol.control import NAMES

ADDED, REMOVED = N_("in the newer text only"), N_("in the older text only")
REWORDED, RENUMBERED = N_("worded otherwise"), N_("stands elsewhere in the list")
REDATED = N_("days, status or quantity are others")
_FACTS = ("status", "valid_from", "valid_to", "threshold", "threshold_unit")
Key = tuple[str, str, str]


def differences(ever: Sequence[Row], since: date, until: date) -> tuple[list[Row], set[tuple[str, str]]]:
    """Differences between the texts known on two days, and the (source, series) that have two texts to compare.

    ever: clauses of every snapshot, of any text. The older text is the newest known on `since` or, without one, the
    first known after it; the newer is the newest known on `until`. The same difference in two languages counts once.
    """
    series: dict[tuple[str, str], dict[tuple[date, str], list[Row]]] = {}
    for row in ever:
        of_series = series.setdefault((row["source"], row["series"]), {})
        of_series.setdefault((row["recorded_at"], row["snapshot"]), []).append(row)
    found: dict[tuple[object, ...], Row] = {}
    names: dict[tuple[object, ...], list[tuple[str, str]]] = {}
    compared = set()
    for key, snapshots in series.items():
        known = sorted(at for at in snapshots if at[0] <= until)
        before = [at for at in known if at[0] <= since] or known[:1]
        if not known or before[-1] == known[-1]:
            continue
        compared.add(key)
        for row in _between(snapshots[before[-1]], snapshots[known[-1]]):
            same = tuple(row[name] for name in ("source", "list", "clause", "role", "change"))
            found.setdefault(same, row)
            names.setdefault(same, []).extend([(row["language"], row["name"])] if row["name"] else [])
    whole = [{**row, **named(names[same])} for same, row in found.items()]
    rows = sorted(whole, key=lambda r: tuple(str(r[n]) for n in ("jurisdiction", "list", "clause", "change")))
    return rows, compared


def _between(older: Sequence[Row], newer: Sequence[Row]) -> Iterator[Row]:
    """Clauses are the same by list, place and role; one that only moved is matched by its names."""
    old, new = _by_key(older), _by_key(newer)
    gone = {_identity(old[key]): key for key in old.keys() - new.keys() if old[key]["names"]}
    moved = {gone[name]: key for key in new.keys() - old.keys() if (name := _identity(new[key])) in gone}
    for key in sorted(old.keys() - new.keys() - moved.keys()):
        yield _row(REMOVED, old[key], old[key], newer[0])
    for key in sorted(new.keys() - old.keys()):
        before = next((old[was] for was, now in moved.items() if now == key), older[0])
        yield _row(RENUMBERED if key in moved.values() else ADDED, new[key], before, new[key])
    for key in sorted(old.keys() & new.keys()):
        if any(old[key][name] != new[key][name] for name in ("names", "text")):
            yield _row(REWORDED, new[key], old[key], new[key])
        elif any(old[key][name] != new[key][name] for name in _FACTS):
            yield _row(REDATED, new[key], old[key], new[key])


def _by_key(rows: Sequence[Row]) -> Mapping[Key, Row]:
    return {(row["list_id"], row["clause"], row["role"]): row for row in rows}


def _identity(row: Row) -> tuple[str, str, str | None]:
    return row["list_id"], row["role"], row["names"]


def _row(change: str, row: Row, older: Row, newer: Row) -> Row:
    """row: the clause that is shown. older, newer: rows of the two texts, for their days."""
    name = (row["names"] or "").split(NAMES)[0] or (row["text"] or "")[:120]
    return {
        "change": change, "jurisdiction": row["jurisdiction"], "list": row["list_id"], "clause": row["clause"],
        "role": row["role"], "language": row["language"], "name": name,
        "older_text": older["text_to"], "newer_text": newer["text_to"], "older_known": older["recorded_at"],
        "newer_known": newer["recorded_at"], "source": row["source"],
    }  # fmt: skip
