"""Makers of firearms: many spellings of one name, recognised by the words a name begins with."""

import re
from collections.abc import Mapping

from tripoint.registry.names import normalise

LOOKUP = "maker"


def maker_key(text: str) -> str:
    """Words in small letters without punctuation: "F.N. (FN Herstal)" → "f n fn herstal"."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", normalise(text).replace("&", " and ")).split())


def maker_of(text: str, names: Mapping[str, str]) -> str | None:
    """The maker whose listed words `text` begins with, the longest first; None if none is listed.

    names: words as `maker_key` gives them → the one spelling; a blank spelling is no maker ("unknown", "AR style").
    """
    words = maker_key(text).split()
    for length in range(min(len(words), 5), 0, -1):
        found = names.get(" ".join(words[:length]))
        if found is not None:
            return found or None
    return None
