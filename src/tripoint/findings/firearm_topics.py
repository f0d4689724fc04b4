"""What a statement about firearms counts, where on the way it was counted, and its words."""

from collections.abc import Mapping
from typing import Literal

from tripoint.findings.question import N_
from tripoint.findings.stated import Stated

Role = Literal["border", "bound", "traced", "inside", "other"]
COUNTED: Mapping[str, str] = {
    "firearms": N_("firearms seized"),
    "firearms_seized": N_("firearms seized"),
    "firearms_other": N_("firearms in records studied"),
    "firearms_estimate": N_("estimate of the flow"),
    "firearms_us_sourced": N_("US-sourced"),
    "share_us_sourced": N_("US-sourced"),
    "firearms_traced": N_("traced"),
    "trace_requests": N_("trace requests"),
    "purchaser_identified": N_("purchaser identified"),
    "ammunition": N_("ammunition seized"),
}
BOUND = N_("destined for another country")
OTHER_ARMS = N_("other weapons seized")
PART = N_("part of the firearms seized")
TRACE_TOPICS = (
    "firearms_traced",
    "trace_requests",
    "firearms_us_sourced",
    "share_us_sourced",
    "purchaser_identified",
)
_ORDER = tuple(COUNTED)
DIFFER: Mapping[str, str] = {
    "firearms_bound_for_mexico_2025": N_("Firearms bound for Mexico, from 20 January 2025"),
    "cbsa_firearms_2021": N_("Firearms seized by the CBSA in 2021"),
    "ca_police_firearms_seized": N_("Firearms seized by Canadian police in a year"),
    "mx_firearms_seized_since_2024_10": N_("Firearms seized in Mexico since the administration began"),
    "mx_traces_2017": N_("Traces of Mexican firearms in 2017, which may count different things, firearms and requests"),
    "training_etrace": N_("Mexican personnel trained in eTrace"),
    "training_firearms": N_("Mexican personnel trained on firearms"),
}


def role_of(row: Stated) -> Role:
    """Where a statement was counted; `other` for what is no count of firearms seized, bound or traced.

    Read from topic and words, since a release has no column for it: an estimate of the flow, or what is
    said to be bound for a country, is `bound`; what was traced, or seized with its origin determined, is
    `traced`; a cross-border seizure is `border`; police and military seizures in the country are `inside`.
    """
    said, words = row.said, row.said.words_en
    if said.topic == "firearms_estimate" or "bound for" in words or "destined for" in words:
        return "bound" if said.is_cross_border_firearm else "other"
    if said.topic in TRACE_TOPICS:
        return "traced"
    if said.is_cross_border_firearm:
        return "traced" if "traced" in words or "identified" in words else "border"
    if said.body.startswith("CBSA"):
        return "other"  # weapons and replicas at the border: no firearms, and not inside the country
    if said.topic in ("firearms_seized", "ammunition") or (said.topic == "firearms_other" and "seized" in words):
        return "inside"
    return "other"


def counted(row: Stated) -> str:
    """The message that says what is counted."""
    said, role = row.said, role_of(row)
    if role == "bound" and said.topic != "firearms_estimate":
        return BOUND
    if said.topic == "firearms_other" and role == "traced":
        return COUNTED["firearms_traced"]
    if said.topic == "firearms_other" and role == "inside":
        return PART if said.unit == "firearms" else OTHER_ARMS
    return COUNTED[said.topic]


def firearms_first(row: Stated) -> tuple[int, int, str]:
    """Sort key: firearms before traces before ammunition, each newest first."""
    topic = row.said.topic
    return (
        _ORDER.index("firearms_seized" if topic == "firearms" else topic),
        -row.day.toordinal(),
        row.said.statement_id,
    )
