"""An edition made anew keeps what the one before held: history begins with the first."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.builders import figure, ledger_of
from tripoint.errors import LedgerError
from tripoint.pipeline.edition import export
from tripoint.store.ledger import Reader
from tripoint.store.manifest import from_arrow

FIRST, SECOND = date(2026, 3, 11), date(2026, 4, 11)
OLD, NEW = "a" * 64, "b" * 64


def made(folder: Path, snapshot: str, day: date, value: float, **changed: Any) -> Path:
    """A ledger of one figure of September 2025."""
    return ledger_of(folder, figure(snapshot=snapshot, recorded_at=day, value=value, **changed)).folder


def exported_twice(folder: Path) -> Path:
    target = folder / "edition"
    export(made(folder / "one", OLD, FIRST, 10.0), target, before=target)
    export(made(folder / "two", NEW, SECOND, 12.0), target, before=target)
    return target


def values(folder: Path, as_of: date | None) -> list[float]:
    reader = Reader(folder, as_of=as_of)
    return reader.fetch(reader.figures())["value"].to_pylist()


def test_an_edition_from_newer_files_still_answers_as_of_the_older_ones(tmp_path: Path) -> None:
    target = exported_twice(tmp_path)
    assert values(target, None) == [12.0]
    assert values(target, SECOND) == [12.0]
    assert values(target, FIRST) == [10.0]
    assert values(target, date(2026, 3, 10)) == []


def test_both_snapshots_stand_in_manifest_attribution_and_origins(tmp_path: Path) -> None:
    target = exported_twice(tmp_path)
    lines = from_arrow(pq.read_table(target / "snapshots.parquet"))
    assert [line.snapshot for line in lines] == [OLD, NEW]
    assert OLD in (target / "ATTRIBUTION.md").read_text("utf-8")
    origins = pq.read_table(target / "origins" / "source=us_cbp_drugs" / "part.parquet", partitioning=None)
    assert set(origins["snapshot"].to_pylist()) == {OLD, NEW}


def test_making_the_same_edition_again_changes_nothing(tmp_path: Path) -> None:
    target = exported_twice(tmp_path)
    before = {p.relative_to(target): p.read_bytes() for p in target.rglob("*") if p.is_file()}
    export(tmp_path / "two", target, before=target)
    assert {p.relative_to(target): p.read_bytes() for p in target.rglob("*") if p.is_file()} == before


def test_a_transcript_written_anew_on_the_same_day_is_no_vintage(tmp_path: Path) -> None:
    target = tmp_path / "edition"
    export(made(tmp_path / "one", OLD, FIRST, 10.0), target, before=target)
    export(made(tmp_path / "two", NEW, FIRST, 12.0), target, before=target)
    assert [line.snapshot for line in from_arrow(pq.read_table(target / "snapshots.parquet"))] == [NEW]


def test_losing_a_source_that_may_not_ship_any_more_is_refused_unless_said(tmp_path: Path) -> None:
    target = tmp_path / "edition"
    export(made(tmp_path / "one", OLD, FIRST, 10.0, source="us_gone"), target, before=target)
    other = made(tmp_path / "two", NEW, SECOND, 12.0)
    with pytest.raises(LedgerError, match=r"(?s)would lose every snapshot of us_gone.*--drop us_gone"):
        export(other, target, before=target)
    assert values(target, None) == [10.0]
    export(other, target, before=target, drop=["us_gone"])
    assert [line.source for line in from_arrow(pq.read_table(target / "snapshots.parquet"))] == ["us_cbp_drugs"]
