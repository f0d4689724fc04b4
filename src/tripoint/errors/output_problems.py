"""What can be wrong with the place of a result, and with numbers and files that a person names."""

from collections.abc import Mapping

# code → (message, cure), both messages for the catalogues of `present`.
OUTPUT_PROBLEMS: Mapping[str, tuple[str, str]] = {
    "output_desk": (
        "'{value}' belongs to the desk, and would be overwritten.",
        "Name another file; nothing was written.",
    ),
    "output_ledger": (
        "'{value}' lies in the ledger, where nothing but records is kept.",
        "Name a file elsewhere; nothing was written.",
    ),
    "output_place_ledger": (
        "'{value}' is the ledger or lies in it, where nothing but records is kept.",
        "Name a folder elsewhere; nothing was written.",
    ),
    "output_overwrites": (
        "'{value}' is what is read, and would be overwritten.",
        "Name another file; nothing was written.",
    ),
    "output_folder": (
        "'{value}' is a folder.",
        "Name a file in it.",
    ),
    "output_is_file": (
        "'{value}' is a file, and a folder is asked.",
        "Name a folder; it is made if it is not there.",
    ),
    "output_no_file": (
        "'{value}' is a device or a pipe, no file.",
        "Name a file; a result is whole or not at all, and only a file can be that.",
    ),
    "input_no_file": (
        "this is no regular file: it is a folder, a device or a pipe.",
        "Save the list as a file, then name that.",
    ),
    "input_missing": (
        "there is no such file, or it may not be read ({detail}).",
        "Look at its name and at its rights.",
    ),
    "number_out_of_range": (
        "'{value}' is no number of a record.",
        "Give a whole number from 1 on, as `list` shows it.",
    ),
}
