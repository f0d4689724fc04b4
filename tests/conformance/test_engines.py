"""Every finding on both engines, and the traps in which engines differ; one Spark session, on the loopback."""

import math
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.conformance.samples import ledger_of_samples
from tripoint.findings.catalogue import QUESTIONS
from tripoint.findings.question import Filters, Finding, Question
from tripoint.store.engine import DuckEngine, Engine, SparkEngine
from tripoint.store.ledger import Audience, Reader, edition_path

ENGINES = ("duckdb", "spark")
EVERY = pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.name)
SHIPPED = pytest.mark.parametrize(
    "question", [q for q in QUESTIONS if not q.is_from_returns and not q.is_own_copy], ids=lambda q: q.name
)


def spark_engine() -> SparkEngine:
    """Spark with one task after a shuffle: the tables are small."""
    engine = SparkEngine("local[2]")
    engine.session.conf.set("spark.sql.shuffle.partitions", "1")
    return engine


@pytest.fixture(scope="module")
def spark() -> Iterator[None]:
    engine = SparkEngine("local[2]")
    yield
    engine.session.stop()


@pytest.fixture(scope="module")
def edition(spark: None) -> tuple[Reader, Reader]:
    return Reader(edition_path()), Reader(edition_path(), engine=spark_engine())


@pytest.fixture(scope="module")
def samples(spark: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[Reader, Reader]:
    """Ledger of all samples, of returns and own copies too, in a folder whose name is a trap; for the governments."""
    ledger = ledger_of_samples(tmp_path_factory.mktemp("a b{c},d") / "ledger")
    audience: Audience = "governments"
    return Reader(ledger, audience=audience), Reader(ledger, audience=audience, engine=spark_engine())


@SHIPPED
def test_a_finding_on_the_edition_is_the_same_on_spark(question: Question, edition: tuple[Reader, Reader]) -> None:
    _assert_same(*(question.answer(reader, Filters()) for reader in edition))


@EVERY
def test_a_finding_on_every_sample_is_the_same_on_spark(question: Question, samples: tuple[Reader, Reader]) -> None:
    _assert_same(*(question.answer(reader, Filters()) for reader in samples))


def test_the_samples_give_every_record_kind(samples: tuple[Reader, Reader]) -> None:
    reader = samples[0]
    for table in (reader.figures(), reader.flows(), reader.statements(), reader.returned(), reader.seizure_events(),
                  reader.analysis_summaries(), reader.firearms(), reader.restricted()):  # fmt: skip
        assert reader.fetch(table.limit(1)).num_rows == 1


def test_filters_are_the_same_on_spark(edition: tuple[Reader, Reader]) -> None:
    filters = Filters(substance="fentanyl", since=date(2023, 10, 1), until=date(2025, 9, 30))
    question = next(q for q in QUESTIONS if q.name == "border_drug_seizures")
    _assert_same(*(question.answer(reader, filters) for reader in edition))


SCHEMA = pa.schema(
    [
        ("code", pa.string()),
        ("name", pa.string()),
        ("day", pa.date32()),
        ("value", pa.float64()),
        ("source", pa.string()),
    ]
)


@pytest.fixture(params=ENGINES)
def traps(request: pytest.FixtureRequest, spark: None, tmp_path: Path) -> tuple[Engine, Any]:
    """A table of two files, the older without the column `name`, in partitions that look like numbers."""
    engine: Engine = DuckEngine() if request.param == "duckdb" else SparkEngine("local[2]")
    old = pa.table({"code": ["01", "1"], "day": [date(2020, 2, 29), None], "value": [1.0, None]})
    new = pa.table({"code": ["007", None], "name": ["Nuevo León", "Québec"], "day": [date(1969, 12, 31)] * 2,
                    "value": [0.1, 0.2]})  # fmt: skip
    files = []
    for part, table in (("01", old), ("1", new)):
        (tmp_path / f"source={part}").mkdir()
        files.append(str(tmp_path / f"source={part}" / "a.parquet"))
        types = pa.schema([f for f in SCHEMA if f.name in table.column_names])
        pq.write_table(table.cast(types), files[-1])
    engine.view("facts", files, folder=str(tmp_path), schema=SCHEMA)
    return engine, ibis.table({"code": "string", "name": "string", "day": "date", "value": "float64", "source": "string"},
                              name="facts")  # fmt: skip


def test_a_leading_zero_stays_in_codes_and_partitions(traps: tuple[Engine, Any]) -> None:
    engine, facts = traps
    assert _column(engine, facts.filter(facts.source == "01"), "code") == ["01", "1"]
    assert _column(engine, facts.filter(facts.code == "1"), "source") == ["01"]
    assert _column(engine, facts, "source") == ["01", "01", "1", "1"]


def test_accents_are_matched_as_written_and_sorted_by_code_point(traps: tuple[Engine, Any]) -> None:
    engine, facts = traps
    assert _column(engine, facts.filter(facts.name == "Nuevo León"), "code") == ["007"]
    assert _column(engine, facts.filter(facts.name == "Nuevo Leon"), "code") == []


def test_null_is_not_equal_to_anything_and_sorts_last(traps: tuple[Engine, Any]) -> None:
    engine, facts = traps
    assert _column(engine, facts.filter(facts.code != "01"), "code") == ["007", "1"]
    assert engine.fetch(facts.order_by("value").select("value"))["value"].to_pylist() == [0.1, 0.2, 1.0, None]
    total = engine.fetch(facts.aggregate(total=facts.value.sum(), held=facts.value.count()))
    assert total["held"].to_pylist() == [3]
    assert total["total"][0].as_py() == pytest.approx(1.3)


def test_days_before_1970_and_leap_days_stay_what_they_are(traps: tuple[Engine, Any]) -> None:
    engine, facts = traps
    assert _column(engine, facts.filter(facts.day < ibis.date("1970-01-01")), "day") == [date(1969, 12, 31)] * 2
    assert _column(engine, facts.filter(facts.day.month() == 2), "day") == [date(2020, 2, 29)]


def test_a_column_that_an_older_file_lacks_is_null_there(traps: tuple[Engine, Any]) -> None:
    engine, facts = traps
    assert sorted(_column(engine, facts.filter(facts.name.isnull()), "code")) == ["01", "1"]


def test_distinct_rows_in_order_are_distinct(traps: tuple[Engine, Any]) -> None:
    engine, facts = traps
    days = facts.filter(facts.source.isin(["01", "1"]) & (facts.value >= 0)).select("day").distinct().order_by("day")
    assert engine.fetch(days)["day"].to_pylist() == [date(1969, 12, 31), date(2020, 2, 29)]


def test_a_division_by_zero_is_unknown(traps: tuple[Engine, Any]) -> None:
    engine, facts = traps
    quotients = engine.fetch(facts.filter(facts.value > 0).select(q=facts.value / (facts.value - facts.value)))
    assert quotients["q"].to_pylist() == [None] * 3


def _column(engine: Engine, table: Any, name: str) -> list[Any]:
    """The values of a column, sorted by their text."""
    return sorted(engine.fetch(table.select(name))[name].to_pylist(), key=str)


def _assert_same(ours: Finding, theirs: Finding) -> None:
    assert theirs.record_count == ours.record_count
    assert (theirs.origins, theirs.caveats, theirs.charts) == (ours.origins, ours.caveats, ours.charts)
    assert (theirs.period_start, theirs.period_end, theirs.as_of) == (ours.period_start, ours.period_end, ours.as_of)
    assert [table.name for table in theirs.tables] == [table.name for table in ours.tables]
    for left, right in zip(ours.tables, theirs.tables, strict=True):
        assert right.data.schema == left.data.schema, left.name
        assert _same(left.data.to_pylist(), right.data.to_pylist()), left.name
    assert _same([vars(f) for f in ours.facts], [vars(f) for f in theirs.facts])


def _same(left: Any, right: Any) -> bool:
    """Equal, but for the last bits of sums of fractions, whose order engines choose."""
    if isinstance(left, float) and isinstance(right, float):
        return math.isclose(left, right, rel_tol=1e-12)
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(_same(left[key], right[key]) for key in left)
    if isinstance(left, list | tuple):
        return len(left) == len(right) and all(map(_same, left, right))
    return bool(left == right)
