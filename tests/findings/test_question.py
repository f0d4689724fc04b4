"""A table of a finding is of one measure."""

import pyarrow as pa
import pytest

from tripoint.errors import MixedMeasures
from tripoint.findings.question import Column, Table


def table(*measures: str) -> Table:
    rows = pa.table({"measure": measures, "value": [1.0] * len(measures)})
    return Table("seizures", "Seizures", "seizure_events", (Column("value", "Value", "number"),), rows)


def test_rows_of_one_measure_make_a_table() -> None:
    assert len(table("seizure_events", "seizure_events").data) == 2


def test_two_measures_do_not_come_into_one_table() -> None:
    with pytest.raises(MixedMeasures, match="'seizure_events' holds seized_mass_kg"):
        table("seizure_events", "seized_mass_kg")
