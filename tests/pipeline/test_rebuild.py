"""A ledger made again from kept bytes and edition is equal, record by record and line by line."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.builders import cbp_file, cbp_row, cbp_rows, figures_in, files_in, ingested
from tests.returns.small import merged, small, written
from tripoint.errors import LedgerError
from tripoint.pipeline.ingest import find_files, ingest_file
from tripoint.pipeline.rebuild import rebuild
from tripoint.pipeline.seeding import seed
from tripoint.sources.catalogue import source
from tripoint.store import kept, tables
from tripoint.store.compact import compact
from tripoint.store.verify import verify
from tripoint.store.writer import writing

LATER = date(2026, 2, 1)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Files with dates given, one kept with fewer records than before, a transcript, and a return in two versions."""
    folder = tmp_path / "ledger"
    ingested(folder, cbp_file(tmp_path / "a", cbp_rows(300)))
    few = cbp_file(tmp_path / "b", list(cbp_rows(100, seed=2)))
    ingested(folder, few, accessed=LATER, allow_fewer=True)
    with writing(folder) as writer:
        member = source("int_published_traces")
        for path, layout in find_files(member, tmp_path):
            ingest_file(writer, member, path, layout, accessed=None)
    merged(written(tmp_path, small()), folder)
    merged(written(tmp_path, small(version=2, level="records")), folder)
    return folder


def test_it_is_equal_and_says_so(tmp_path: Path, ledger: Path) -> None:
    done = rebuild(ledger, tmp_path / "again")
    assert done.problems == ()
    lines = tables.read_manifest(ledger)
    assert done.snapshots == len(lines)
    assert done.records == sum(getattr(line, kind) for line in lines for kind in tables.kinds())
    assert tables.read_manifest(tmp_path / "again") == lines
    assert figures_in(tmp_path / "again").equals(figures_in(ledger))
    assert verify(tmp_path / "again").is_whole


def test_a_compacted_ledger_is_rebuilt_alike(tmp_path: Path, ledger: Path) -> None:
    with writing(ledger) as writer:
        compact(writer)
    assert rebuild(ledger, tmp_path / "again").problems == ()


def test_it_needs_nothing_but_the_manifest_and_the_copies(tmp_path: Path, ledger: Path) -> None:
    whole = tmp_path / "whole"
    shutil.copytree(ledger, whole)
    for kind in tables.kinds():
        shutil.rmtree(ledger / kind, ignore_errors=True)
    rebuild(ledger, tmp_path / "again")
    assert rebuild(whole, tmp_path / "third").problems == ()
    assert figures_in(tmp_path / "again").equals(figures_in(whole))


@pytest.mark.slow
def test_snapshots_of_the_edition_are_brought_again_from_it(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    with writing(ledger) as writer:
        seed(writer)
    assert {p.code for p in verify(ledger).problems} == {"ledger_bytes_edition"}
    assert rebuild(ledger, tmp_path / "again").problems == ()
    assert figures_in(tmp_path / "again").equals(figures_in(ledger))


def test_the_days_given_by_hand_are_kept(ledger: Path) -> None:
    lines = [line for line in tables.read_manifest(ledger) if line.source == "us_cbp_drugs"]
    assert [(line.accessed, line.is_fewer_allowed, line.came_from) for line in lines] == [
        (date(2026, 1, 2), False, "file"),
        (LATER, True, "file"),
    ]


def test_a_copy_that_was_altered_is_named_and_the_rest_is_made(tmp_path: Path, ledger: Path) -> None:
    line = next(line for line in tables.read_manifest(ledger) if line.source == "us_cbp_drugs")
    kept.path_of(ledger, line.snapshot).write_bytes(b"not what it was")
    done = rebuild(ledger, tmp_path / "again")
    assert [(p.code, p.source, p.file) for p in done.problems] == [("ledger_not_rebuilt", line.source, line.file)]
    assert len(tables.read_manifest(tmp_path / "again")) == len(tables.read_manifest(ledger)) - 1


def test_a_record_that_differs_is_found(tmp_path: Path, ledger: Path) -> None:
    """Another value in the old ledger, under a hash that fits it: no check of files can see that."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from tripoint.store.sealed import seal
    from tripoint.store.tables import Part

    file = next(f for f in tables.logged(ledger, "figures") if f.rows == 600)
    path = ledger / "figures" / file.path
    rows = pq.read_table(path, partitioning=None)
    values = rows["value"].to_pylist()
    values[17] += 1
    index = rows.column_names.index("value")
    changed = path.with_name(f"{file.stem}-0009.parquet")
    pq.write_table(rows.set_column(index, "value", pa.array(values)), changed)
    sealed = seal(changed)
    part = Part("figures", file.source, f"{sealed.parent.name}/{sealed.name}", 600, sealed.stat().st_size)
    tables.replace(ledger, "figures", [file], [part], is_new=True)
    assert verify(ledger).problems == ()
    done = rebuild(ledger, tmp_path / "again")
    assert [(p.code, p.column) for p in done.problems] == [("ledger_rebuilt_differs", "figures")]


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a log that cannot be read": (
        lambda ledger: next((ledger / "figures" / "_delta_log").glob("*0.json")).write_text("x", encoding="utf-8"),
        "ledger_log_broken",
    ),
    "a file removed": (lambda ledger: largest(ledger).unlink(), "ledger_file_missing"),
    "a file emptied": (lambda ledger: largest(ledger).write_bytes(b""), "ledger_file_size"),
    "a file altered": (lambda ledger: altered(largest(ledger)), "ledger_file_altered"),
}


def largest(ledger: Path) -> Path:
    return max(ledger.glob("figures/source=us_cbp_drugs/*.parquet"), key=lambda path: path.stat().st_size)


def altered(path: Path) -> None:
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 200] = b"\x55" * 200
    path.write_bytes(content)


@pytest.mark.parametrize("damage", DAMAGES)
def test_of_a_damaged_ledger_everything_is_made_and_what_cannot_be_compared_is_named(
    tmp_path: Path, ledger: Path, damage: str
) -> None:
    before = figures_in(ledger)
    make, code = DAMAGES[damage]
    make(ledger)
    done = rebuild(ledger, tmp_path / "again")
    assert [problem.code for problem in done.problems] == [code]
    assert figures_in(tmp_path / "again").equals(before)
    assert verify(tmp_path / "again").is_whole


def test_a_folder_that_holds_something_is_refused(tmp_path: Path, ledger: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    before = files_in(tmp_path)
    with pytest.raises(LedgerError, match="not empty"):
        rebuild(ledger, tmp_path)
    assert files_in(tmp_path) == before


def test_the_ledger_itself_is_not_changed(tmp_path: Path, ledger: Path) -> None:
    before = files_in(ledger)
    rebuild(ledger, tmp_path / "again")
    assert files_in(ledger) == before


def test_the_same_bytes_in_two_series_are_made_again_for_each(tmp_path: Path) -> None:
    from dataclasses import replace

    ledger, member = tmp_path / "ledger", source("us_cbp_drugs")
    path = cbp_file(tmp_path / "a", [cbp_row()])
    ingested(ledger, path)
    with writing(ledger) as writer:
        layout = replace(member.layouts[0], least_records=1, series="other")
        ingest_file(writer, member, path, layout, accessed=LATER)
    assert verify(ledger).problems == ()
    assert rebuild(ledger, tmp_path / "again").problems == ()
