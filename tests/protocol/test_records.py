"""What a record may say: a value or a reason, a period that runs forward, nothing unknown."""

from datetime import date
from typing import Any, get_args

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.builders import figure, statement
from tripoint.errors import TripointError
from tripoint.pipeline.check import check_batch
from tripoint.protocol.figure import Figure
from tripoint.protocol.kinds import KINDS, SCHEMAS
from tripoint.protocol.missing import Missing
from tripoint.protocol.statement import Statement


def batch(*rows: dict[str, Any], kind: str = "figures") -> pa.RecordBatch:
    """Rows as they are kept; a field that is not given is null, but for the version."""
    schema = pa.schema([f.with_nullable(True) for f in SCHEMAS[kind]])
    return pa.RecordBatch.from_pylist([{"version": 1, **row} for row in rows], schema)


@pytest.mark.parametrize("kind", KINDS)
def test_the_arrow_schema_has_the_fields_of_the_definition_in_their_order(kind: str) -> None:
    fields = KINDS[kind].model_fields
    assert SCHEMAS[kind].names == list(fields)
    nullable = {f.name for f in SCHEMAS[kind] if f.nullable}
    assert nullable == {name for name, info in fields.items() if type(None) in get_args(info.annotation)}


@pytest.mark.parametrize("kind", KINDS)
def test_the_arrow_types_hold_what_the_definition_holds(kind: str) -> None:
    wanted = {int: pa.int64(), float: pa.float64(), date: pa.date32(), bool: pa.bool_()}
    for field in SCHEMAS[kind]:
        annotation = KINDS[kind].model_fields[field.name].annotation
        plain = [a for a in (get_args(annotation) or (annotation,)) if a is not type(None)]
        assert field.type == wanted.get(plain[0], pa.string()), field.name


@given(st.none() | st.floats(0, 1e9), st.none() | st.sampled_from(Missing))
def test_a_value_or_a_reason_never_both_never_neither(value: float | None, missing: Missing | None) -> None:
    row = figure(value=value, missing=missing)
    if (value is None) != (missing is None):
        assert Figure(**row).value == value
        check_batch("figures", batch(row | {"missing": str(missing) if missing else None}))
    else:
        with pytest.raises(ValidationError, match="never both, never neither"):
            Figure(**row)
        with pytest.raises(TripointError, match="or neither"):
            check_batch("figures", batch(row | {"missing": str(missing) if missing else None}))


def test_a_reason_outside_the_list_is_refused() -> None:
    with pytest.raises(ValidationError):
        Figure(**figure(value=None, missing="forgotten"))


@given(st.dates(), st.dates())
def test_a_period_runs_forward(start: date, end: date) -> None:
    row = figure(period_start=start, period_end=end)
    if start <= end:
        assert Figure(**row).period_end == end
        check_batch("figures", batch(row))
    else:
        with pytest.raises(ValidationError, match="before it starts"):
            Figure(**row)
        with pytest.raises(TripointError, match="ends before it starts"):
            check_batch("figures", batch(row))


def test_a_record_does_not_change() -> None:
    with pytest.raises(ValidationError):
        Figure(**figure()).value = 2.0


def test_a_field_that_nobody_defined_is_refused() -> None:
    with pytest.raises(ValidationError):
        Figure(**figure(colour="blue"))


def test_the_id_is_that_of_the_cell_in_the_file() -> None:
    assert Figure(**figure()).record_id == f"{'0' * 16}/2/Count of Event"


@pytest.mark.parametrize("field", ["place", "measure", "unit", "source", "origin", "recorded_at", "period_start"])
def test_a_figure_without_a_needed_field_is_refused(field: str) -> None:
    row = figure()
    del row[field]
    with pytest.raises(ValidationError):
        Figure(**row)
    with pytest.raises(TripointError, match=f"'{field}' has empty cells"):
        check_batch("figures", batch(row))


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"place": "US-ZZ"}, "no place has the id 'US-ZZ'"),
        ({"border_segment": "US-BORDER-E"}, "no place has the id"),
        ({"measure": "guns"}, "no measure has the id 'guns'"),
        ({"unit": "kg"}, "unit 'kg' is not the unit of seizure_events"),
        ({"substance": "soap"}, "no substance has the id 'soap'"),
        ({"caveats": "fiscal_year_us nonsense"}, "nonsense"),
    ],
)
def test_a_word_that_the_registry_does_not_know_is_not_kept(changed: dict[str, str], message: str) -> None:
    with pytest.raises(TripointError, match=message):
        check_batch("figures", batch(figure(), figure(**changed)))


def test_a_batch_with_other_columns_is_not_kept() -> None:
    rows = batch(figure())
    with pytest.raises(TripointError, match="columns are not those"):
        check_batch("figures", rows.drop_columns(["caveats"]))


# statements


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "rumour"}, {"grade": "C"}, {"grade": None}, {"direction": "eastbound"}, {"value": None},
        {"missing": Missing.not_reported}, {"words_fr": None}, {"measure": "seizure_events"},
        {"period_start": date(2024, 2, 1), "period_end": date(2024, 1, 1)},
    ],
)  # fmt: skip
def test_a_statement_that_says_it_wrong_is_refused(changed: dict[str, Any]) -> None:
    assert Statement(**statement())
    with pytest.raises(ValidationError):
        Statement(**statement(**changed))


def test_a_statement_may_have_an_open_period() -> None:
    assert Statement(**statement(period_start=date(2024, 10, 1))).period_end is None


def test_a_statement_about_an_unknown_place_is_not_kept() -> None:
    row = {"is_running_total": False, "is_cross_border_firearm": False}
    check_batch("statements", batch(statement(**row, place="US-TX"), kind="statements"))
    with pytest.raises(TripointError, match="no place has the id 'US-ZZ'"):
        check_batch("statements", batch(statement(**row, place="US-ZZ"), kind="statements"))


def test_a_statement_has_no_measure_so_that_nothing_can_be_added_to_it() -> None:
    assert "measure" not in SCHEMAS["statements"].names
