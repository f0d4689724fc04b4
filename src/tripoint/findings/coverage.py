"""The scorecard: the same questions put to three countries, and what is held of each answer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import ibis
import pyarrow as pa

from tripoint.findings import (
    canada_border_seizures,
    cross_border_firearms,
    stated_drug_figures,
    trace_denominators,
    trafficking_methods,
    trafficking_organisations,
)
from tripoint.findings.answer import finished
from tripoint.findings.bodies import is_of
from tripoint.findings.firearm_topics import role_of
from tripoint.findings.question import N_, Column, Fact, Filters, Finding, Question, Table
from tripoint.findings.returned import Return, Returns, returns_of
from tripoint.findings.stated import Stated
from tripoint.findings.trace_stages import stage_of
from tripoint.store.ledger import Reader

COUNTRIES = ("MX", "CA", "US")
TITLES = {"MX": N_("Mexico"), "CA": N_("Canada"), "US": N_("United States")}
SERIES = N_("Series held: {period}")
RETURNED = N_("National return held: {period}")
SINGLE = N_("Single official figures held: {count}")
WORDS_ONLY = N_("Official statements in words held: {count}")
NONE = N_("None held")


@dataclass(frozen=True)
class Asked:
    """One question of the scorecard.

    series: country → (source, measures) of a series that answers it. sheet: that of the national return.
    figures, in_words: the statements of another finding that answer it with single figures or in words.
    would_answer: what would.
    """

    question: str
    would_answer: str
    series: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    figures: Callable[[Reader], Iterable[Stated]] | None = None
    in_words: Callable[[Reader], Iterable[Stated]] | None = None
    sheet: str | None = None


def _border_firearms(reader: Reader) -> list[Stated]:
    rows = cross_border_firearms.rows_of(reader, Filters())
    return [r for r in rows if r.said.is_cross_border_firearm and role_of(r) == "border"]


def _traces(reader: Reader) -> list[Stated]:
    return [r for r in trace_denominators.rows_of(reader, Filters()) if stage_of(r) != "seized"]


def _methods(reader: Reader) -> list[Stated]:
    kinds = ("method", "route", "link")
    return [r for r in trafficking_methods.rows_of(reader, Filters()) if trafficking_methods.kind_of(r) in kinds]


def _organisations(reader: Reader) -> list[Stated]:
    return trafficking_organisations.rows_of(reader, Filters())


def _border_drugs(reader: Reader) -> list[Stated]:
    rows = canada_border_seizures.rows_of(reader, Filters())
    return [r for r in rows if canada_border_seizures.is_drug_seizure(r)]


def _investigations(reader: Reader) -> list[Stated]:
    return [r for r in trafficking_methods.figures_of(reader, Filters()) if r.said.unit == "investigations"]


def _precursors(reader: Reader) -> list[Stated]:
    rows = stated_drug_figures.rows_of(reader, Filters())
    return [r for r in rows if stated_drug_figures.is_precursor_seizure(r)]


SCORECARD: tuple[Asked, ...] = (
    Asked(
        N_("Firearms seized at or across the border"),
        N_(
            "United States: the file Weapons and Ammunition Seizures of US Customs and Border Protection, by month, "
            "area, inbound and outbound, which is not in this edition. Each country: a national return of seizures "
            "by period, place, direction and kind."
        ),
        figures=_border_firearms,
        sheet="firearms",
    ),
    Asked(
        N_("Firearms submitted for tracing, of US source, with a buyer found"),
        N_("ATF's yearly tables for Mexico and Canada; the tracing centres' own yearly counts."),
        figures=_traces,
        sheet="traces",
    ),
    Asked(
        N_("Methods and routes of trafficking"),
        N_("Closed cases, coded alike in the three countries."),
        in_words=_methods,
        sheet="methods",
    ),
    Asked(
        N_("Criminal organisations involved"),
        N_("Statements of the three governments with a grade of evidence."),
        in_words=_organisations,
        sheet="organisations",
    ),
    Asked(
        N_("Drugs seized at the border, by month"),
        N_("Canada: seizures by office and month. Mexico: seizures by state and month in kilograms and pills."),
        series=(("US", "us_cbp_drugs", ("seizure_events", "seized_mass_kg")),),
        figures=_border_drugs,
        sheet="drugs",
    ),
    Asked(
        N_("Drugs seized by port of entry"),
        N_("A publication by port: none was found for any of the three countries."),
    ),
    Asked(
        N_("Substances identified by laboratories"),
        N_("Canada: Health Canada's Drug Analysis Service. Mexico: counts of the federal forensic laboratories."),
        series=(("US", "us_nflis_drug", ("drug_reports",)),),
    ),
    Asked(
        N_("Criminal investigations for drugs and firearms"),
        N_("United States and Canada: investigations by state or province, month and law."),
        series=(("MX", "mx_sesnsp_federal", ("investigations_opened",)),),
        figures=_investigations,
    ),
    Asked(
        N_("Deaths from opioids or overdoses"),
        N_("Mexico: deaths by substance from the national register. No comparable open series is held."),
        series=(("US", "us_cdc_overdose", ("deaths_12_months",)), ("CA", "ca_infobase_harms", ("deaths",))),
    ),
    Asked(
        N_("Hospital figures for opioids"),
        N_("United States and Mexico: hospital discharges by substance and quarter."),
        series=(("CA", "ca_infobase_harms", ("hospitalisations", "emergency_department_visits")),),
    ),
    Asked(
        N_("Precursors and equipment seized"),
        N_("A national return with substance, quantity and route."),
        figures=_precursors,
        sheet="precursors",
    ),
    Asked(
        N_("Purity, price and composition of seized drugs"),
        N_("A common analysis protocol of the three countries' laboratories."),
    ),
    Asked(
        N_("Firearms traced inside the country, by source and recovery"),
        N_("Mexico and Canada: recoveries by state or province with the source of the firearm."),
        series=(("US", "us_atf_trace", ("firearms_traced_with_purchaser",)),),
    ),
    Asked(
        N_("People in recovery from substance use"),
        N_("Indicators of treatment and recovery that the three countries define alike."),
    ),
)


def answer(reader: Reader, filters: Filters) -> Finding:
    spans, returns = _spans(reader), returns_of(reader, Filters())
    rows = []
    for asked in SCORECARD:
        row: dict[str, object] = {"question": asked.question, "would_answer": asked.would_answer}
        figures = list(asked.figures(reader)) if asked.figures else []
        in_words = list(asked.in_words(reader)) if asked.in_words else []
        for country in COUNTRIES:
            row |= _cell(asked, country, spans, (figures, in_words), returns)
        rows.append(row)
    schema = pa.schema([("question", pa.string()), ("would_answer", pa.string()), *_CELLS])
    counts = {
        f"{level}_{c.lower()}": ("number", sum(1 for row in rows if row[f"{c}_level"] == level))
        for c in COUNTRIES
        for level in ("series", "none")
    }
    message = N_(
        "Of {asked} questions, an open series is held for Mexico for {series_mx}, Canada {series_ca}, "
        "United States {series_us}; nothing is held for Mexico for {none_mx}, Canada {none_ca}, "
        "United States {none_us}."
    )
    facts = [Fact(message, {"asked": ("number", len(SCORECARD)), **counts}, is_headline=True)]  # type: ignore[dict-item]
    is_known = any(row[f"{c}_level"] != "none" for row in rows for c in COUNTRIES)
    return finished(
        QUESTION.name, reader, [reader.figures(), reader.flows(), reader.statements()], facts=facts if is_known else (),
        is_about_holdings=True, has_period=False,
        tables=[
            Table(
                "scorecard", N_("What is held of each country's answer"), None,
                (
                    Column("question", N_("Question"), "message"),
                    *(Column(c, TITLES[c], "fact") for c in COUNTRIES),
                    Column("would_answer", N_("What would answer it"), "message"),
                ),
                pa.Table.from_pylist(rows, schema),
            )
        ],
    )  # fmt: skip


_CELLS = [
    field
    for c in COUNTRIES
    for field in (
        (c, pa.string()), (f"{c}_level", pa.string()), (f"{c}_source", pa.string()), (f"{c}_count", pa.int64()),
        (f"{c}_start", pa.date32()), (f"{c}_end", pa.date32()),
    )
]  # fmt: skip


def _cell(
    asked: Asked,
    country: str,
    spans: dict[tuple[str, str], dict[str, object]],
    stated: tuple[list[Stated], list[Stated]],
    returns: Returns,
) -> dict[str, object]:
    """The columns of one country: message, level (series, return, single, words, none), source, count, first and last day."""
    for where, source, measures in asked.series:
        held = [spans[source, m] for m in measures if (source, m) in spans]
        if where == country and held:
            return {
                country: SERIES,
                f"{country}_level": "series",
                f"{country}_source": source,
                f"{country}_count": sum(int(str(h["records"])) for h in held),
                f"{country}_start": min(h["first"] for h in held),  # type: ignore[type-var]
                f"{country}_end": max(h["last"] for h in held),  # type: ignore[type-var]
            }
    returned = next((one for one in returns.newest if one.country == country and _answers(one, asked)), None)
    if returned is not None:
        return {
            country: RETURNED,
            f"{country}_level": "return",
            f"{country}_count": 1,
            f"{country}_start": returned.first_day,
            f"{country}_end": returned.last_day,
        }
    levels = ((SINGLE, "single"), (WORDS_ONLY, "words"))
    for (message, level), rows in zip(levels, stated, strict=True):
        count = sum(is_of(r.said.body, country) for r in rows)
        if count:
            return {country: message, f"{country}_level": level, f"{country}_count": count}
    return {country: NONE, f"{country}_level": "none", f"{country}_count": 0}


def _answers(one: Return, asked: Asked) -> bool:
    """Does the return supply the sheet, zero included, to this reader?"""
    return asked.sheet is not None and (one.has(asked.sheet) or one.states.get(asked.sheet) == "zero")


def _spans(reader: Reader) -> dict[tuple[str, str], dict[str, object]]:
    """(source, measure) → number of current records that have a value, first and last day."""
    spans = {}
    for records in (reader.figures(), reader.flows()):
        grouped = (
            records.filter(records.value.notnull())
            .group_by("source", "measure")
            .agg(records=ibis._.count(), first=records.period_start.min(), last=records.period_end.max())
        )
        for row in reader.fetch(grouped).to_pylist():
            spans[row["source"], row["measure"]] = row
    return spans


QUESTION = Question(
    name="coverage",
    title=N_("Coverage scorecard"),
    asks=N_("What does each country publish for the same question, and what does it not?"),
    how_to_read=N_(
        "A series is a publication that can be followed over time. A national return stands where there is no series and "
        "its sheet is supplied to the reader. Single official figures are quoted one by one "
        "and cannot be followed; they are the figures and statements of the sections on the same questions, the same "
        "one from two sources once, and count for the country whose body made them, whichever country they are about; "
        "a joint statement counts for each. None held means that no open publication is among the sources of this edition; "
        "it does not prove that none exists."
    ),
    does_not_say=N_("Whether a figure that is published is complete, or why one is not published."),
    answer=answer,
)
