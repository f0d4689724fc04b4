"""Where a word without spaces may go over a line: typst by itself splits no code and no address."""

import re

LONGEST_WHOLE = 24
"""Characters of a word that is always kept whole; longer ones are addresses, codes and names of compounds."""

ZERO_WIDTH_SPACE = "\u200b"
_SHOWN = {"text", "caption", "note", "label", "items", "headers", "title_lines", "colophon", "paragraphs"}
_LONG_WORD = re.compile(rf"[^\s\u00a0\u202f]{{{LONGEST_WHOLE + 1},}}")
_AFTER_SIGN = re.compile(r"(?<=[/_.,;:=&?@+)-])(?=[^/\s\u200b])")
_IN_CODE = re.compile(r"(?<=[^\W\d][/_])(?=[^\W_])")


def with_breaks(value: object, key: str = "") -> object:
    """The plain document with zero-width spaces where a shown word may be broken; all else as it is."""
    if isinstance(value, dict):
        if value.get("kind") == "heading":
            return value  # its words are a bookmark too
        return {name: with_breaks(part, name) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [with_breaks(part, key) for part in value]
    if isinstance(value, str) and key in _SHOWN:
        return breakable_text(value)
    return value


def breakable_text(text: str) -> str:
    """The text with zero-width spaces inside codes, addresses and very long words."""
    return _LONG_WORD.sub(_broken, _IN_CODE.sub(ZERO_WIDTH_SPACE, text))


def _broken(word: re.Match[str]) -> str:
    """After signs where there are some, else after any character."""
    parts = _AFTER_SIGN.sub(ZERO_WIDTH_SPACE, word[0]).split(ZERO_WIDTH_SPACE)
    return ZERO_WIDTH_SPACE.join(part if len(part) <= LONGEST_WHOLE else ZERO_WIDTH_SPACE.join(part) for part in parts)
