"""What can be wrong with what is asked at the regulator's desk: topics of the review, and lists screened anew."""

from collections.abc import Mapping

# code → (message, cure), both messages for the catalogues of `present`.
REVIEW_PROBLEMS: Mapping[str, tuple[str, str]] = {
    "review_topic_unknown": (
        "'{value}' is not a topic of the review.",
        "The topics are: {detail}.",
    ),
    "review_purpose": (
        "a review is for a named user of the desk with a purpose.",
        "Say what it is for: --purpose TEXT. It stands in the desk's audit line.",
    ),
    "review_suffix": (
        "the file's name ends neither in .html nor in .csv.",
        "Name it with one of the two endings.",
    ),
    "law_nothing_held": (
        "nothing was held then: no law text was known on {value}.",
        "Give a later day; `tripoint law texts` says what is held.",
    ),
    "rescreen_order": (
        "the day before the change ({value}) does not lie before the later one.",
        "Give an earlier --before, or a later --as-of.",
    ),
    "rescreen_before": (
        "'{value}' is neither a day nor the hash of one snapshot of a law text.",
        "Write a day as YYYY-MM-DD, or the first six signs or more of the hash that `tripoint ask sources_held --csv` shows.",
    ),
}
