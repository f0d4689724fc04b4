"""The words of synthetic returns that belong to no sheet or column (synthetic_words.csv)."""

import csv
import io
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


def rows_beside(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file beside this module."""
    text = (files(__package__) / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return {row["key"]: row for row in rows_beside("synthetic_words")}


def said(key: str, language: str, **values: object) -> str:
    return _words()[key][language].format(**values)
