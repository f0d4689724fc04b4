"""What makes two names one substance: the first block of the InChIKey, and what the key says about stereo."""

import re
from collections.abc import Iterable, Mapping
from typing import Literal

Stereo = Literal["defined", "open", "none", ""]
"""defined: the key has a stereo (or isotope) layer. open: it has none, though the same skeleton is known with one, so
the name is of the racemate or leaves stereo unsaid. none: it has none, and no other form of the skeleton is known
here; the key alone cannot say whether the molecule has stereo centres. '': no key is known."""

_FORM = re.compile(r"[A-Z]{14}-[A-Z]{10}-[A-Z]")
_BLOCK = re.compile(r"[A-Z]{14}")
_NO_LAYER = "UHFFFAOY"
"""The hash of an empty second block: no stereo, isotope or fixed hydrogen layer."""


def is_key(text: str) -> bool:
    """Has it the form of an InChIKey, or of the first block of one?"""
    return _FORM.fullmatch(text) is not None or _BLOCK.fullmatch(text) is not None


def first_block(inchikey: str) -> str:
    """The 14 letters of the skeleton, '' without a key. Raises ValueError for what is no InChIKey."""
    if inchikey and not _FORM.fullmatch(inchikey):
        raise ValueError(f"'{inchikey}' is no InChIKey")
    return inchikey[:14]


def has_layer(inchikey: str) -> bool:
    """Whether the second block says anything: stereo or isotopes."""
    return inchikey[15:23] not in ("", _NO_LAYER)


def stereo_flags(inchikeys: Iterable[str]) -> Mapping[str, Stereo]:
    """The flag of every key among its siblings; '' for ''."""
    keys = set(inchikeys)
    layered = {key[:14] for key in keys if has_layer(key)}

    def flag(key: str) -> Stereo:
        if not key:
            return ""
        return "defined" if has_layer(key) else "open" if key[:14] in layered else "none"

    return {key: flag(key) for key in keys}
