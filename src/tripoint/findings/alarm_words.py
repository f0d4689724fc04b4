"""Words of alarms: families, detectors, reasons and kinds."""

from collections.abc import Mapping

from tripoint.findings.mexico_state_offences import KINDS as STATE_KINDS
from tripoint.findings.mexico_tables import KINDS as FEDERAL_KINDS
from tripoint.findings.question import N_, Column

KINDS: Mapping[str, str] = {**STATE_KINDS, **FEDERAL_KINDS, "overall": N_("all ages and sexes")}
KEY: Mapping[str, Column] = {
    "place": Column("place", N_("Place"), "place"), "substance": Column("substance", N_("Substance"), "substance"),
    "category": Column("category", N_("Kind"), "message"),
}  # fmt: skip
TITLES: Mapping[str, str] = {
    "us_border_events": N_("Alarms: drug seizure events at US borders"),
    "us_air_marine_events": N_("Alarms: seizure events of US air and marine operations"),
    "mx_federal_investigations": N_("Alarms: federal investigations opened in Mexico"),
    "mx_state_investigations": N_("Alarms: investigations opened by the states of Mexico"),
    "us_background_checks": N_("Alarms: firearm background checks in the United States"),
    "ca_deaths": N_("Alarms: deaths in Canada"),
    "ca_hospitalisations": N_("Alarms: hospitalisations in Canada"),
    "ca_emergency_visits": N_("Alarms: emergency department visits in Canada"),
    "ca_ems_responses": N_("Alarms: emergency medical responses in Canada"),
    "us_laboratory_reports": N_("Alarms: shares of substances among reports of the fentanyl category, United States"),
}
DETECTORS: Mapping[str, str] = {
    "alarms": N_("Farrington Flexible"), "short": N_("Bayesian, short series"),
    "emergence": N_("first reports, and share among the category’s reports"), "flows": N_("gravity model of pairs"),
    "none": N_("none"),
}  # fmt: skip
LEAST: Mapping[str, str] = {
    "alarms": N_("3 years and a month"), "short": N_("a year and a quarter"), "emergence": N_("1 period"),
    "flows": N_("1 year"), "none": N_("none"),
}  # fmt: skip
CADENCES: Mapping[int, str] = {12: N_("monthly"), 4: N_("quarterly"), 2: N_("half-yearly"), 1: N_("yearly")}
WHY: Mapping[str, str] = {
    "short_history": N_("too few past periods"), "gaps": N_("too many gaps in the past"), "all_zero": N_("nothing was ever reported"),
    "too_few": N_("too few reports for the method"), "incomplete": N_("the period is still being reported"),
    "changed_definition": N_("what is counted changed"), "missing": N_("the period has no value"),
    "negative": N_("a negative value"), "no_offset": N_("what it is a share of is not known"),
    "cadence": N_("periods are too long for a monthly detector"), "not_estimated": N_("the model could not be estimated"),
    "overlapping": N_("each value covers twelve months, so that neighbours overlap"),
    "ended": N_("the series ended more than two years ago"), "nothing_held": N_("nothing is held"),
}  # fmt: skip
AGREED = {True: N_("agree"), False: N_("do not agree")}
REPORTED, EXPECTED, UPPER = N_("reported"), N_("expected"), N_("upper bound")
