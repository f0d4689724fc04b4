"""Why a value is absent: never 0, never NaN."""

from enum import StrEnum


class Missing(StrEnum):
    """Reasons; each has its words in three languages in `present`."""

    not_reported = "not_reported"
    not_yet_reported = "not_yet_reported"
    not_recorded = "not_recorded"
    suppressed = "suppressed"
    low_quality = "low_quality"
    not_available = "not_available"
    not_applicable = "not_applicable"
    not_distinguishable = "not_distinguishable"
    not_supplied = "not_supplied"
