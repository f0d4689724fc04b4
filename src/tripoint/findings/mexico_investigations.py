"""Federal investigations opened in Mexico for drugs and for the firearms law, by month and state."""

from collections.abc import Iterator, Sequence
from datetime import date

from tripoint.findings.answer import finished, narrowed, rows_of
from tripoint.findings.mexico_tables import (
    FIREARMS,
    KINDS,
    MEASURE,
    SOURCE,
    Year,
    by_kind,
    by_state,
    monthly,
    years_of,
)
from tripoint.findings.question import N_, Chart, Fact, Filters, Finding, Question, Table
from tripoint.store.ledger import Reader

DRUG_KINDS = tuple(code for code in KINDS if code != FIREARMS)
YEARS = 5
"""So many complete years stand beside each other in the table of kinds."""


def answer(reader: Reader, filters: Filters) -> Finding:
    records = narrowed(reader.figures(), filters)
    rows = rows_of(records, MEASURE, source=SOURCE)
    firearms = rows.where(rows.rows.category == FIREARMS)
    drugs = rows.where(rows.rows.category.startswith("drugs/"))
    years = years_of(reader, rows)
    complete = [year for year in years if year.is_complete]
    running = [year for year in years[-1:] if not year.is_complete]
    last = [*complete[-2:], *running]
    months = (
        monthly(reader, rows, name="firearms_monthly", title=_FIREARMS_MONTHLY, categories=(FIREARMS,)),
        monthly(reader, rows, name="drugs_monthly", title=_DRUGS_MONTHLY, categories=DRUG_KINDS),
    )
    states = (
        by_state(reader, firearms, last, name="firearms_by_state", title=_FIREARMS_STATES, place=filters.place),
        by_state(reader, drugs, last, name="drugs_by_state", title=_DRUGS_STATES, place=filters.place),
    )
    tables = [months[0], states[0], months[1], by_kind(reader, rows, [*complete[-YEARS:], *running]), states[1]]
    charts = [*_lines(months, filters), *(_maps(complete[-1]) if complete and filters.place is None else ())]
    used = records.filter((records.source == SOURCE) & (records.measure == MEASURE))
    return finished(
        QUESTION.name, reader, [used], tables=tables, charts=charts,
        facts=[*_totals(states, last, filters), *_break(tables[3]), *_not_yet(months[0])],
    )  # fmt: skip


def _lines(months: Sequence[Table], filters: Filters) -> Iterator[Chart]:
    for table, title, alt in zip(months, _LINES, _LINES_ALT, strict=True):
        days = table.data["period_start"].to_pylist()
        if days:
            span = (min(days), max(table.data["period_end"].to_pylist()))
            yield Chart(
                kind="lines", table=table.name, x="period", y="value", title=title,
                split=None if table.name == "firearms_monthly" else "kind",
                alt=Fact(alt, {"period": ("period", span), "place": ("place", filters.place or "MX")}),
            )  # fmt: skip


def _maps(year: Year) -> Iterator[Chart]:
    for table, title, alt in (
        ("firearms_by_state", _FIREARMS_MAP, N_("Map of Mexico: investigations for the firearms law by state, {period}.")),
        ("drugs_by_state", _DRUGS_MAP, N_("Map of Mexico: investigations for drug offences by state, {period}.")),
    ):
        yield Chart(
            kind="symbols", table=table, x="place", y=year.name, country="MX", is_half_width=True, title=title,
            alt=Fact(alt, {"period": ("period", year.span)}),
        )  # fmt: skip


def _totals(states: Sequence[Table], years: Sequence[Year], filters: Filters) -> Iterator[Fact]:
    """The last complete year and the one before, and the running year apart."""
    complete = [year for year in years if year.is_complete]
    for table, message, so_far in zip(states, (_FIREARMS_FACT, _DRUGS_FACT), (_FIREARMS_SO_FAR, _DRUGS_SO_FAR), strict=True):
        sums = {year: sum(v for v in table.data[year.name].to_pylist() if v is not None) for year in years}
        place: tuple[str, object] = ("place", filters.place or "MX")
        if len(complete) == 2 and len(table.data):
            before, last = complete
            yield Fact(
                message,
                {
                    "place": ("place", filters.place or "MX"), "now": ("number", sums[last]),
                    "period": ("period", last.span), "then": ("number", sums[before]),
                    "before": ("period", before.span),
                },
                is_headline=True,
            )  # fmt: skip
