"""The words of harms in Canada, by measure."""

from collections.abc import Mapping

from tripoint.findings.question import N_

RATE = "deaths_crude_rate_per_100k"

BY_YEAR: Mapping[str, str] = {
    "deaths": N_("Canada: apparent opioid toxicity deaths by region and year"),
    RATE: N_("Canada: apparent opioid toxicity deaths per 100,000 people, crude rate, by region and whole year"),
    "hospitalisations": N_("Canada: opioid-related hospitalisations by region and year"),
    "emergency_department_visits": N_("Canada: opioid-related emergency department visits by region and year"),
    "ems_responses": N_("Canada: opioid-related emergency medical service responses by region and year"),
}
BY_QUARTER: Mapping[str, str] = {
    "deaths": N_("Canada: apparent opioid toxicity deaths by region and quarter"),
    "hospitalisations": N_("Canada: opioid-related hospitalisations by region and quarter"),
    "emergency_department_visits": N_("Canada: opioid-related emergency department visits by region and quarter"),
    "ems_responses": N_("Canada: opioid-related emergency medical service responses by region and quarter"),
}
UNITS: Mapping[str, str] = {
    "deaths": N_("Deaths"),
    "hospitalisations": N_("Hospitalisations"),
    "emergency_department_visits": N_("Emergency department visits"),
    "ems_responses": N_("Responses"),
}
LINES: Mapping[str, str] = {
    "deaths": N_("Canada: apparent opioid toxicity deaths each quarter, in the regions that have a number."),
    "hospitalisations": N_("Canada: opioid-related hospitalisations each quarter, in the regions that have a number."),
    "emergency_department_visits": N_(
        "Canada: opioid-related emergency department visits each quarter, in the regions that have a number."
    ),
    "ems_responses": N_(
        "Canada: opioid-related emergency medical service responses each quarter, in the regions that have a "
        "number. Added regions alone raise the line."
    ),
}
LINES_OF_A_REGION: Mapping[str, str] = {
    "deaths": N_("Apparent opioid toxicity deaths each quarter, in the place asked for."),
    "hospitalisations": N_("Opioid-related hospitalisations each quarter, in the place asked for."),
    "emergency_department_visits": N_(
        "Opioid-related emergency department visits each quarter, in the place asked for."
    ),
    "ems_responses": N_("Opioid-related emergency medical service responses each quarter, in the place asked for."),
}
FACTS: Mapping[str, str] = {
    "deaths": N_("{place}, {period}: {value} apparent opioid toxicity deaths."),
    "hospitalisations": N_("{place}, {period}: {value} opioid-related hospitalisations."),
    "emergency_department_visits": N_("{place}, {period}: {value} opioid-related emergency department visits."),
    "ems_responses": N_("{place}, {period}: {value} opioid-related emergency medical service responses."),
}
NATION_FACTS: Mapping[str, str] = {
    "deaths": N_(
        "{place}, {period}: {value} apparent opioid toxicity deaths in the regions that have a number, by "
        "definitions that differ between provinces."
    ),
    "hospitalisations": N_(
        "{place}, {period}: {value} opioid-related hospitalisations in the regions that have a number."
    ),
    "emergency_department_visits": N_(
        "{place}, {period}: {value} opioid-related emergency department visits in the regions that have a number."
    ),
    "ems_responses": N_(
        "{place}, {period}: {value} opioid-related emergency medical service responses in the regions that "
        "have a number."
    ),
}
PART_FACTS: Mapping[str, str] = {
    "deaths": N_("{place}, {period}, part of a year: {value} apparent opioid toxicity deaths."),
    "hospitalisations": N_("{place}, {period}, part of a year: {value} opioid-related hospitalisations."),
    "emergency_department_visits": N_(
        "{place}, {period}, part of a year: {value} opioid-related emergency department visits."
    ),
    "ems_responses": N_(
        "{place}, {period}, part of a year: {value} opioid-related emergency medical service responses."
    ),
}
NATION_PART_FACTS: Mapping[str, str] = {
    "deaths": N_(
        "{place}, {period}, part of a year: {value} apparent opioid toxicity deaths in the regions that have a number."
    ),
    "hospitalisations": N_(
        "{place}, {period}, part of a year: {value} opioid-related hospitalisations in the regions that have a number."
    ),
    "emergency_department_visits": N_(
        "{place}, {period}, part of a year: {value} opioid-related emergency department visits in the regions "
        "that have a number."
    ),
    "ems_responses": N_(
        "{place}, {period}, part of a year: {value} opioid-related emergency medical service responses in the "
        "regions that have a number."
    ),
}
COUNT_NOTE = N_(
    "A column marked * covers part of a year; its months stand in the sentences above. Canada is the "
    "publisher's own number and holds only the regions that have one. Definitions differ between regions: do "
    "not rank them."
)
RATE_NOTE = N_(
    "Rates are the publisher's own, with its own denominators; the file does not state the date of the "
    "population. They are not adjusted for age. Definitions differ between regions: do not rank them."
)
COUNT_MAP = N_("Canada: apparent opioid toxicity deaths, {period}. The area of a circle is the number of deaths.")
COUNT_MAP_ALT = N_(
    "Map of Canada with a circle for each province and territory: apparent opioid toxicity deaths, {period}."
)
RATE_MAP = N_(
    "Canada: apparent opioid toxicity deaths per 100,000 people, {period}, the publisher's crude rate. British "
    "Columbia and Quebec count more widely."
)
RATE_MAP_ALT = N_("Map of Canada shaded by deaths per 100,000 people in each province and territory, {period}.")
