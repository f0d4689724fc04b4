"""What can be wrong with a file that has rows of a restricted list."""

from collections.abc import Mapping

# code → (message, cure), both messages for the catalogues of `present`.
WITHHELD_PROBLEMS: Mapping[str, tuple[str, str]] = {
    "withheld_rows_left": (
        "a restricted list of INCB is named elsewhere than in column '{column}' (rows: {rows}); nothing was kept.",
        "Take these rows out of the file, or take the name of the list out of rows that are not of it; then ingest it again.",
    ),
}
