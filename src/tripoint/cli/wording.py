"""Errors in the user's language."""

import sys

from tripoint.errors import PROBLEMS, BadInput, TripointError, shown
from tripoint.present.words import words
from tripoint.settings import LANGUAGES


def say_error(error: TripointError) -> None:
    """Prints the error to standard error: where, what, and the cure on a line of its own."""
    speak = words(_asked_language())
    if isinstance(error, BadInput):
        problems, left = shown(error.problems)
        for problem in problems:
            message, cure = PROBLEMS[problem.code]
            values = problem.parameters()
            print(f"{problem.source}, {problem.file}: {speak(message).format(**values)}", file=sys.stderr)
            print(f"  {speak(cure).format(**values)}", file=sys.stderr)
        if left:
            print(speak("… and {count} more.").format(count=left), file=sys.stderr)
        print(speak("No part of a file with a problem was kept."), file=sys.stderr)
    else:
        print(str(error), file=sys.stderr)


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
