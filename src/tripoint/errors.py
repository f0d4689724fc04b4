"""Everything Tripoint raises, and problems of an input as data.

TripointError
├── BadInput            one or more problems of a publisher's file; nothing was kept
├── SettingsError       an environment variable or option makes no sense
├── RegistryError       a word that the registry does not know, or knows twice
│   ├── UnknownPlace
│   ├── AmbiguousPlace
│   └── UnknownSubstance
├── LedgerError         the ledger cannot be read or written
│   └── LedgerBusy
├── QuestionError       a finding or a filter that does not exist
├── NotAdditive         somebody tried to add what may not be added
└── MixedMeasures       somebody tried to put two measures together
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing wrong with an input: a code of PROBLEMS, where, and its parameters.

    rows: how many rows of the file show it; 0 where rows make no sense.
    """

    code: str
    source: str
    file: str
    column: str = ""
    value: str = ""
    rows: int = 0
    detail: str = ""

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
    "missing_file": (
        "no file was found that matches {detail}.",
        "Put the publisher's file, with the publisher's name, into the folder given with --from.",
    ),
    "empty_file": ("the file is empty.", "Download it again from the publisher."),
    "foreign_file": (
        "the file is not of this source: {detail}.",
        "Give each file under the publisher's own name, or name the right source.",
    ),
    "wrong_encoding": (
        "the file is not {detail} text.",
        "Use the publisher's file as downloaded; a spreadsheet program may have saved it anew.",
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
        "column '{column}' holds '{value}' ({rows} rows), which no lookup maps.",
        "Add it to {detail}, or map it to 'ignore' there with a reason.",
    ),
    "bad_period": (
        "column '{column}' holds '{value}' ({rows} rows), which is not a period of this source.",
        "Correct the file, or teach the source's read.py the new form ({detail}).",
    ),
    "bad_cell": (
        "column '{column}' holds '{value}' ({rows} rows), which does not fit: {detail}.",
        "Correct the cell; the data dictionary under docs/protocol says what the column holds.",
    ),
    "not_a_count": (
        "column '{column}' holds '{value}' ({rows} rows), which is not a whole number ≥ 0.",
        "Ask the publisher, or record the error in the source's corrections.csv.",
    ),
    "not_a_number": (
        "column '{column}' holds '{value}' ({rows} rows), which is not a number ≥ 0.",
        "Ask the publisher, or record the error in the source's corrections.csv.",
    ),
    "duplicate_rows": (
        "{rows} rows repeat the key ({column}) = {value}.",
        "Remove the repeated rows, or ask the publisher which one holds.",
    ),
    "total_mismatch": (
        "{column}: the total printed is {value}, its parts add to {detail} ({rows} totals differ).",
        "Download the file again; if it still differs, record it in the source's corrections.csv.",
    ),
    "correction_outdated": (
        "{column}: corrections.csv says that {value} is printed here in error, and the file has no such error.",
        "If the publisher repaired the file, delete that row from the source's corrections.csv.",
    ),
    "contradiction": (
        "the columns {column} say different things in {rows} rows: {value}.",
        "Download the file again; if it still differs, ask the publisher which column holds.",
    ),
    "not_constant": (
        "column '{column}' holds '{value}' ({rows} rows) beside other values, and a file has only one.",
        "Give files that were put together one by one, as the publisher issued them.",
    ),
    "unexplained_blank": (
        "column '{column}' is blank in {rows} rows that give no reason.",
        "Download the file again; if the publisher leaves cells blank without a note, ask what it means.",
    ),
    "value_and_reason": (
        "column '{column}' holds '{value}' in {rows} rows whose note says that no value is shown.",
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
    "too_few_records": (
        "only {rows} records were read; at least {value} are expected.",
        "Download the whole file; lower `expect.least_records` in source.toml if the publisher cut it down.",
    ),
    "date_unknown": (
        "nothing says when this file was published or downloaded.",
        "Say it: --accessed YYYY-MM-DD.",
    ),
    "unreadable_workbook": (
        "the workbook cannot be opened ({detail}).",
        "Download it again and check that it is an .xlsx file.",
    ),
}


class TripointError(Exception):
    """What happened, where, and the cure. `where` and `cure` may be empty."""

    code = "error"

    def __init__(self, message: str, *, where: str = "", cure: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.cure = cure

    def __str__(self) -> str:
        head = f"{self.where}: {self.message}" if self.where else self.message
        return f"{head}\n  {self.cure}" if self.cure else head


class BadInput(TripointError):
    """A publisher's file cannot be kept. `problems` holds every problem found, in the order of the file."""

    code = "bad_input"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(describe(p) for p in problems))


class SettingsError(TripointError):
    code = "settings"


class RegistryError(TripointError):
    code = "registry"


class UnknownPlace(RegistryError):
    """`text` (a name, id or code) is no place of `country`; `suggestions` are ids of places spelled alike."""

    code = "unknown_place"

    def __init__(
        self,
        message: str,
        *,
        text: str = "",
        country: str | None = None,
        suggestions: tuple[str, ...] = (),
        where: str = "",
        cure: str = "",
    ) -> None:
        super().__init__(message, where=where, cure=cure)
        self.text = text
        self.country = country
        self.suggestions = suggestions


class AmbiguousPlace(RegistryError):
    """`text` names every place of `candidates` (ids); nothing said which one is meant."""

    code = "ambiguous_place"

    def __init__(
        self,
        message: str,
        *,
        text: str = "",
        country: str | None = None,
        candidates: tuple[str, ...] = (),
        where: str = "",
        cure: str = "",
    ) -> None:
        super().__init__(message, where=where, cure=cure)
        self.text = text
        self.country = country
        self.candidates = candidates


class UnknownSubstance(RegistryError):
    """`label` as published by `source` (or an id, source "") is no substance; `suggestions` are close ids."""

    code = "unknown_substance"

    def __init__(
        self,
        message: str,
        *,
        label: str = "",
        source: str = "",
        suggestions: tuple[str, ...] = (),
        where: str = "",
        cure: str = "",
    ) -> None:
        super().__init__(message, where=where, cure=cure)
        self.label = label
        self.source = source
        self.suggestions = suggestions


class LedgerError(TripointError):
    code = "ledger"


class LedgerBusy(LedgerError):
    code = "ledger_busy"


class QuestionError(TripointError):
    code = "question"


class NotAdditive(TripointError):
    code = "not_additive"


class MixedMeasures(TripointError):
    code = "mixed_measures"


def describe(problem: Problem) -> str:
    """The problem in English: file, column, value, rows, then the cure on a line of its own."""
    message, cure = PROBLEMS[problem.code]
    values = problem.parameters()
    return f"{problem.source}, {problem.file}: {message.format(**values)}\n  {cure.format(**values)}"


class Problems:
    """Collects the problems of one file while it is read, so that one error can name them all."""

    def __init__(self, source: str, file: str) -> None:
        self.source = source
        self.file = file
        self._rows: dict[tuple[str, str, str, str], int] = {}

    def add(self, code: str, *, column: str = "", value: str = "", rows: int = 0, detail: str = "") -> None:
        """The same problem seen again adds its rows to the first."""
        key = (code, column, value, detail)
        self._rows[key] = self._rows.get(key, 0) + rows

    def __bool__(self) -> bool:
        return bool(self._rows)

    def raise_if_any(self) -> None:
        """Raises BadInput with every problem collected."""
        if self._rows:
            raise BadInput(
                tuple(
                    Problem(code, self.source, self.file, column, value, rows, detail)
                    for (code, column, value, detail), rows in self._rows.items()
                )
            )
