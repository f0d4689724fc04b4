"""Errors in the user's language."""

import sys

from tripoint.errors import PROBLEMS, BadEntry, BadInput, DeskError, NotFetched, Problem, TripointError, shown
from tripoint.present.words import Words, words
from tripoint.settings import LANGUAGES

CELLS = 3
"""Cells of a workbook that are named of one problem."""


def say_error(error: TripointError) -> None:
    """Prints the error to standard error: where, what, and the cure on a line of its own."""
    speak = words(_asked_language())
    if isinstance(error, BadInput):
        problems, left = shown(error.problems)
        for problem in problems:
            message, cure = worded(problem, speak)
            print(f"{place_of(problem)}: {message}\n  {cure}", file=sys.stderr)
        if left:
            print(speak("… and {count} more.").format(count=left), file=sys.stderr)
        if not isinstance(
            error, NotFetched | BadEntry | DeskError
        ):  # of a transfer that broke off the next run goes on
            print(speak("No part of a file with a problem was kept."), file=sys.stderr)
    else:
        print(str(error), file=sys.stderr)


def worded(problem: Problem, speak: Words) -> tuple[str, str]:
    """What is wrong, and the cure."""
    message, cure = PROBLEMS[problem.code]
    values = problem.parameters()
    return speak(message).format(**values), speak(cure).format(**values)


def place_of(problem: Problem) -> str:
    """Where it is: source and file, or of a workbook file, sheet and first cells."""
    if not (problem.sheet or problem.cells):
        return problem.file if problem.source in ("return", "desk") else f"{problem.source}, {problem.file}"
    return f"{problem.file}, {place_in(problem)}"


def place_in(problem: Problem) -> str:
    """Where in its workbook it is: sheet and first cells."""
    cells = ", ".join(problem.cells[:CELLS]) + (", …" if len(problem.cells) > CELLS else "")
    return ", ".join(part for part in (problem.sheet, cells) if part)


def _asked_language() -> str:
    """The language of --lang if the command line has one that exists, else of the environment."""
    from tripoint.settings import read_settings

    for option, value in zip(sys.argv, [*sys.argv[1:], ""], strict=True):
        if option == "--lang" and value in LANGUAGES:
            return value
    try:
        return read_settings().language
    except TripointError:
        return "en"
