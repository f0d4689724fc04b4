"""The record kinds, in one list; a kind's table in the ledger bears its name."""

from collections.abc import Mapping

import pyarrow as pa
from pydantic import BaseModel

from tripoint.protocol.columns import arrow_schema
from tripoint.protocol.figure import Figure
from tripoint.protocol.flow import Flow
from tripoint.protocol.origin import Origin
from tripoint.protocol.returned import Returned
from tripoint.protocol.statement import Statement

KINDS: Mapping[str, type[BaseModel]] = {
    "figures": Figure,
    "flows": Flow,
    "statements": Statement,
    "returned": Returned,
    "origins": Origin,
}

SCHEMAS: Mapping[str, pa.Schema] = {name: arrow_schema(model) for name, model in KINDS.items()}
