"""Structures of substances of the index of names, as registry/index_structures_build.py found them."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import pyarrow.parquet as pq

FILE = files("tripoint.registry") / "data" / "substance_index" / "structures.parquet"


@cache
def index_structures() -> Mapping[str, str]:
    """InChIKey → SMILES of exactly this key."""
    keys, smiles = _read("inchikey", "smiles")
    return dict(zip(keys, smiles, strict=True))


@cache
def keys_with_structure() -> frozenset[str]:
    """The keys alone, read apart: a name needs no structure."""
    return frozenset(_read("inchikey")[0])


def _read(*columns: str) -> list[list[str]]:
    with FILE.open("rb") as file:
        return [column.to_pylist() for column in pq.read_table(file, columns=list(columns)).columns]
