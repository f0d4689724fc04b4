"""Firearms and traces of a return beside what official bodies have stated of the same country and time."""

from collections.abc import Mapping

import pyarrow as pa

from tripoint.findings import cross_border_firearms
from tripoint.findings.question import N_, Filters, Table
from tripoint.findings.returned import Return, Returns
from tripoint.findings.returned_rows import Row
from tripoint.findings.returned_tables import YEAR
from tripoint.findings.returned_words import totals_of
from tripoint.findings.stated import Stated
from tripoint.findings.stated_rows import DOCUMENT, GRADE, PERIOD, QUANTITY, ROW, SAYS, data
from tripoint.registry.return_form import totals
from tripoint.registry.rows import LANGUAGES
from tripoint.store.ledger import Reader

SHEETS = ("firearms", "traces", "ammunition")
TOTALS = (
    "firearms_seized", "firearms_found", "firearms_surrendered", "firearms_southbound", "firearms_northbound",
    "submitted", "us_source", "purchaser", "rounds",
)  # fmt: skip
TITLES: Mapping[str, str] = {
    "US": N_("United States: what is returned, and what is stated of the same time"),
    "MX": N_("Mexico: what is returned, and what is stated of the same time"),
    "CA": N_("Canada: what is returned, and what is stated of the same time"),
}
BODIES: Mapping[str, str] = {
    "US": N_("National return of the United States"),
    "MX": N_("National return of Mexico"),
    "CA": N_("National return of Canada"),
}
_NOTE = N_(
    "The totals of the return come first. A statement stands here if its period has a day of the return; it can be of "
    "one agency, of one border, or of a part of the time. Neither is corrected by the other. Grade A: the body’s own "
    "text. Grade B: quoted or reported by others."
)


def stated_tables(reader: Reader, filters: Filters, returns: Returns) -> tuple[list[Table], list[Stated]]:
    """A table for each country that has both, and the statements in them."""
    found = totals_of(reader, filters)
    tables, shown = [], []
    for country in returns.countries:
        stated = cross_border_firearms.rows_of(reader, Filters(country=country))
        parts = [
            (one, _returned(one, found), [row for row in stated if _overlaps(row, one)])
            for one in returns.held
            if one.country == country
        ]
        both = [(one, rows, beside) for one, rows, beside in parts if rows and beside]
        shown += [row for *_, beside in both for row in beside]
        pieces = [_piece(one, rows, beside) for one, rows, beside in both] or [_empty()]
        columns = (YEAR, SAYS, PERIOD, QUANTITY, DOCUMENT, ROW, GRADE)
        table = pa.concat_tables(pieces)
        tables.append(Table(f"stated_{country.lower()}", TITLES[country], None, columns, table, note=_NOTE))
    return tables, shown


def _overlaps(row: Stated, one: Return) -> bool:
    start, end = row.said.period_start, row.said.period_end
    return start is not None and end is not None and start <= one.last_day and one.first_day <= end


def _returned(one: Return, found: Mapping[tuple[str, str, str], Row]) -> list[Row]:
    """The totals that this reader may see, as rows of a table of statements."""
    rows: list[Row] = []
    for total in totals():
        row = found.get((one.country, one.year, total.code))
        if total.code in TOTALS and row is not None:
            rows.append(
                {
                    **{f"says_{lang}": total.names[lang] for lang in LANGUAGES},
                    "source": f"{one.country.lower()}_return",
                    "countries": one.country,
                    "period_start": one.first_day,
                    "period_end": one.last_day,
                    "value": row["value"],
                    "missing": "not_supplied" if row["value"] is None else None,
                    "body": BODIES[one.country],
                }
            )
    return rows


def _piece(one: Return, rows: list[Row], beside: list[Stated]) -> pa.Table:
    stated = data(beside)
    both = pa.concat_tables([pa.Table.from_pylist(rows, stated.schema), stated])
    return both.append_column("year", pa.array([one.year] * len(both), pa.string()))


def _empty() -> pa.Table:
    return data(()).append_column("year", pa.array([], pa.string()))
