"""What can be wrong with a ledger: the words of `tripoint ledger` for each problem, and its cure."""

from collections.abc import Mapping

_REPAIR = "Run `tripoint ledger repair`, or ingest the publisher's file again."
_TABLE = "Bring the folder back from a backup, or run `tripoint ledger rebuild --to` a new folder."

# code → (message, cure), both messages for the catalogues of `present`.
LEDGER_PROBLEMS: Mapping[str, tuple[str, str]] = {
    "ledger_log_broken": ("the log of this table cannot be read ({detail}).", _TABLE),
    "ledger_manifest_broken": (
        "the manifest cannot be read, so nothing tells which snapshots are held ({detail}).",
        "Bring the folder `snapshots` back from a backup, or move the ledger away and ingest the publishers' files "
        "again; copies of them lie in its folder `kept`.",
    ),
    "ledger_file_missing": ("a file of the table is missing.", _REPAIR),
    "ledger_file_size": (
        "the size of the file is not that of the table's log (bytes: {value}; in the log: {detail}).",
        _REPAIR,
    ),
    "ledger_file_altered": ("the file was altered: its content does not have the hash in its name.", _REPAIR),
    "ledger_file_unreadable": ("the file cannot be read ({detail}).", _REPAIR),
    "ledger_file_rows": (
        "the file does not have the rows that the table's log tells (rows: {rows}; in the log: {detail}).",
        _REPAIR,
    ),
    "ledger_rows_differ": (
        "table {column} does not have the records that the manifest tells (records: {rows}; in the manifest: {detail}).",
        _REPAIR,
    ),
    "ledger_rows_unlisted": (
        "table {column} has records of a file that the manifest does not list (records: {rows}; series: {value}); "
        "nobody sees them.",
        "They are left of a run that was cut off; the next ingest removes them.",
    ),
    "ledger_file_stray": (
        "the table's log does not know this file; nobody reads it.",
        "It is left of a run that was cut off; the next ingest removes it.",
    ),
    "ledger_origin_missing": (
        "table {column} has records of which the origin is not held (records: {rows}; first origin: {value}).",
        _REPAIR,
    ),
    "ledger_record_twice": (
        "table {column} has an id more than once (records too many: {rows}; first id: {value}).",
        _REPAIR,
    ),
    "ledger_lines_lost": (
        "the manifest's log has lost the lines of this file, so that nobody sees their records.",
        "Run `tripoint ledger repair`; the next ingest puts them back too.",
    ),
    "ledger_listed_twice": (
        "the manifest lists this file more than once (lines: {rows}).",
        "Bring the folder `snapshots` back from a backup, or run `tripoint ledger rebuild --to` a new folder.",
    ),
    "ledger_bytes_missing": (
        "the kept copy of the publisher's file is missing.",
        "Ingest the publisher's file again; its copy is kept then.",
    ),
    "ledger_bytes_altered": (
        "the kept copy of the publisher's file was altered: it does not have the hash of its name.",
        "Ingest the publisher's file again; its copy is kept anew.",
    ),
    "ledger_bytes_never": (
        "no copy of the publisher's file is kept; an earlier version of the program read it.",
        "Ingest the publisher's file again to keep its copy; until then it cannot be rebuilt.",
    ),
    "ledger_bytes_edition": (
        "no copy of the publisher's files is kept: they are known by the edition only (files: {rows}).",
        "Nothing need be done: the edition brings them again.",
    ),
    "ledger_bytes_unlisted": (
        "there are kept copies of no file that the manifest lists (copies: {rows}).",
        "They are left of runs that were cut off; `tripoint ledger vacuum` removes them.",
    ),
    "ledger_hash_unknown": (
        "some files have no hash in their names; only their sizes and rows were checked (files: {rows}).",
        "An earlier version of the program wrote them; `tripoint ledger compact` gives them one.",
    ),
    "ledger_rebuilt_differs": (
        "read again, table {column} has other records than the ledger ({detail}).",
        "The program reads this file otherwise than when it was kept; the ledger was left as it is.",
    ),
    "ledger_not_rebuilt": (
        "it cannot be read again: {detail}.",
        "Ingest the publisher's file again; its copy is kept then.",
    ),
    "file_changed": (
        "the file changed while it was read.",
        "Wait until the download is finished, then ingest it again.",
    ),
}

LEDGER_NOTES = frozenset({"ledger_bytes_never", "ledger_bytes_edition", "ledger_bytes_unlisted", "ledger_hash_unknown"})
"""Codes of what is not wrong, but should be known."""
