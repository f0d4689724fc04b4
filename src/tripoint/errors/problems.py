"""Problems of an input as data: what can be wrong with a file, its words and its cure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tripoint.errors.desk_problems import DESK_PROBLEMS
from tripoint.errors.fetch_problems import FETCH_PROBLEMS
from tripoint.errors.ledger_problems import LEDGER_NOTES, LEDGER_PROBLEMS
from tripoint.errors.notice_problems import NOTICE_PROBLEMS
from tripoint.errors.order_problems import ORDER_PROBLEMS
from tripoint.errors.output_problems import OUTPUT_PROBLEMS
from tripoint.errors.return_problems import RETURN_PROBLEMS, WARNINGS
from tripoint.errors.review_problems import REVIEW_PROBLEMS
from tripoint.errors.screen_problems import SCREEN_PROBLEMS
from tripoint.errors.withheld_problems import WITHHELD_PROBLEMS


@dataclass(frozen=True)
class Problem:
    """One thing wrong with an input: a code of PROBLEMS, where, and its parameters.

    rows: how many rows of the file show it; 0 where rows make no sense.
    sheet, cells: where it is in a workbook: the sheet's title and the first cells that show it.
    """

    code: str
    source: str
    file: str
    column: str = ""
    value: str = ""
    rows: int = 0
    detail: str = ""
    sheet: str = ""
    cells: tuple[str, ...] = ()

    @property
    def is_warning(self) -> bool:
        """Does it leave the file fit to be kept, or the ledger whole?"""
        return self.code in WARNINGS or self.code in LEDGER_NOTES

    def parameters(self) -> Mapping[str, object]:
        return {
            "source": self.source,
            "file": self.file,
            "column": self.column,
            "value": self.value,
            "rows": self.rows,
            "detail": self.detail,
        }


# code → (message, cure), both messages for the catalogues of `present`.
PROBLEMS: Mapping[str, tuple[str, str]] = {
    **RETURN_PROBLEMS,
    **FETCH_PROBLEMS,
    **LEDGER_PROBLEMS,
    **DESK_PROBLEMS,
    **NOTICE_PROBLEMS,
    **REVIEW_PROBLEMS,
    **WITHHELD_PROBLEMS,
    **ORDER_PROBLEMS,
    **OUTPUT_PROBLEMS,
    **SCREEN_PROBLEMS,
    "missing_file": (
        "no file was found that matches {detail}.",
        "Put the publisher's file, with the publisher's name, into the folder given with --from.",
    ),
    "empty_file": ("the file is empty.", "Download it again from the publisher."),
    "foreign_file": (
        "the file is not of this source: {detail}.",
        "Give each file under the publisher's own name, or name the right source.",
    ),
    "not_markup": (
        "the file is no XML that can be read: {detail}.",
        "Use the publisher's XML file as downloaded.",
    ),
    "wrong_encoding": (
        "the file is not {detail} text.",
        "Use the publisher's file as downloaded; a spreadsheet program may have saved it anew.",
    ),
    "mixed_encodings": (
        "line {value} is not {detail} text, and other lines of the file are.",
        "Use the publisher's files as downloaded, one by one; parts of several were put together here.",
    ),
    "broken_row": (
        "a row does not have the columns of the header ({detail}).",
        "Download the file again; it was cut off or edited.",
    ),
    "truncated": (
        "the file ends in the middle of its last line.",
        "Download it again; the transfer was cut off.",
    ),
    "column_missing": (
        "column '{column}' is missing.",
        "If the publisher renamed it, add the new layout to the source's source.toml; otherwise take another file.",
    ),
    "column_unexpected": (
        "column '{column}' is new to this reader.",
        "Look at what it holds, then add it to the layout in the source's source.toml (read it or ignore it).",
    ),
    "column_repeated": (
        "column '{column}' stands {value} times in the header.",
        "Use the publisher's file as downloaded; if the publisher repeats a name, mend the source's read.py.",
    ),
    "header_not_found": (
        "the header row was not found ({detail}).",
        "Use the publisher's workbook unchanged; if the publisher moved the header, mend the source's read.py.",
    ),
    "unknown_value": (
        "column '{column}' holds '{value}' (rows: {rows}), which no lookup maps.",
        "Add it to {detail} once its meaning is known; only a lookups.csv of figures can say 'ignore', with a reason.",
    ),
    "bad_period": (
        "column '{column}' holds '{value}' (rows: {rows}), which is not a period of this source.",
        "Correct the file, or teach the source's read.py the new form ({detail}).",
    ),
    "day_or_month_first": (
        "column '{column}' holds '{value}' (rows: {rows}), of which day and month cannot be told apart (in rows {detail}).",
        "Ask the publisher which comes first, and write these days as YYYY-MM-DD in a copy that says so.",
    ),
    "bad_cell": (
        "column '{column}' holds '{value}' (rows: {rows}), which does not fit: {detail}.",
        "Correct the cell; the data dictionary under docs/protocol says what the column holds.",
    ),
    "not_a_count": (
        "column '{column}' holds '{value}' (rows: {rows}), which is not a whole number ≥ 0.",
        "Compare it with the publisher's own file; if it stands there too, ask the publisher.",
    ),
    "not_a_number": (
        "column '{column}' holds '{value}' (rows: {rows}), which is not a number ≥ 0.",
        "Compare it with the publisher's own file; if it stands there too, ask the publisher.",
    ),
    "duplicate_rows": (
        "the key ({column}) = {value} stands in more than one row (rows: {rows}).",
        "Remove the repeated rows, or ask the publisher which one holds.",
    ),
    "total_mismatch": (
        "{column}: the total printed is {value}, its parts add to {detail} (totals that differ: {rows}).",
        "Download the file again; if it still differs, ask the publisher; a source with a corrections.csv can note it there.",
    ),
    "correction_outdated": (
        "{column}: corrections.csv says that {value} is printed here in error, and the file has no such error.",
        "If the publisher repaired the file, delete that row from the source's corrections.csv.",
    ),
    "contradiction": (
        "the columns {column} say different things: {value} (rows: {rows}).",
        "Download the file again; if it still differs, ask the publisher which column holds.",
    ),
    "not_constant": (
        "column '{column}' holds '{value}' (rows: {rows}) beside other values, and a file has only one.",
        "Give files that were put together one by one, as the publisher issued them.",
    ),
    "unexplained_blank": (
        "column '{column}' is blank without a reason (rows: {rows}).",
        "Download the file again; if the publisher leaves cells blank without a note, ask what it means.",
    ),
    "value_and_reason": (
        "column '{column}' holds '{value}', and the note beside it says that no value is shown (rows: {rows}).",
        "Ask the publisher which of the two holds; a blank or the note is wrong.",
    ),
    "blocks_differ": (
        "the blocks of the table do not list the same rows ({detail}).",
        "Download the file again; a row was lost, added or moved.",
    ),
    "notes_missing": (
        "the closing notes of the table are missing ({detail}).",
        "Download the file again; its end was cut off or edited.",
    ),
    "axes_undecided": (
        "the totals do not tell which axis of the table is the source ({detail}).",
        "Compare labels and totals by hand, then mend the witnesses in the source's lookups.csv.",
    ),
    "axes_contradict": (
        "the labels say that the {value} are the source, the totals say the opposite ({detail}).",
        "Ask the publisher; the file is kept only when labels and totals agree.",
    ),
    "not_opened": (
        "it cannot be opened ({detail}).",
        "Whoever runs this must be able to read it, and its name and its folder's must be in UTF-8.",
    ),
    "too_large": (
        "it is {value} large; at most {detail} are expected, so it was not read.",
        "Look whether it is the right file; raise `most_bytes` in the source's source.toml if the publisher's file grew.",
    ),
    "unpacks_too_large": (
        "it unpacks to more than {detail}, so it was not read.",
        "Do not open it by other means before you know who made it; ask the publisher.",
    ),
    "too_few_records": (
        "records read: {rows}; at least {value} are expected.",
        "Download the whole file; lower `least_records` in the source's source.toml if the publisher cut it down.",
    ),
    "period_after_known": (
        "a period with a value begins on {value}, after the day the file was known, {detail} (records: {rows}).",
        "Correct the year in the file; if the file is newer than that day, give its day with --accessed.",
    ),
    "period_missing": (
        "between its first and its last period the file has nothing for {value}.",
        "Download the file again; a part of it was lost.",
    ),
    "place_missing": (
        "nothing is said of {value} (periods: {rows}; the first: {detail}), and every file of this source has it.",
        "Download the file again; rows were lost.",
    ),
    "category_missing": (
        "no row is of {value} (periods: {rows}; the first: {detail}), and every file of this source has such rows.",
        "Download the file again; if the publisher dropped it, mend the source's lookups.csv.",
    ),
    "few_places": (
        "for {value} the file has places: {rows}; at least {detail} are expected.",
        "Download the file again; if the publisher cut it down, mend `least_places` in the source's source.toml.",
    ),
    "fewer_than_before": (
        "for {value} the file has records: {rows}; the file that it would replace has {detail}.",
        "Download it again; if the publisher really took them out, pass --allow-fewer.",
    ),
    "place_gone": (
        "nothing is said of {value} any more; the file that it would replace has records of it: {rows}.",
        "Download it again; if the publisher really took them out, pass --allow-fewer.",
    ),
    "period_gone": (
        "the file says nothing of {value} any more; the file that it would replace has records of it: {rows}.",
        "Download it again; if the publisher really took them out, pass --allow-fewer.",
    ),
    "same_day": (
        "another file of this series, {value}, is known since the same day, {detail}, so neither is the newer one.",
        "Give the day on which this file was published or downloaded with --accessed YYYY-MM-DD.",
    ),
    "words_outdated": (
        "the text of {value} changed since its words in three languages were written.",
        "Read the text, mend its words in {detail}, and set `text_digest` there to {column}.",
    ),
    "date_unknown": (
        "nothing says when this file was published or downloaded.",
        "Say it: --accessed YYYY-MM-DD.",
    ),
    "cell_far_out": (
        "cell {value} of sheet '{column}' stands far away from the table.",
        "Use the publisher's workbook as downloaded; delete the stray cell if a spreadsheet program left it there.",
    ),
    "cell_error": (
        "sheet '{column}' has a cell that shows an error, {value}.",
        "Compare it with the publisher's own file; if it stands there too, ask the publisher for the value.",
    ),
    "unreadable_workbook": (
        "the workbook cannot be opened ({detail}).",
        "Download it again and check that it is an .xlsx file.",
    ),
}


def describe(problem: Problem) -> str:
    """The problem in English: file, column, value, rows, then the cure on a line of its own."""
    message, cure = PROBLEMS[problem.code]
    values = problem.parameters()
    return f"{problem.source}, {problem.file}: {message.format(**values)}\n  {cure.format(**values)}"


SHOWN = 20


def shown(problems: Sequence[Problem]) -> tuple[tuple[Problem, ...], int]:
    """The first problems of each file, as many as a person reads, and how many are left out."""
    counts: dict[tuple[str, str], int] = {}
    chosen = []
    for problem in problems:
        key = (problem.source, problem.file)
        counts[key] = counts.get(key, 0) + 1
        if counts[key] <= SHOWN:
            chosen.append(problem)
    return tuple(chosen), len(problems) - len(chosen)


CELL = 80


def readable(text: str, length: int = CELL) -> str:
    """Text of a file on one line: control characters escaped; each of up to nine cells cut with "…" after 80."""
    return " | ".join(_cut(cell, length) for cell in text.split(" | ", 8))


def _cut(text: str, length: int) -> str:
    plain = "".join(c if c.isprintable() or c == "\u00a0" else c.encode("unicode_escape").decode() for c in text)
    return plain if len(plain) <= length else plain[: length - 1] + "…"
