"""Models prohibited in Canada: what a user's own copy answers, and that it stays out of reports."""

from datetime import date
from pathlib import Path

import pytest

from tests.builders import ingested
from tests.conformance.samples import folder_of
from tests.findings.answers import ask, by, rows, sentences, table
from tests.sources.variants import changed, swap
from tripoint.findings.catalogue import CATALOGUE
from tripoint.present.trilateral import CHAPTERS
from tripoint.sources.catalogue import source
from tripoint.store.ledger import Reader

NAME, MEMBER = "prohibited_models", "ca_prohibited_firearms"
SAMPLE = "firearms_data_1700000000.csv"
FIRST, SECOND = date(2026, 1, 2), date(2026, 2, 2)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Two lists: of the newer one, the first model has another number."""
    folder = tmp_path_factory.mktemp("models")
    ingested(folder / "ledger", folder_of(source(MEMBER)) / "sample" / SAMPLE, member=MEMBER, accessed=FIRST)
    newer = changed(MEMBER, SAMPLE, folder, swap("1001,", "1009,"))
    ingested(folder / "ledger", newer, member=MEMBER, accessed=SECOND)
    return Reader(folder / "ledger")


def test_it_has_no_place_in_the_report_and_says_whose_copy_it_is(held: Reader) -> None:
    assert CATALOGUE[NAME].is_own_copy
    assert not any(NAME in chapter.findings for chapter in CHAPTERS)
    assert "own_copy_terms" in ask(held, NAME).caveats


def test_models_are_counted_once_by_maker_and_a_kind_of_weapon_is_no_maker(held: Reader) -> None:
    found = by(ask(held, NAME), "by_maker", "maker")
    assert {maker: row["value"] for maker, row in found.items()} == {
        "Maker One": 2, "Maker, A B": 1, "Mortar Brothers": 1, None: 3,
    }  # fmt: skip
    assert found[None]["reason"] == "not_distinguishable"
    assert rows(ask(held, NAME), "by_maker")[-1]["maker"] is None


def test_quartiles_are_of_the_amounts_that_are_there(held: Reader) -> None:
    (row,) = rows(ask(held, NAME), "amounts")
    assert (row["models"], row["without"]) == (5, 2)  # 75, 150, 200, 310.5, 1000
    assert (row["first"], row["median"], row["third"], row["reason"]) == (150, 200, 310.5, None)


def test_too_few_amounts_make_no_quartiles(tmp_path: Path) -> None:
    path = changed(MEMBER, SAMPLE, tmp_path, lambda t: t.replace("MX-1,150", "MX-1,0").replace("MX-1,200", "MX-1,0"))
    ingested(tmp_path / "ledger", path, member=MEMBER)
    (row,) = rows(ask(Reader(tmp_path / "ledger"), NAME), "amounts")
    assert (row["models"], row["median"], row["reason"]) == (3, None, "low_quality")


def test_every_model_can_be_looked_up_in_the_rows(held: Reader) -> None:
    found = by(ask(held, NAME), "models", "reference_number")
    assert (found["1003"]["maker_as_written"], found["1003"]["model"]) == ("Maker One", "MX-2, Long")
    assert (found["1003"]["amount"], found["1003"]["reason"]) == (None, "not_available")
    assert found["1004"]["amount"] == 1000
    assert len(found) == table(ask(held, NAME), "models").data.num_rows == 7


def test_the_newest_list_answers_and_an_older_one_where_the_time_asks_for_it(held: Reader) -> None:
    assert "1009" in by(ask(held, NAME), "models", "reference_number")
    older = ask(held, NAME, until=FIRST)
    assert "1001" in by(older, "models", "reference_number")
    assert older.period_end == FIRST
    assert ask(held, NAME, until=date(2025, 1, 1)).record_count == 0


def test_a_name_that_two_makers_share_is_told(held: Reader) -> None:
    assert sentences(ask(held, NAME)) == [
        "Models listed: 7; makers: 3; names of models that several makers use, so that the name alone does not tell the "
        "model: 1."
    ]
