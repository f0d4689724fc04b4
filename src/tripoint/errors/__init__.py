"""Everything Tripoint raises, and problems of an input as data.

TripointError
├── BadInput            one or more problems of a publisher's file; nothing was kept
│   ├── NotFetched      a publisher's file did not arrive as its source.toml expects it
│   ├── BadEntry        what a person enters at the desk cannot be kept
│   └── DeskError       the desk cannot be opened, read or written
├── SettingsError       an environment variable or option makes no sense
├── RegistryError       a word that the registry does not know, or knows twice
│   ├── UnknownPlace
│   ├── AmbiguousPlace
│   └── UnknownSubstance
├── LedgerError         the ledger cannot be read or written
│   └── LedgerBusy
├── QuestionError       a finding or a filter that does not exist
├── AnalysisError       columns given to an analysis do not fit together
├── NotAdditive         somebody tried to add what may not be added
└── MixedMeasures       somebody tried to put two measures together
"""

from tripoint.errors.problems import PROBLEMS, Problem, describe, readable, shown

__all__ = [
    "PROBLEMS", "AmbiguousPlace", "AnalysisError", "BadEntry", "BadInput", "DeskError", "LedgerBusy", "LedgerError", "MixedMeasures", "NotAdditive", "NotFetched", "Problem",
    "Problems", "QuestionError", "RegistryError", "SettingsError", "TripointError", "UnknownPlace",
    "UnknownSubstance", "describe", "shown",
]  # fmt: skip


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
    """A publisher's file cannot be kept. `problems` holds every problem found, in the order of the file.

    The message names the first twenty of each file and how many more there are.
    """

    code = "bad_input"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        first, left = shown(problems)
        more = (f"and {left} more",) if left else ()
        super().__init__("\n".join((*map(describe, first), *more)))


class NotFetched(BadInput):
    code = "not_fetched"


class BadEntry(BadInput):
    code = "bad_entry"


class DeskError(BadInput):
    """One problem of the desk at `name`, which is never shown with a password."""

    code = "desk"

    def __init__(self, problem: str, name: str, *, value: str = "", detail: str = "") -> None:
        super().__init__((Problem(problem, "desk", name, value=value, detail=readable(detail)),))


class SettingsError(TripointError):
    code = "settings"


class RegistryError(TripointError):
    """A word the registry does not know, or knows more than once.

    text: the word asked for. within: the country or source it was asked for in. candidates: the ids it can
    mean, or those spelled alike.
    """

    code = "registry"

    def __init__(
        self,
        message: str,
        *,
        text: str = "",
        within: str | None = None,
        candidates: tuple[str, ...] = (),
        where: str = "",
        cure: str = "",
    ) -> None:
        super().__init__(message, where=where, cure=cure)
        self.text = text
        self.within = within
        self.candidates = candidates


class UnknownPlace(RegistryError):
    code = "unknown_place"


class AmbiguousPlace(RegistryError):
    code = "ambiguous_place"


class UnknownSubstance(RegistryError):
    code = "unknown_substance"


class LedgerError(TripointError):
    code = "ledger"


class LedgerBusy(LedgerError):
    code = "ledger_busy"


class QuestionError(TripointError):
    code = "question"


class AnalysisError(TripointError):
    code = "analysis"


class NotAdditive(TripointError):
    code = "not_additive"


class MixedMeasures(TripointError):
    code = "mixed_measures"


class Problems:
    """Collects the problems of one file while it is read, so that one error can name them all."""

    def __init__(self, source: str, file: str) -> None:
        self.source = source
        self.file = file
        self.remarks: list[str] = []
        """What a person should know of a file that is fit to be kept, as sentences."""
        self._rows: dict[tuple[str, str, str, str], int] = {}

    def add(self, code: str, *, column: str = "", value: str = "", rows: int = 0, detail: str = "") -> None:
        """The same problem seen again adds its rows to the first; long texts are cut when they are shown."""
        key = (code, column, value, detail)
        self._rows[key] = self._rows.get(key, 0) + rows

    def __bool__(self) -> bool:
        return bool(self._rows)

    def raise_if_any(self) -> None:
        """Raises BadInput with every problem collected."""
        if self._rows:
            raise BadInput(
                tuple(
                    Problem(
                        code, self.source, self.file, readable(column), readable(value), rows, readable(detail, 200)
                    )
                    for (code, column, value, detail), rows in self._rows.items()
                )
            )
