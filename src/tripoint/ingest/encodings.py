"""Text of two encodings in one file, as happens where files were put together."""

import re
from pathlib import Path

from tripoint.errors import Problems

WORDS = {"utf-8": "UTF-8", "latin-1": "Latin-1 (ISO-8859-1)"}
_LETTER = re.compile(rb"[\xc2\xc3][\x80-\xbf]")
"""A Western European letter in UTF-8; in Latin-1 a pair that no word has."""


def add_wrong_encoding(path: Path, encoding: str, problems: Problems) -> None:
    """Adds `mixed_encodings` with the first line that is of the other encoding, or `wrong_encoding` if all is."""
    line = mixed_at(path, encoding)
    if line is None:
        problems.add("wrong_encoding", detail=WORDS[encoding])
    else:
        problems.add("mixed_encodings", value=str(line), detail=WORDS[encoding])


def mixed_at(path: Path, encoding: str) -> int | None:
    """The first line (the header is line 1) that is not text of `encoding`, in a file that has lines that are.

    None where all lines are of one encoding, as far as one can tell: lines of ASCII are of both, and any bytes can be
    read as Latin-1, so that only a line which is UTF-8 with letters is known not to be.
    """
    found, has_own = None, False
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.isascii():
                continue
            if _is_of(line, encoding):
                has_own = True
            else:
                found = found or number
            if found and has_own:
                return found
    return None


def _is_of(line: bytes, encoding: str) -> bool:
    """Can a line with more than ASCII be of the encoding?"""
    return is_utf8(line) if encoding == "utf-8" else not (is_utf8(line) and _LETTER.search(line))


def is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
