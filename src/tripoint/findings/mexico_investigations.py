"""Federal investigations opened in Mexico for drugs and for the firearms law, by month and state."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from tripoint.analysis.measures import Measured
from tripoint.findings.answer import finished, narrowed, rows_of
from tripoint.findings.mexico_tables import (
    FIREARMS,
    KINDS,
    MEASURE,
    SERIES,
    SOURCE,
    Year,
    by_kind,
    by_state,
    monthly,
    yearly_totals,
    years_of,
)
from tripoint.findings.question import N_, Chart, Fact, Filters, Finding, Question, Table
from tripoint.protocol.missing import Missing
from tripoint.store.ledger import Reader

NATION = "MX"
DRUG_KINDS = tuple(code for code in KINDS if code != FIREARMS)
YEARS = 8
"""So many complete years stand beside each other in the table of kinds."""


def answer(reader: Reader, filters: Filters) -> Finding:
    filters = replace(filters, place=None) if filters.place == NATION else filters
    records = narrowed(reader.figures(), filters)
    rows = rows_of(records, MEASURE, source=SOURCE, series=SERIES)
    firearms = rows.where(rows.rows.category == FIREARMS)
    drugs = rows.where(rows.rows.category.startswith("drugs/"))
    years = years_of(reader, rows_of(reader.figures(), MEASURE, source=SOURCE, series=SERIES), filters)
    complete = [year for year in years if year.is_complete]
    part = [year for year in years[-1:] if not year.is_complete]
    last = [*complete[-2:], *part]
    months = (
        monthly(
            reader,
            rows,
            name="firearms_monthly",
            title=_FIREARMS_MONTHS,
            categories=(FIREARMS,),
            in_report=20,
        ),
        monthly(reader, rows, name="drugs_monthly", title=_DRUGS_MONTHS, categories=DRUG_KINDS, in_report=0),
    )
    place = filters.place
    firearms_states = by_state(reader, firearms, last, name="firearms_by_state", title=_FIREARMS_STATES, place=place)
    drug_states = by_state(reader, drugs, last, name="drugs_by_state", title=_DRUGS_STATES, place=place)
    kinds = by_kind(
        reader, rows, [*complete[-YEARS:], *part], name="drugs_by_kind", title=_KINDS_TITLE,
        kinds={code: KINDS[code] for code in DRUG_KINDS},
    )  # fmt: skip
    facts = [
        *_totals(reader, firearms, last, filters, _FIREARMS_FACTS),
        *_totals(reader, drugs, last, filters, _DRUGS_FACTS),
        *(_fall_of_2012(reader, drugs, years, months[1]) if place is None else ()),
        *(_break(kinds, complete) if place is None else ()),
        *_not_yet(months[0]),
    ]
    used = records.filter((records.source == SOURCE) & (records.measure == MEASURE))
    return finished(
        QUESTION.name, reader, [used], facts=facts,
        tables=[months[0], firearms_states, kinds, months[1], drug_states],
        charts=[*_lines(months, filters), *(_maps(complete[-1]) if complete and place is None else ())],
    )  # fmt: skip


def _lines(months: Sequence[Table], filters: Filters) -> Iterator[Chart]:
    for table, title, alt in zip(months, _LINES, _LINES_ALT, strict=True):
        days = table.data["period_start"].to_pylist()
        if days:
            span = (min(days), max(table.data["period_end"].to_pylist()))
            yield Chart(
                kind="lines", table=table.name, x="period", y="value", title=title,
                split=None if table.name == "firearms_monthly" else "kind",
                alt=Fact(alt, {"period": ("period", span), "place": ("place", filters.place or NATION)}),
            )  # fmt: skip


def _maps(year: Year) -> Iterator[Chart]:
    """Two maps side by side; each has a scale of its own."""
    for table, title, alt in _MAPS:
        yield Chart(
            kind="symbols", table=table, x="place", y=year.name, country="MX", is_half_width=True,
            title=Fact(title, {"period": ("period", year.span)}),
            alt=Fact(alt, {"period": ("period", year.span)}),
        )  # fmt: skip


def _totals(
    reader: Reader, rows: Measured, years: Sequence[Year], filters: Filters, messages: tuple[str, str, str]
) -> Iterator[Fact]:
    """The last complete year with the one before; apart, the running year or the part of a year asked for."""
    sums = yearly_totals(reader, rows, years)
    complete = [year for year in years if year.is_complete and year.year in sums]
    whole, so_far, cut = messages
    place = filters.place or NATION
    if len(complete) == 2:
        before, last = complete
        yield Fact(
            whole,
            {
                "place": ("place", place), "now": ("number", sums[last.year]),
                "period": ("period", last.span),
                "then": ("number", sums[before.year]), "before": ("period", before.span),
            },
            is_headline=True,
        )  # fmt: skip
    for year in years:
        if not year.is_complete and year.year in sums:
            yield Fact(
                cut if year.is_cut else so_far,
                {
                    "place": ("place", place),
                    "now": ("number", sums[year.year]),
                    "period": ("period", year.span),
                },
            )


def _fall_of_2012(reader: Reader, drugs: Measured, years: Sequence[Year], months: Table) -> Iterator[Fact]:
    """The fall inside the first year of the file, which no caveat of the publisher explains."""
    sums = yearly_totals(reader, drugs, [year for year in years if year.is_complete and year.year in (2012, 2013)])
    possession = {
        row["period_start"]: row["value"] for row in months.data.to_pylist() if row["category"] == "drugs/possession"
    }
    cells = [sums.get(2012), sums.get(2013), possession.get(date(2012, 6, 1)), possession.get(date(2012, 9, 1))]
    if None not in cells:
        yield Fact(
            N_(
                "Break in 2012: drug offences of the federal criminal code go from {a} in 2012 to {b} in 2013, and "
                "possession from {c} in June to {d} in September 2012. The publisher states no cause; do not "
                "compare earlier months with later ones."
            ),
            {name: ("number", cell) for name, cell in zip("abcd", cells, strict=True)},
        )


def _break(kinds: Table, complete: Sequence[Year]) -> Iterator[Fact]:
    """Of whole years and the whole country only."""
    if not {2018, 2019, 2020} <= {year.year for year in complete}:
        return
    rows: Mapping[str, Mapping[str, object]] = {row["category"]: row for row in kinds.data.to_pylist()}
    cells = [rows["drugs/trafficking"].get(f"y{year}") for year in (2018, 2019, 2020)]
    cells += [rows["drugs/other"].get(f"y{year}") for year in (2018, 2020)]
    if None not in cells:
        yield Fact(
            N_(
                "Break in the classification: “tráfico” goes from {a} in 2018 to {b} in 2019 and {c} in "
                "2020, while “otros” goes from {d} in 2018 to {e} in 2020. The publisher states no cause; do "
                "not read it as a rise."
            ),
            {name: ("number", cell) for name, cell in zip("abcde", cells, strict=True)},
        )


def _not_yet(months: Table) -> Iterator[Fact]:
    blank = [r for r in months.data.to_pylist() if r["missing"] == Missing.not_yet_reported]
    if blank:
        span = (min(r["period_start"] for r in blank), max(r["period_end"] for r in blank))
        yield Fact(N_("Not yet reported in this release: {period}. Blank is not zero."), {"period": ("period", span)})


_FIREARMS_MONTHS = N_("Firearms and explosives law: federal investigations opened each month")
_DRUGS_MONTHS = N_("Drug offences: federal investigations opened each month, by kind")
_FIREARMS_STATES = N_("Firearms and explosives law: federal investigations opened, by state and year")
_DRUGS_STATES = N_("Drug offences of the federal criminal code: federal investigations opened, by state and year")
_KINDS_TITLE = N_("Federal investigations opened for drug offences, by kind and year")
_LINES = (
    N_("Firearms and explosives law: federal investigations opened each month."),
    N_("Drug offences: federal investigations opened each month. Each kind has a scale of its own."),
)
_LINES_ALT = (
    N_("Line chart of federal investigations opened each month for the firearms law, {place}, {period}."),
    N_(
        "Line charts of federal investigations opened each month for drug offences, one for each kind, "
        "{place}, {period}."
    ),
)
_MAPS = (
    (
        "firearms_by_state",
        N_("Firearms and explosives law: investigations opened by state, {period}. Each map has its own scale."),
        N_("Map of Mexico with a circle for each state: investigations for the firearms law, {period}."),
    ),
    (
        "drugs_by_state",
        N_(
            "Drug offences, federal criminal code: investigations opened by state, {period}. Each map has its "
            "own scale."
        ),
        N_("Map of Mexico with a circle for each state: investigations for drug offences, {period}."),
    ),
)
_FIREARMS_FACTS = (
    N_("Firearms and explosives law, {place}: {now} federal investigations opened in {period}; {then} in {before}."),
    N_("Firearms and explosives law, {place}: {now} federal investigations opened in {period} (running year)."),
    N_(
        "Firearms and explosives law, {place}: {now} federal investigations opened in {period} (the part of the year "
        "that was asked for)."
    ),
)
_DRUGS_FACTS = (
    N_(
        "Drug offences of the federal criminal code, {place}: {now} federal investigations opened in "
        "{period}; {then} in {before}."
    ),
    N_(
        "Drug offences of the federal criminal code, {place}: {now} federal investigations opened in "
        "{period} (running year)."
    ),
    N_(
        "Drug offences of the federal criminal code, {place}: {now} federal investigations opened in {period} (the "
        "part of the year that was asked for)."
    ),
)

QUESTION = Question(
    name="mexico_investigations",
    title=N_("Federal investigations in Mexico for drugs and for the firearms law"),
    asks=N_("How many investigations do federal prosecutors in Mexico open for drugs and for firearms, and where?"),
    how_to_read=N_(
        "One unit is an investigation file opened. Drug offences and the firearms law are two questions and "
        "are never added. “Drug offences of the federal criminal code” are the seven kinds of “contra la "
        "salud”; retail dealing under the health law and the organised crime law are shown beside them and "
        "not added to them. The chart of drug offences falls sharply during 2012 without a stated cause: do not "
        "compare across it. The firearms law covers explosives too. A month in which any state is blank has "
        "no national number."
    ),
    does_not_say=N_(
        "Investigations are not seizures, not persons, not weapons and not convictions. The file names no "
        "substance, no weapon and no quantity. It holds federal files only: files of the states are not in "
        "it. More investigations can mean more crime, more police work or another way of filing. The "
        "publisher revises all past years every month."
    ),
    answer=answer,
    filters=("place", "since", "until"),
    place_kinds=("country", "state", "residual"),
    countries=(NATION,),
)
