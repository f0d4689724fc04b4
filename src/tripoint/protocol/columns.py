"""How a protocol field says its Arrow type and its meaning in three languages."""

from dataclasses import dataclass
from datetime import date
from types import UnionType
from typing import Any, Union, get_args, get_origin

import pyarrow as pa
from pydantic import BaseModel


@dataclass(frozen=True)
class Words:
    """A field's meaning in English, Spanish and French, for the data dictionary."""

    en: str
    es: str
    fr: str


_ARROW = {str: pa.string(), int: pa.int64(), float: pa.float64(), date: pa.date32(), bool: pa.bool_()}


def arrow_schema(model: type[BaseModel]) -> pa.Schema:
    """The Arrow schema of a record kind; the order of its columns is the order of its fields."""
    return pa.schema([_arrow_field(name, info.annotation) for name, info in model.model_fields.items()])


def words_of(model: type[BaseModel], name: str) -> Words:
    """The field's meaning. Raises LookupError if the definition has none."""
    for item in model.model_fields[name].metadata:
        if isinstance(item, Words):
            return item
    raise LookupError(f"{model.__name__}.{name} has no Words in its definition")


def _arrow_field(name: str, annotation: Any) -> pa.Field:
    args = get_args(annotation)
    nullable = get_origin(annotation) in (Union, UnionType) and type(None) in args
    kind = next(a for a in args if a is not type(None)) if nullable else annotation
    if get_origin(kind) is tuple:
        return pa.field(name, pa.list_(_ARROW[get_args(kind)[0]]), nullable)
    return pa.field(name, _ARROW[kind if kind in _ARROW else str], nullable)
