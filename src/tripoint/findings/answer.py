"""What every answer needs: rows of one measure, and the origins, caveats and period they carry."""

from collections.abc import Iterable, Sequence
from datetime import date

import ibis
import ibis.expr.types as ir

from tripoint.analysis.measures import Additivity, Measured, measured
from tripoint.errors import QuestionError
from tripoint.findings.question import Chart, Fact, Filters, Finding, Question, Table
from tripoint.registry.measures import measure
from tripoint.registry.places import place
from tripoint.registry.substances import substance
from tripoint.store.ledger import Reader


def rows_of(records: ir.Table, name: str, *, source: str, series: str) -> Measured:
    """The records of one measure of one series; two series of a source may count the same things twice."""
    m = measure(name)
    rule = Additivity(name, m.adds_over_places, m.adds_over_periods, m.adds_over_substances, m.adds_over_categories)
    return measured(records.filter(records.source == source, records.series == series), rule)


def check_filters(question: Question, filters: Filters) -> None:
    """Raises QuestionError for a time, place or country that this question cannot answer.

    Raises RegistryError for a place that the registry does not know.
    """
    if filters.since and filters.until and filters.since > filters.until:
        raise QuestionError(
            f"the time asked for ends before it begins ({filters.since} to {filters.until})",
            cure="Give a day for --until that is not before --since.",
        )
    if filters.country is not None and filters.country not in ("CA", "MX", "US"):
        raise QuestionError(f"'{filters.country}' is not a country of this report", cure="Use CA, MX or US.")
    countries = " or ".join(question.countries)
    if filters.country is not None and filters.country not in question.countries:
        raise QuestionError(f"'{question.name}' is not about {filters.country}", cure=f"It is about: {countries}.")
    if filters.place is None:
        return
    asked = place(filters.place)
    if asked.kind not in question.place_kinds or asked.country not in question.countries:
        raise QuestionError(
            f"'{question.name}' cannot be asked about {asked.place_id}, a {_kind(asked.kind)} of {asked.country}",
            cure=f"It takes: {', '.join(map(_kind, question.place_kinds))} of {countries}.",
        )
    if filters.country not in (None, asked.country):
        raise QuestionError(
            f"{asked.place_id} is not in {filters.country}", cure="Leave one of the two out, or name a place of it."
        )


def _kind(kind: str) -> str:
    """A kind of place in words."""
    return _KINDS.get(kind, kind)


_KINDS = {"cbp_area": "CBP area", "border_segment": "border segment", "residual": "residual place"}


def covers(filters: Filters, start: date, end: date) -> bool:
    """Does the time asked for hold these days, both included?"""
    return (filters.since is None or filters.since <= start) and (filters.until is None or end <= filters.until)


def narrowed(records: ir.Table, filters: Filters) -> ir.Table:
    """Records of a place, substance or time. Raises RegistryError for a code the registry does not know."""
    if filters.place is not None:
        records = records.filter(records.place == place(filters.place).place_id)
    if filters.country is not None:
        if filters.country not in ("CA", "MX", "US"):
            raise QuestionError(f"'{filters.country}' is not a country of this report", cure="Use CA, MX or US.")
        ids = records.place
        records = records.filter((ids == filters.country) | ids.startswith(f"{filters.country}-"))
    if filters.substance is not None:
        records = records.filter(records.substance == substance(filters.substance).substance_id)
    return within(records, filters)


def within(records: ir.Table, filters: Filters) -> ir.Table:
    """Records whose period lies between `since` and `until`, both included."""
    if filters.since is not None:
        records = records.filter(records.period_start >= ibis.date(filters.since.isoformat()))
    if filters.until is not None:
        records = records.filter(records.period_end <= ibis.date(filters.until.isoformat()))
    return records


def finished(
    name: str,
    reader: Reader,
    records: Sequence[ir.Table],
    *,
    tables: Iterable[Table],
    facts: Iterable[Fact] = (),
    charts: Iterable[Chart] = (),
    caveats: Iterable[str] = (),
    is_about_holdings: bool = False,
    has_period: bool = True,
) -> Finding:
    """The answer with what its records say of themselves.

    records: the expressions the answer was made from (figures, flows or statements); they give the number
    of records, the period, the origins and the caveat codes. caveats: codes the question itself adds.
    has_period: False for statements, of which many name no period, so that the others' would mislead.
    """
    count, starts, ends, origins, codes = 0, [], [], set(), set(caveats)
    for table in records:
        dated = table.select(
            "origin",
            "period_start",
            "period_end",
            caveats=table.caveats if "caveats" in table.columns else ibis.null("string"),
        )
        grouped = dated.group_by("origin", "caveats").agg(
            n=ibis._.count(), first=dated.period_start.min(), last=dated.period_end.max()
        )
        for row in reader.fetch(grouped).to_pylist():
            count += row["n"]
            origins.add(row["origin"])
            codes.update((row["caveats"] or "").split())
            starts += [row["first"]] if row["first"] else []
            ends += [row["last"]] if row["last"] else []
    return Finding(
        name=name,
        as_of=reader.as_of,
        period_start=min(starts, default=None) if has_period else None,
        period_end=max(ends, default=None) if has_period else None,
        record_count=count,
        origins=() if is_about_holdings else reader.origins(origins),
        caveats=() if is_about_holdings else tuple(sorted(codes)),
        tables=tuple(tables),
        facts=tuple(facts) if count else (),
        charts=tuple(charts),
    )


def fiscal_year(day: ir.DateValue, *, starts: int) -> ir.IntegerValue:
    """The fiscal year (named by the year it ends in) of a date, for years that begin in month `starts`."""
    return day.year() + (day.month() >= starts).cast("int64")
