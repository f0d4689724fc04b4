"""Every question, one list; CLI, report and API follow it."""

from collections.abc import Mapping
from dataclasses import replace

from tripoint.errors import QuestionError
from tripoint.findings import (
    air_marine_drug_seizures,
    alarms,
    armed_event_seizures,
    border_drug_seizures,
    canada_border_seizures,
    canada_indicators,
    commitments,
    corridors,
    court_case_firearms,
    coverage,
    cross_border_firearms,
    data_quality,
    drug_analysis_canada,
    fentanyl_concentration_bc,
    firearm_background_checks,
    firearms_commerce,
    harms,
    interstate_firearm_flows,
    laboratory_reports,
    law_changes,
    law_texts_held,
    legal_status,
    mexico_investigations,
    mexico_state_offences,
    municipal_drug_actions,
    notices_by_status,
    prohibited_models,
    returned_and_published,
    returned_corridors,
    returned_coseizures,
    returned_drugs,
    returned_firearms,
    returned_methods,
    returned_organisations,
    returned_parts_ammunition,
    returned_traces,
    returns_held,
    revisions,
    sources_held,
    spread,
    stated_drug_figures,
    trace_denominators,
    trafficking_methods,
    trafficking_organisations,
    weapons_seizure_events,
    world_drug_seizures,
)
from tripoint.findings.answer import check_filters
from tripoint.findings.question import Filters, Finding, Question
from tripoint.store.ledger import Reader

QUESTIONS: tuple[Question, ...] = (
    returned_firearms.QUESTION,
    returned_corridors.QUESTION,
    returned_traces.QUESTION,
    returned_parts_ammunition.QUESTION,
    returned_coseizures.QUESTION,
    returned_and_published.QUESTION,
    cross_border_firearms.QUESTION,
    trace_denominators.QUESTION,
    firearm_background_checks.QUESTION,
    firearms_commerce.QUESTION,
    court_case_firearms.QUESTION,
    prohibited_models.QUESTION,
    weapons_seizure_events.QUESTION,
    armed_event_seizures.QUESTION,
    returned_methods.QUESTION,
    trafficking_methods.QUESTION,
    returned_organisations.QUESTION,
    trafficking_organisations.QUESTION,
    returned_drugs.QUESTION,
    border_drug_seizures.QUESTION,
    air_marine_drug_seizures.QUESTION,
    canada_border_seizures.QUESTION,
    stated_drug_figures.QUESTION,
    laboratory_reports.QUESTION,
    alarms.QUESTION,
    spread.QUESTION,
    drug_analysis_canada.QUESTION,
    fentanyl_concentration_bc.QUESTION,
    mexico_investigations.QUESTION,
    mexico_state_offences.QUESTION,
    municipal_drug_actions.QUESTION,
    world_drug_seizures.QUESTION,
    law_texts_held.QUESTION,
    law_changes.QUESTION,
    legal_status.QUESTION,
    notices_by_status.QUESTION,
    harms.QUESTION,
    canada_indicators.QUESTION,
    interstate_firearm_flows.QUESTION,
    corridors.QUESTION,
    returns_held.QUESTION,
    coverage.QUESTION,
    data_quality.QUESTION,
    revisions.QUESTION,
    sources_held.QUESTION,
    commitments.QUESTION,
)  # fmt: skip

CATALOGUE: Mapping[str, Question] = {question.name: question for question in QUESTIONS}


def ask_named(name: str, reader: Reader, filters: Filters) -> Finding:
    """The answer to a question.

    Raises QuestionError for an unknown finding, or for filters it does not take, cannot answer or that
    contradict each other.
    """
    if name not in CATALOGUE:
        raise QuestionError(f"there is no finding '{name}'", cure=f"The findings are: {', '.join(CATALOGUE)}.")
    question = CATALOGUE[name]
    refused = [f for f in filters.given() if f not in question.filters]
    if refused:
        takes = ", ".join(question.filters) or "no filter"
        raise QuestionError(f"'{name}' cannot be filtered by {', '.join(refused)}", cure=f"It takes: {takes}.")
    check_filters(question, filters)
    finding = question.answer(reader, filters)
    if finding.record_count or not filters.given():
        return finding
    return replace(finding, is_emptied_by_filters=question.answer(reader, Filters()).record_count > 0)
