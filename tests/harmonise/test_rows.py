"""Columns as codes: every row gets what its own text says, whatever else stands in the column."""

from collections import Counter

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import text_rows, told
from tripoint.errors import Problems
from tripoint.harmonise.codes import joined, lookup, place_named, published, substance
from tripoint.harmonise.duplicates import KeyWatch
from tripoint.harmonise.lookups import read_lookups
from tripoint.harmonise.rows import Codes, Rows, constant
from tripoint.ingest.table import TextBatch, TextTable

CELLS = st.lists(st.none() | st.sampled_from(["", "a", "A", "b", " a", "ñ", "a|b"]), max_size=12)


def dictionary(cells: list[str | None]) -> Rows:
    """The same rows with the column coded by Arrow, as files are read."""
    rows = text_rows({"x": cells})
    coded = pa.record_batch({"x": rows.batch.columns.column("x").dictionary_encode()})
    return Rows(TextBatch(coded, rows.batch.rows), rows.context, rows.problems)


@given(CELLS)
def test_distinct_gives_each_row_its_text_and_null_as_nothing(cells: list[str | None]) -> None:
    for rows in (text_rows({"x": cells}), dictionary(cells)):
        indices, texts = rows.distinct("x")
        assert [texts[i] for i in indices] == [cell or "" for cell in cells]


@given(st.lists(st.none() | st.sampled_from(["a", "b", "c"]), min_size=1, max_size=6), st.data())
def test_codes_become_an_array_with_one_entry_a_value(values: list[str | None], data: st.DataObject) -> None:
    at = data.draw(st.lists(st.integers(0, len(values) - 1), max_size=20))
    array = Codes(np.array(at, dtype=np.int32), tuple(values)).array()
    assert array.to_pylist() == [values[i] for i in at]
    assert len(set(array.dictionary.to_pylist())) == len(array.dictionary)


def test_no_rows_give_no_codes() -> None:
    assert Codes(np.array([], dtype=np.int32), ()).array().to_pylist() == []
    rows = text_rows({"x": [], "y": []})
    assert joined(published("x"), published("y"))(rows).array().to_pylist() == []


@given(CELLS)
def test_a_rejected_text_is_reported_once_with_all_its_rows(cells: list[str | None]) -> None:
    rows = text_rows({"x": cells}, lookups={"letters": {"a": "A"}})
    lookup("letters", "x")(rows)
    lookup("letters", "x")(rows)  # a second reader of the column counts nothing again
    found = {value: n for _, value, n in told(rows.problems)}
    assert found == Counter(cell or "" for cell in cells if (cell or "").strip().lower() != "a")


def test_rows_mapped_to_ignore_are_left_out_and_no_others() -> None:
    rows = text_rows({"x": ["a", "b", "a", "c"]}, lookups={"letters": {"a": "ignore", "b": "B", "c": ""}})
    codes = lookup("letters", "x")(rows)
    assert rows.kept is not None
    assert rows.kept.tolist() == [False, True, False, True]
    assert codes.array().to_pylist()[1::2] == ["B", None]


def test_a_lookup_does_not_mind_case_accents_and_white_space() -> None:
    tables = read_lookups(["lookup,published,code,note", "state,Nuevo León,MX-NLE,"])
    rows = text_rows({"x": ["NUEVO LEON", " nuevo  león"]}, lookups=tables)
    assert lookup("state", "x")(rows).array().to_pylist() == ["MX-NLE", "MX-NLE"]
    assert not rows.problems


def test_a_lookup_that_maps_a_text_to_two_codes_is_refused() -> None:
    with pytest.raises(ValueError, match="maps 'a' twice"):
        read_lookups(["lookup,published,code,note", "state,A,1,", "state,a,2,"])


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["", "x", "y"])), max_size=20))
def test_joined_codes_are_the_codes_of_the_row_without_absent_ones(pairs: list[tuple[str, str]]) -> None:
    rows = text_rows({"l": [p[0] for p in pairs], "r": [p[1] for p in pairs]})
    found = joined(published("l"), constant(None), published("r"), constant("z"))(rows).array().to_pylist()
    assert found == ["/".join(part for part in (*pair, "z") if part) for pair in pairs]


def test_a_place_is_found_within_its_country_and_kind_alone() -> None:
    rows = text_rows({"x": ["TUCSON SECTOR", "Texas", "Atlantis", "Texas"]})
    codes = place_named("x", country="US", kinds=("cbp_area",))(rows)
    assert codes.array().to_pylist() == ["US-CBP-TUCSON-SECTOR", None, None, None]
    assert {(v, n) for _, v, n in told(rows.problems)} == {("Texas", 2), ("Atlantis", 1)}


def test_mexico_among_states_is_the_state() -> None:
    codes = place_named("x", country="MX", kinds=("state",))(text_rows({"x": ["MEXICO", "México"]}))
    assert codes.array().to_pylist() == ["MX-MEX", "MX-MEX"]


def test_a_substance_label_is_known_for_its_own_source_only() -> None:
    ours, other = text_rows({"x": ["Lsd"]}), text_rows({"x": ["Lsd"]}, source_name="us_cdc_overdose")
    assert substance("x")(ours).array().to_pylist() == ["lsd"]
    substance("x")(other)
    assert not ours.problems
    assert other.problems


# repeated keys

KEYS = st.lists(
    st.tuples(st.none() | st.sampled_from(["", "a", "b", "ab"]), st.none() | st.sampled_from(["", "a", "b", "ba"])),
    max_size=40,
)


@given(KEYS, st.integers(1, 5))
def test_exactly_the_repeated_keys_are_reported(keys: list[tuple[str | None, str | None]], size: int) -> None:
    parts = [keys[i : i + size] for i in range(0, len(keys), size)]
    batches = [
        text_rows({"l": [k[0] for k in part], "r": [k[1] for k in part], "v": ["1"] * len(part)}) for part in parts
    ]
    watch = KeyWatch(("l", "r"))
    for rows in batches:
        watch.add(rows)
    problems = Problems("s", "f")
    watch.report(TextTable("f", lambda: iter([rows.batch for rows in batches])), problems)
    counted = Counter((left or "", right or "") for left, right in keys)
    expected = {f"{left} | {right}": n for (left, right), n in counted.items() if n > 1}
    assert {value: n for _, value, n in told(problems)} == expected


def test_equal_hashes_of_different_keys_accuse_nobody() -> None:
    class Colliding(KeyWatch):
        def _code(self, text: str) -> int:
            return 7

    rows = text_rows({"x": ["a", "b", "c", "b"]})
    watch = Colliding(("x",))
    watch.add(rows)
    problems = Problems("s", "f")
    watch.report(TextTable("f", lambda: iter([rows.batch])), problems)
    assert [(value, n) for _, value, n in told(problems)] == [("b", 2)]


def test_columns_change_places_without_becoming_the_same_key() -> None:
    rows = text_rows({"l": ["a", "b"], "r": ["b", "a"]})
    watch = KeyWatch(("l", "r"))
    watch.add(rows)
    problems = Problems("s", "f")
    watch.report(TextTable("f", lambda: iter([rows.batch])), problems)
    assert not problems
