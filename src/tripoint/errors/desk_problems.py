"""What can be wrong with the desk itself: its address, its file, its server."""

from collections.abc import Mapping

# code → (message, cure), both messages for the catalogues of `present`.
DESK_PROBLEMS: Mapping[str, tuple[str, str]] = {
    "desk_address": (
        "this is no address of a desk.",
        "Set TRIPOINT_DESK to the path of a file, or to postgresql+pg8000://USER@HOST/DATABASE.",
    ),
    "desk_driver": (
        "the driver of PostgreSQL is not installed.",
        "Install it: pip install 'tripoint[postgres]'.",
    ),
    "desk_busy": (
        "somebody else is writing to the desk and was not done after {value} seconds; nothing was kept.",
        "Try again; if it lasts, look for a program that was left in the middle of its work.",
    ),
    "desk_full": (
        "the disk of the desk is full; nothing was kept.",
        "Make room, then enter it again.",
    ),
    "desk_newer": (
        "a newer version of the program has upgraded this desk.",
        "Use that version; this one left the desk as it is.",
    ),
    "desk_foreign": (
        "this is no desk of Tripoint ({detail}).",
        "Set TRIPOINT_DESK to the desk, or to a file or database that does not exist yet or is empty.",
    ),
    "desk_damaged": (
        "the desk is damaged ({detail}).",
        "Bring it back from a backup.",
    ),
    "desk_unreachable": (
        "the desk cannot be opened ({detail}).",
        "Look at its address, whether its server runs, and whether you may read and write there.",
    ),
    "desk_refused": (
        "the server does not let you into this database.",
        "Look at the user, the password and the database in TRIPOINT_DESK.",
    ),
    "desk_read_only": (
        "the desk may only be read here; nothing was kept.",
        "Ask for the right to write, or move the desk to a place where you have it.",
    ),
    "desk_missing": (
        "there is no desk here, so there is nothing to take.",
        "Set TRIPOINT_DESK to the desk that `tripoint notice` uses.",
    ),
    "signed_record_unfit": (
        "what is signed off here does not fit its record kind ({detail}); nothing was kept.",
        "Compare the fields with the data dictionary under docs/protocol.",
    ),
    "outbox_line_unfit": (
        "line {value} does not fit a record kind ({detail}); it was not taken.",
        "It stays at the desk and is tried at every run; use the newest version of the program.",
    ),
    "outbox_record_differs": (
        "line {value} says something else of a record and version that the ledger has since {detail}; it was not taken.",
        "Look whether the desk was brought back from a backup or the ledger is another desk's; enter what holds as a new version.",
    ),
    "desk_append_only": (
        "audit lines and the outbox cannot be changed or deleted.",
        "Enter a correction as a new line.",
    ),
}
