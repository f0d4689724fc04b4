"""The record kinds, in one list; a kind's table in the ledger bears its name."""

from collections.abc import Mapping

import pyarrow as pa
from pydantic import BaseModel

from tripoint.protocol.analysis_summary import AnalysisSummary
from tripoint.protocol.columns import arrow_schema
from tripoint.protocol.control import Control
from tripoint.protocol.figure import Figure
from tripoint.protocol.firearm import Firearm
from tripoint.protocol.flow import Flow
from tripoint.protocol.incident import Incident
from tripoint.protocol.notice import PreExportNotice
from tripoint.protocol.origin import Origin
from tripoint.protocol.outbox import INCIDENTS, NOTICES
from tripoint.protocol.record import Dated
from tripoint.protocol.restricted import Restricted
from tripoint.protocol.returned import Returned
from tripoint.protocol.seizure_event import SeizureEvent
from tripoint.protocol.statement import Statement

KINDS: Mapping[str, type[BaseModel]] = {
    "figures": Figure,
    "flows": Flow,
    "statements": Statement,
    "returned": Returned,
    "seizure_events": SeizureEvent,
    "analysis_summaries": AnalysisSummary,
    "firearms": Firearm,
    "controls": Control,
    "restricted": Restricted,
    NOTICES: PreExportNotice,
    INCIDENTS: Incident,
    "origins": Origin,
}

SCHEMAS: Mapping[str, pa.Schema] = {name: arrow_schema(model) for name, model in KINDS.items()}

DATED: tuple[str, ...] = tuple(name for name, model in KINDS.items() if issubclass(model, Dated))
"""The kinds whose records have a period, and are replaced period by period."""
