"""Running totals that one body has stated several times: the only ones that are drawn."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import pyarrow as pa

from tripoint.findings.bodies import body_of
from tripoint.findings.question import N_, Chart, Column, Fact, Table
from tripoint.findings.stated import LANGUAGES, Stated, day_of
from tripoint.findings.stated_rows import DOCUMENT, data

LEAST = 3
Line = Sequence[Stated]
_TITLES = {
    False: N_(
        "Running totals of firearms seized inside a country, as one body stated them on several dates; not "
        "cross-border. Each point includes all earlier ones; a step is not the seizures of a month."
    ),
    True: N_(
        "Running totals of cross-border firearms, as one body stated them on several dates. "
        "Each point includes all earlier ones; a step is not the seizures of a month."
    ),
}


def lines_of(rows: Iterable[Stated]) -> list[Line]:
    """Statements of one body, in the same words, unit and place, from the same start, to three dates or more.

    Oldest first. Totals whose start is not stated are left out: they need not be the same total.
    """
    groups: dict[tuple[object, ...], list[Stated]] = defaultdict(list)
    for row in rows:
        said = row.said
        if said.is_running_total and said.value is not None and said.period_start and _until(row):
            key = (
                said.body,
                said.words_en,
                said.unit,
                said.place,
                said.period_start,
                said.is_cross_border_firearm,
            )
            groups[key].append(row)
    lines = [sorted(group, key=lambda r: str(_until(r))) for group in groups.values()]
    return [line for line in lines if len({_until(r) for r in line}) >= LEAST]


def drawn(rows: Iterable[Stated]) -> list[Table]:
    """The statements of each line, for the chart; the report prints them among the running totals."""
    tables = []
    for is_crossing in (False, True):
        own = [r for line in lines_of(rows) for r in line if r.said.is_cross_border_firearm == is_crossing]
        if not own:
            continue
        table = data(own, **{f"line_{c}": lambda r, c=c: _label(r, c) for c in LANGUAGES})
        table = table.append_column("until", pa.array([_until(r) for r in own], pa.date32()))
        columns = (
            Column("line", N_("Total"), "words"),
            Column("until", N_("Until"), "date"),
            Column("value", N_("Firearms, running total"), "number"),
            DOCUMENT,
        )
        tables.append(Table(_name(is_crossing), _TITLES[is_crossing], None, columns, table, in_report=0))
    return tables


def drawn_charts(rows: Iterable[Stated]) -> list[Chart]:
    """One chart for totals inside a country, one for cross-border totals; a panel for each line."""
    charts = []
    for is_crossing in (False, True):
        lines = [line for line in lines_of(rows) if line[0].said.is_cross_border_firearm == is_crossing]
        if lines:
            longest = max(lines, key=len)
            alt = Fact(
                N_(
                    "Steps of a running total of {body}, stated {count} times: {first} until {start}, {last} "
                    "until {end}."
                ),
                {
                    "body": ("message", body_of(longest[0].said.body)),
                    "count": ("number", len(longest)),
                    "first": ("number", longest[0].said.value),
                    "start": ("date", _until(longest[0])),
                    "last": ("number", longest[-1].said.value),
                    "end": ("date", _until(longest[-1])),
                },
            )
            charts.append(
                Chart(
                    kind="running",
                    table=_name(is_crossing),
                    x="until",
                    y="value",
                    split="line",
                    title=_TITLES[is_crossing],
                    alt=alt,
                )
            )
    return charts


def _name(is_crossing: bool) -> str:
    return "drawn_cross_border" if is_crossing else "drawn_inside"


def _label(row: Stated, language: str) -> str:
    return f"{body_of(row.said.body)}: {getattr(row.said, f'words_{language}')}"


def _until(row: Stated) -> object:
    """The last day of the total: of its period, or the day of the document if it is dated to the day."""
    stated = row.said.stated
    return row.said.period_end or (day_of(stated) if stated and len(stated) == 10 else None)
