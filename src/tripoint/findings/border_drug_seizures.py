"""Seizures of drugs at US borders by segment and drug, monthly; events and mass apart."""

import ibis

from tripoint.findings.answer import finished, fiscal_year, narrowed, rows_of
from tripoint.findings.question import N_, Chart, Column, Fact, Filters, Finding, Question, Table
from tripoint.store.ledger import Reader

SOURCE = "us_cbp_drugs"
MEASURES = ("seized_mass_kg", "seizure_events")
DRAWN = ("fentanyl", "methamphetamine", "cocaine", "heroin")

_VALUE = {
    "seized_mass_kg": Column("value", N_("Mass seized (kg)"), "number", 1),
    "seizure_events": Column("value", N_("Seizure events"), "number"),
}
_MONTHLY = {
    "seized_mass_kg": N_("Mass seized each month, by border segment and drug (kg)"),
    "seizure_events": N_("Seizure events each month, by border segment and drug"),
}
_YEARLY = {
    "seized_mass_kg": N_("Mass seized each US fiscal year, by border segment and drug (kg)"),
    "seizure_events": N_("Seizure events each US fiscal year, by border segment and drug"),
}


def answer(reader: Reader, filters: Filters) -> Finding:
    records = narrowed(reader.figures(), filters)
    used = records.filter((records.source == SOURCE) & records.measure.isin(MEASURES))
    tables = []
    charts = []
    for name in MEASURES:
        rows = rows_of(records, name, source=SOURCE)
        monthly = rows.total(by=("border_segment", "substance", "period_start", "period_end"), over=("places",))
        tables.append(
            Table(
                f"monthly_{name}", _MONTHLY[name], name,
                (
                    Column("border_segment", N_("Border segment"), "place"),
                    Column("substance", N_("Drug"), "substance"),
                    Column("period", N_("Month"), "period"),
                    _VALUE[name],
                ),
                reader.fetch(monthly.order_by("border_segment", "substance", "period_start")),
                in_report=0,
            )
        )  # fmt: skip
        year = fiscal_year(rows.rows.period_start, starts=10)
        yearly = type(rows)(rows.rows.mutate(fiscal_year=year), rows.rule).total(
            by=("border_segment", "substance", "fiscal_year"), over=("places", "periods")
        )
        yearly = yearly.mutate(
            period_start=ibis.date(yearly.fiscal_year - 1, 10, 1), period_end=ibis.date(yearly.fiscal_year, 9, 30)
        )
        tables.append(
            Table(
                f"yearly_{name}", _YEARLY[name], name,
                (
                    Column("border_segment", N_("Border segment"), "place"),
                    Column("substance", N_("Drug"), "substance"),
                    Column("fiscal_year", N_("US fiscal year"), "text"),
                    _VALUE[name],
                ),
                reader.fetch(yearly.order_by("border_segment", "substance", "fiscal_year")),
            )
        )  # fmt: skip
    return finished(QUESTION.name, reader, [used], tables=tables, charts=charts)


QUESTION = Question(
    name="border_drug_seizures",
    title=N_("Drug seizures at the borders of the United States"),
    asks=N_("How much of which drug do US border authorities seize, where and when?"),
    how_to_read=N_("x"),
    does_not_say=N_("y"),
    answer=answer,
    filters=("place", "substance", "since", "until"),
)
