"""A ledger of an earlier version opens, takes new files, and says what cannot be checked of it."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.builders import cbp_file, cbp_row, figures_in, ingested
from tests.store.old_ledger import make_old
from tripoint.pipeline.rebuild import rebuild
from tripoint.pipeline.repair import repair
from tripoint.store.compact import compact
from tripoint.store.vacuum import vacuum
from tripoint.store.verify import verify
from tripoint.store.writer import writing

LATER = date(2026, 2, 1)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    ledger = tmp_path / "ledger"
    ingested(ledger, cbp_file(tmp_path / "a", [cbp_row(month="AUG", events="2")]))
    make_old(ledger)
    return ledger


def codes(ledger: Path) -> list[str]:
    return sorted(problem.code for problem in verify(ledger).problems)


def test_it_opens_as_it_is(old: Path) -> None:
    assert figures_in(old).num_rows == 2


def test_verify_says_what_it_cannot_check_and_finds_nothing_wrong(old: Path) -> None:
    verdict = verify(old)
    assert verdict.is_whole
    told = {(p.code, p.file, p.rows) for p in verdict.problems}
    assert told == {
        ("ledger_bytes_never", "nationwide-drugs-made.csv", 0),
        ("ledger_hash_unknown", "snapshots", 1),
        ("ledger_hash_unknown", "figures", 1),
        ("ledger_hash_unknown", "origins", 1),
    }


def test_it_takes_a_new_file(tmp_path: Path, old: Path) -> None:
    assert ingested(old, cbp_file(tmp_path / "b", [cbp_row(events="9")]), accessed=LATER).is_new
    assert figures_in(old).num_rows == 4
    assert verify(old).is_whole


def test_the_same_file_again_brings_the_copy_that_was_never_kept(tmp_path: Path, old: Path) -> None:
    outcome = ingested(old, tmp_path / "a" / "nationwide-drugs-made.csv")
    assert (outcome.is_new, outcome.is_mended) == (False, False)
    assert "ledger_bytes_never" not in codes(old)
    assert rebuild(old, tmp_path / "again").problems == ()
    assert figures_in(tmp_path / "again").equals(figures_in(old))


def test_without_a_copy_it_cannot_be_rebuilt_and_that_is_said(tmp_path: Path, old: Path) -> None:
    (problem,) = rebuild(old, tmp_path / "again").problems
    assert (problem.code, problem.file) == ("ledger_not_rebuilt", "nationwide-drugs-made.csv")


def test_compaction_gives_its_files_a_hash(old: Path) -> None:
    before = figures_in(old)
    with writing(old) as writer:
        compact(writer)
        vacuum(writer, older_than=timedelta(0))
    assert figures_in(old).equals(before)
    assert [p.file for p in verify(old).problems if p.code == "ledger_hash_unknown"] == ["snapshots"]


def test_a_missing_file_of_it_is_mended_by_the_same_file(tmp_path: Path, old: Path) -> None:
    before = figures_in(old)
    next(old.glob("figures/*/*.parquet")).unlink()
    assert "ledger_file_missing" in codes(old)
    assert ingested(old, tmp_path / "a" / "nationwide-drugs-made.csv").is_mended
    assert figures_in(old).equals(before)
    assert verify(old).is_whole


def test_rows_that_cannot_be_read_are_found_although_no_hash_tells_it(tmp_path: Path, old: Path) -> None:
    """Bytes of the rows are others; size and footer are as they were."""
    before = figures_in(old)
    path = next(old.glob("figures/*/*.parquet"))
    content = bytearray(path.read_bytes())
    content[4:400] = b"\xff" * 396
    path.write_bytes(content)
    assert "ledger_file_unreadable" in codes(old)
    assert "ledger_rows_differ" in codes(old)
    assert ingested(old, tmp_path / "a" / "nationwide-drugs-made.csv").is_new is False
    with writing(old) as writer:
        assert repair(writer).problems == ()
    assert figures_in(old).equals(before)
    assert verify(old).is_whole
