"""Texts of others in a file that a spreadsheet opens."""

import re

_STARTS = ("=", "+", "-", "@", "\t", "\r")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def no_formula(text: str) -> str:
    """The text, behind an apostrophe where a spreadsheet would take it for a formula.

    Of a control character, such as NUL, at which readers of CSV stop, only a mark (U+FFFD) is left.
    """
    if not text.isprintable():
        text = _UNPRINTABLE.sub("\ufffd", text)
    return f"'{text}" if text.startswith(_STARTS) else text
