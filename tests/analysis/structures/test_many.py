"""One process, several, and an engine's column give the same answers."""

from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tripoint.analysis.structures.listed import Listed
from tripoint.analysis.structures.many import ScreenedColumn, ScreenerParts, coded, screen_many, screener_of
from tripoint.registry.class_rules import class_rules, counter_ions, rule_examples

PARTS = ScreenerParts(
    (Listed("fentanyl", "US", "us/II", "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1"),), class_rules(), counter_ions()
)
TEXTS = [
    "c1ccccc",
    "",
    "CCO",
    "CCO.CCN",
    "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1.Cl",
    *(e.smiles for e in rule_examples()),
]


def alone() -> list[str]:
    return [coded(answer) for answer in screener_of(PARTS).screen(TEXTS)]


def test_the_answers_say_what_was_found_and_what_was_not():
    assert alone()[:4] == ["unreadable syntax", "unreadable empty", "none 1", "none 2"]
    assert alone()[4] == "found fentanyl@0/same/salt ca_fentanyls@0/within mx_fentanyls@0/within mx_acid_salts@1/within"


@pytest.mark.slow
def test_two_processes_answer_in_order_as_one_does():
    many = TEXTS * 25  # several chunks
    assert [coded(answer) for answer in screen_many(PARTS, iter(many), processes=2)] == alone() * 25


def test_a_column_of_duckdb_has_the_same_answers(tmp_path: Path):
    column = ScreenedColumn(PARTS)

    @ibis.udf.scalar.pyarrow
    def screened(texts: str) -> str:
        return column(texts)  # type: ignore[return-value]

    pq.write_table(pa.table({"number": range(len(TEXTS)), "smiles": TEXTS}), tmp_path / "asked.parquet")
    connection = ibis.duckdb.connect()
    rows = connection.read_parquet(tmp_path / "asked.parquet", table_name="asked")
    found = connection.to_pyarrow(rows.select("number", answer=screened(rows.smiles)).order_by("number"))
    assert found["answer"].to_pylist() == alone()


def test_a_missing_text_is_unreadable():
    assert ScreenedColumn(PARTS)(pa.array([None, "CCO"])).to_pylist() == ["unreadable empty", "none 1"]
    assert ScreenedColumn(PARTS)(None) == "unreadable empty"
