"""The registry's CSV files as rows, read once."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

LANGUAGES = ("en", "es", "fr")


@cache
def rows_of(table: str) -> tuple[Mapping[str, str], ...]:
    """Every row of `data/<table>.csv` in file order, each by its header; an empty cell is ''."""
    text = (files(__package__) / "data" / f"{table}.csv").read_text(encoding="utf-8")
    return tuple(MappingProxyType(row) for row in csv.DictReader(text.splitlines(), strict=True))


def words_of(row: Mapping[str, str], prefix: str) -> Mapping[str, str]:
    """The columns `<prefix>_en`, `<prefix>_es`, `<prefix>_fr` by language."""
    return MappingProxyType({language: row[f"{prefix}_{language}"] for language in LANGUAGES})
