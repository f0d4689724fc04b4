"""What can be wrong with what is asked of the law texts: the question itself, and a file of questions."""

from collections.abc import Mapping

# code → (message, cure), both messages for the catalogues of `present`.
SCREEN_PROBLEMS: Mapping[str, tuple[str, str]] = {
    "screen_one": (
        "one thing is asked at a time.",
        "Give a name or identifier, or one of --smiles, --mol and --file.",
    ),
    "screen_out": (
        "--file and --out go together.",
        "Give both: the list, and the file for the answers.",
    ),
    "screen_purpose": (
        "structures and files are answered for a named user with a purpose.",
        "Say what it is for: --purpose TEXT. It stands in the desk’s audit line.",
    ),
    "screen_kind": (
        "this kind of file is not screened.",
        "Give one of: {detail}.",
    ),
    "list_empty": (
        "the list is empty.",
        "Give a list with a header in its first row, and one thing in each line below it.",
    ),
    "list_not_utf8": (
        "the list is not UTF-8 text.",
        "Save it anew as CSV in UTF-8; in a spreadsheet program this is one of the kinds of file under “Save as”.",
    ),
    "screen_no_lines": (
        "the list has no line, so nothing was screened.",
        "Fill it in; one line holds one thing.",
    ),
    "screen_header": (
        "no column of the header is known: {value}.",
        "Name one of the columns name, cas, inchikey, smiles, dea number or hs code.",
    ),
}
