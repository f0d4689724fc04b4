"""The words of the workbook that belong to no sheet or column: its guide, its prompts (words.csv)."""

import csv
import io
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from tripoint.errors import RegistryError


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    text = (files(__package__) / "words.csv").read_text(encoding="utf-8")
    return {row["key"]: row for row in csv.DictReader(io.StringIO(text, newline=""), strict=True)}


def word(key: str, language: str) -> str:
    """The text with this key in en, es or fr. Raises RegistryError."""
    found = _words().get(key)
    if found is None or language not in found:
        raise RegistryError(f"the return has no word '{key}' in '{language}'.", cure="See returns/words.csv.")
    return found[language]


def keys() -> tuple[str, ...]:
    """Every key, in the order of words.csv."""
    return tuple(_words())
