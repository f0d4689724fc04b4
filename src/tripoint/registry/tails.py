"""How long the newest values of a source stay incomplete, and which series count the same cells at two dates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from tripoint.registry.rows import rows_of, words_of


@dataclass(frozen=True)
class KnownTail:
    """What is known of a series' incomplete tail before two of its vintages are compared. measure: '' for all.

    months: values younger than this are incomplete; None if not known. caveat: records with this code are.
    as_written: records whose period, as published, holds this text are. Each of the three may be absent.
    """

    source: str
    series: str
    measure: str
    months: int | None
    caveat: str
    as_written: str
    citation: str
    why: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True)
class SameCells:
    """Two series of one source that count the same things, the older of them earlier: two vintages of its cells.

    period: the year that the older counts in one and the newer in parts; None if both have the same periods.
    known: the day for which the older's figures stand, as the document prints it; None if its recorded_at says it.
    """

    source: str
    measure: str
    older_series: str
    newer_series: str
    period: tuple[date, date] | None
    known: date | None
    why: Mapping[str, str] = field(hash=False)


@cache
def known_tails() -> tuple[KnownTail, ...]:
    """Every row of tails.csv in file order."""
    return tuple(
        KnownTail(
            row["source"], row["series"], row["measure"], int(row["months"]) if row["months"] else None, row["caveat"],
            row["as_written"], row["citation"], words_of(row, "why"),
        )
        for row in rows_of("tails")
    )  # fmt: skip


def known_tail(source: str, series: str, measure: str) -> KnownTail | None:
    """The row of a measure of a series, or the row of all its measures; None if nothing is known."""
    own = [tail for tail in known_tails() if (tail.source, tail.series) == (source, series)]
    return next((tail for name in (measure, "") for tail in own if tail.measure == name), None)


@cache
def same_cells() -> tuple[SameCells, ...]:
    """Every row of same_cells.csv in file order."""
    return tuple(
        SameCells(
            row["source"], row["measure"], row["older_series"], row["newer_series"],
            (date.fromisoformat(row["period_start"]), date.fromisoformat(row["period_end"]))
            if row["period_start"] else None,
            date.fromisoformat(row["known"]) if row["known"] else None, words_of(row, "why"),
        )
        for row in rows_of("same_cells")
    )  # fmt: skip
