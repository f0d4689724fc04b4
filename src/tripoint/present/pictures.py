"""A finding's chart as a picture in one language."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from tripoint.findings.question import N_, Chart, Fact, Finding, Table
from tripoint.findings.tails import NOT_FINAL
from tripoint.present.cells import MISSING_WORDS, sentence, shown
from tripoint.present.chart_data import ChartData
from tripoint.present.charts import not_drawn, svg_of
from tripoint.present.document import Picture
from tripoint.present.words import Words

FULL, HALF = 620, 300


def picture_of(finding: Finding, chart: Chart, words: Words) -> Picture | None:
    """The picture, or None if the table has no row to draw."""
    table = next(t for t in finding.tables if t.name == chart.table)
    rows = [row for row in table.data.to_pylist() if all(str(row.get(k)) == v for k, v in chart.where)]
    if not rows:
        return None
    data = chart_data(table, chart, rows, words)
    caption = sentence(chart.title, words) if isinstance(chart.title, Fact) else words(chart.title)
    left_out = not_drawn(data)
    if left_out:
        listed = ", ".join(shown("place", p, words) for p in left_out)
        caption += " " + words(N_("Not on the map: {places}.")).format(places=listed)
    return Picture(
        svg_of(data),
        " ".join((sentence(chart.alt, words), *_in_grey(chart, rows, words))),
        caption,
        0.49 if chart.is_half_width else 1.0,
    )


def _in_grey(chart: Chart, rows: Sequence[Mapping[str, object]], words: Words) -> Iterator[str]:
    """What the grey of a picture says, for those who do not see it."""
    grey = [row for row in rows if chart.unsettled and row.get(chart.unsettled) and row.get(chart.y) is not None]
    days = [
        (row.get(chart.x) or row.get(f"{chart.x}_start"), row.get(chart.x) or row.get(f"{chart.x}_end")) for row in grey
    ]
    dated = [(first, last) for first, last in days if isinstance(first, date) and isinstance(last, date)]
    if dated:
        first, last = min(day for day, _ in dated), max(day for _, day in dated)
        yield words(N_("In grey, not yet complete: {first} to {last}.")).format(
            first=words.day(first), last=words.day(last)
        )


def chart_data(table: Table, chart: Chart, rows: Sequence[Mapping[str, object]], words: Words) -> ChartData:
    """The rows of a table as plain, translated chart rows."""
    columns = {c.name: c for c in table.columns}
    y = columns[chart.y]
    is_map = chart.kind in ("symbols", "shades")

    def text(name: str | None, row: Mapping[str, object]) -> str | None:
        if name is None:
            return None
        column = columns.get(name)
        if column is None or column.kind == "text":
            return str(row.get(name))
        if column.kind == "words":
            return str(row.get(f"{name}_{words.language}"))
        return shown(column.kind, row.get(name), words)

    def x_of(row: Mapping[str, object]) -> object:
        kind = columns[chart.x].kind if chart.x in columns else "text"
        if kind in ("date", "period"):
            return row.get(chart.x) or row.get(f"{chart.x}_start")
        return text(chart.x, row)

    entries = []
    for row in rows:
        entry: dict[str, object] = {"y": row.get(chart.y), "x": x_of(row)}
        if row.get(chart.y) is None:
            entry["missing"] = row.get(y.missing or "missing") or "not_available"
        if chart.unsettled:
            entry["is_unsettled"] = bool(row.get(chart.unsettled))
        if is_map:
            entry |= {"place_id": row.get(chart.x), "label": text(chart.x, row)}
        if chart.series:
            entry["series"] = text(chart.series, row)
        if chart.split:
            entry["split"] = text(chart.split, row)
        entries.append(entry)
    x_kind = columns[chart.x].kind if chart.x in columns else "text"
    return ChartData(
        kind=chart.kind,
        rows=tuple(entries),
        locale=words.language,  # type: ignore[arg-type]
        y_title="" if is_map else words(y.title),  # the caption of a map says what is counted and when
        x_kind="date" if x_kind in ("date", "period") and not is_map else "category",
        country=chart.country,
        unsettled_words=words(NOT_FINAL),
        missing_words={code: words(message) for code, message in MISSING_WORDS.items()},
        width=HALF if chart.is_half_width else FULL,
        number_decimals=chart.decimals,
    )
