"""Compaction: few sorted files, the same records, and readers that notice nothing."""

from datetime import date, timedelta
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from tests.builders import cbp_file, cbp_row, cbp_rows, figures_in, files_in, ingested
from tripoint.errors import LedgerError
from tripoint.store import compact as compaction
from tripoint.store import leftovers, tables
from tripoint.store.compact import Compacted, compact
from tripoint.store.ledger import Reader
from tripoint.store.vacuum import vacuum
from tripoint.store.verify import verify
from tripoint.store.writer import writing

LATER, LATEST = date(2026, 2, 1), date(2026, 3, 1)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Three files of one series; the later ones replace part of the first."""
    ingested(tmp_path / "ledger", cbp_file(tmp_path / "a", cbp_rows(2000)))
    ingested(tmp_path / "ledger", cbp_file(tmp_path / "b", cbp_rows(2000, seed=2)), accessed=LATER)
    ingested(tmp_path / "ledger", cbp_file(tmp_path / "c", [cbp_row()]), accessed=LATEST)
    return tmp_path / "ledger"


def compacted(ledger: Path) -> Compacted:
    with writing(ledger) as writer:
        return compact(writer)


def all_rows(ledger: Path, kind: str = "figures") -> list[tuple[object, ...]]:
    listed = ", ".join(f"'{file}'" for file in tables.files(ledger, kind))
    return duckdb.sql(f"FROM read_parquet([{listed}], union_by_name = true) ORDER BY ALL").fetchall()


def test_the_records_of_every_snapshot_are_the_same_and_the_manifest_is_not_touched(ledger: Path) -> None:
    before = {kind: all_rows(ledger, kind) for kind in ("figures", "origins")}
    manifest = files_in(ledger / tables.SNAPSHOTS)
    assert compacted(ledger) == Compacted(6, 2)
    assert {kind: all_rows(ledger, kind) for kind in ("figures", "origins")} == before
    assert files_in(ledger / tables.SNAPSHOTS) == manifest
    assert verify(ledger).problems == ()


def test_what_was_known_at_any_day_is_answered_alike(ledger: Path) -> None:
    days = (None, date(2026, 1, 2), LATER, LATEST)
    before = [figures_in(ledger, as_of=day) for day in days]
    compacted(ledger)
    assert all(figures_in(ledger, as_of=day).equals(was) for day, was in zip(days, before, strict=True))


def test_it_deletes_no_file(ledger: Path) -> None:
    before = set(files_in(ledger))
    compacted(ledger)
    assert before <= set(files_in(ledger))


def test_a_second_time_there_is_nothing_to_do(ledger: Path) -> None:
    compacted(ledger)
    before = files_in(ledger)
    assert compacted(ledger) == Compacted()
    assert files_in(ledger) == before


def test_the_next_file_joins_the_others(tmp_path: Path, ledger: Path) -> None:
    compacted(ledger)
    ingested(ledger, cbp_file(tmp_path / "d", [cbp_row(events="7")]), accessed=date(2026, 4, 1))
    assert compacted(ledger) == Compacted(4, 2)
    assert verify(ledger).problems == ()


def test_large_sorted_files_are_left_alone(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compaction, "FILE_BYTES", 1 << 10)  # a file is full after its first row group
    monkeypatch.setattr(compaction, "GROUP_ROWS", 1000)
    compacted(ledger)
    assert len(tables.files(ledger, "figures")) > 4
    assert compacted(ledger).before <= 3  # the last, small one and the origins


def test_a_snapshot_stands_together_and_within_it_each_measure_by_substance_and_period(ledger: Path) -> None:
    compacted(ledger)
    (path,) = tables.files(ledger, "figures")
    rows = pq.read_table(
        path, columns=["recorded_at", "snapshot", "measure", "substance", "period_start", "place"]
    ).to_pylist()
    keys = [tuple(row.values()) for row in rows]
    assert keys == sorted(keys)


def test_the_log_tells_the_bounds_of_each_file(ledger: Path) -> None:
    compacted(ledger)
    import pyarrow as pa
    from deltalake import DeltaTable

    (row,) = pa.table(DeltaTable(str(ledger / "figures")).get_add_actions(flatten=True)).to_pylist()
    assert (row["num_records"], row["min.period_start"], row["max.period_start"]) == (
        8002, date(1949, 10, 1), date(2025, 9, 1),
    )  # fmt: skip
    assert row["min.measure"] < row["max.measure"]


def test_a_broken_file_is_refused_and_nothing_changes(ledger: Path) -> None:
    path = Path(tables.files(ledger, "figures")[0])
    path.write_bytes(path.read_bytes()[:-1])
    before = files_in(ledger)
    with pytest.raises(LedgerError, match="missing or broken"):
        compacted(ledger)
    assert files_in(ledger) == before


def test_a_ledger_in_any_folder_is_compacted_and_vacuumed(tmp_path: Path) -> None:
    ledger = tmp_path / "Peña's led#ger +~" / "ledger"
    ingested(ledger, cbp_file(tmp_path / "a", [cbp_row()]))
    ingested(ledger, cbp_file(tmp_path / "b", [cbp_row(month="AUG")]), accessed=LATER)
    before = figures_in(ledger)
    compacted(ledger)
    assert len(leftovers.retired(ledger, "figures")) == 2
    with writing(ledger) as writer:
        assert vacuum(writer, older_than=timedelta(0)).files == 4
    assert figures_in(ledger).equals(before)
    assert verify(ledger).problems == ()


# vacuum


def test_the_files_of_before_stay_for_readers_for_seven_days(ledger: Path) -> None:
    reader = Reader(ledger)
    before = reader.fetch(reader.figures()).num_rows
    compacted(ledger)
    with writing(ledger) as writer:
        assert vacuum(writer).files == 0
    assert reader.fetch(reader.figures()).num_rows == before


def test_when_they_are_old_enough_they_go_and_nothing_else(ledger: Path) -> None:
    before = figures_in(ledger)
    compacted(ledger)
    with writing(ledger) as writer:
        assert vacuum(writer, older_than=timedelta(0)).files == 6
        assert vacuum(writer, older_than=timedelta(0)).files == 0
    assert figures_in(ledger).equals(before)
    assert verify(ledger).problems == ()


def test_copies_that_no_line_needs_go_when_they_are_old(ledger: Path) -> None:
    import os

    orphan = ledger / "kept" / f"{'0' * 64}.zst"
    orphan.write_bytes(b"left of a run that was killed")
    with writing(ledger) as writer:
        assert vacuum(writer).files == 0
        os.utime(orphan, (0, 0))
        assert vacuum(writer).files == 1
    assert verify(ledger).problems == ()
