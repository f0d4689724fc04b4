"""Files of a ledger that are altered or removed after the fact: verify names each, and a rerun makes it whole."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.builders import cbp_file, cbp_row, cbp_rows, figures_in, ingested
from tripoint.errors import LedgerError
from tripoint.pipeline.repair import repair
from tripoint.store import kept, tables
from tripoint.store.compact import compact
from tripoint.store.tables import Part
from tripoint.store.verify import verify
from tripoint.store.writer import writing

NAME = "nationwide-drugs-made.csv"
LATER = date(2026, 2, 1)
Harm = Callable[[Path], Path]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Two files: months of 1949, and September 2025."""
    ingested(tmp_path / "ledger", cbp_file(tmp_path / "a", cbp_rows(300)))
    ingested(tmp_path / "ledger", cbp_file(tmp_path / "b", [cbp_row(month="SEP", events="9")]), accessed=LATER)
    return tmp_path / "ledger"


def told(ledger: Path) -> list[tuple[str, str]]:
    """(code, file or table) of everything that is wrong."""
    found = [p for p in verify(ledger).problems if not p.is_warning]
    return sorted((p.code, p.file if "rows_differ" not in p.code else p.column) for p in found)


def figures_file(ledger: Path) -> Path:
    return max(ledger.glob("figures/*/*.parquet"), key=lambda path: path.stat().st_size)


def flipped(path: Path) -> Path:
    """One bit of the file is another."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    return path


def gone(path: Path) -> Path:
    path.unlink()
    return path


def cut(path: Path) -> Path:
    path.write_bytes(path.read_bytes()[:-100])
    return path


FIGURES: dict[str, tuple[Harm, str]] = {
    "removed": (lambda ledger: gone(figures_file(ledger)), "ledger_file_missing"),
    "altered": (lambda ledger: flipped(figures_file(ledger)), "ledger_file_altered"),
    "cut off": (lambda ledger: cut(figures_file(ledger)), "ledger_file_size"),
}


@pytest.mark.parametrize("harm", FIGURES)
@pytest.mark.parametrize("is_compacted", [False, True], ids=["as ingested", "compacted"])
def test_a_file_of_records_is_named_and_the_same_file_again_mends_it(
    tmp_path: Path, ledger: Path, harm: str, is_compacted: bool
) -> None:
    before = figures_in(ledger)
    if is_compacted:
        with writing(ledger) as writer:
            compact(writer)
        for path in ledger.glob("figures/*/*-nationwide*.parquet"):
            path.unlink()  # as after a vacuum
    make, code = FIGURES[harm]
    path = make(ledger).relative_to(ledger).as_posix()
    assert told(ledger) == [(code, path)] + [("ledger_rows_differ", "figures")] * (1 + is_compacted)
    assert ingested(ledger, tmp_path / "a" / NAME).is_mended
    assert figures_in(ledger).equals(before)
    assert verify(ledger).problems == ()


def test_a_damaged_ledger_is_never_answered_with_fewer_records(ledger: Path) -> None:
    gone(figures_file(ledger))
    with pytest.raises(LedgerError, match="missing or broken"):
        figures_in(ledger)


def test_repair_needs_no_file_of_the_publisher(tmp_path: Path, ledger: Path) -> None:
    before = figures_in(ledger)
    shutil.rmtree(tmp_path / "a")
    for path in list(ledger.glob("figures/*/*.parquet")) + list(ledger.glob("origins/*/*.parquet")):
        flipped(path)
    with writing(ledger) as writer:
        repaired = repair(writer)
    assert (len(repaired.mended), repaired.problems) == (2, ())
    assert figures_in(ledger).equals(before)
    assert verify(ledger).problems == ()


def test_what_cannot_be_repaired_is_said_and_left_as_it_is(ledger: Path) -> None:
    path = gone(figures_file(ledger))
    shutil.rmtree(ledger / kept.FOLDER)
    with writing(ledger) as writer:
        repaired = repair(writer)
    assert [(p.code, p.file) for p in repaired.problems] == [("ledger_not_rebuilt", NAME)]
    assert str(path) in tables.files(ledger, "figures")  # still missed, so nobody reads fewer records in silence


def kept_copy(ledger: Path) -> Path:
    return max((ledger / kept.FOLDER).glob("*.zst"), key=lambda path: path.stat().st_size)


COPIES: dict[str, tuple[Harm, str]] = {
    "removed": (lambda ledger: gone(kept_copy(ledger)), "ledger_bytes_missing"),
    "altered": (lambda ledger: flipped(kept_copy(ledger)), "ledger_bytes_altered"),
    "cut off": (lambda ledger: cut(kept_copy(ledger)), "ledger_bytes_altered"),
    "another file": (lambda ledger: other(kept_copy(ledger)), "ledger_bytes_altered"),
}


def other(path: Path) -> Path:
    smallest = min(path.parent.glob("*.zst"), key=lambda p: p.stat().st_size)
    path.write_bytes(smallest.read_bytes())
    return path


@pytest.mark.parametrize("harm", COPIES)
def test_a_kept_copy_is_named_and_the_same_file_again_mends_it(tmp_path: Path, ledger: Path, harm: str) -> None:
    before = figures_in(ledger)
    make, code = COPIES[harm]
    make(ledger)
    assert told(ledger) == [(code, NAME)]
    assert figures_in(ledger).equals(before)
    assert ingested(ledger, tmp_path / "a" / NAME).is_mended
    assert verify(ledger).problems == ()


MANIFEST: dict[str, tuple[Callable[[Path], Path], str]] = {
    "removed": (gone, "ledger_file_missing"),
    "altered": (flipped, "ledger_file_altered"),
    "cut off": (cut, "ledger_file_size"),
}


@pytest.mark.parametrize("harm", MANIFEST)
def test_a_file_of_the_manifest_is_named_and_the_next_writer_mends_it(ledger: Path, harm: str) -> None:
    before, lines = figures_in(ledger), tables.read_manifest(ledger)
    make, code = MANIFEST[harm]
    path = make(next((ledger / tables.SNAPSHOTS).glob("*.parquet"))).relative_to(ledger).as_posix()
    assert told(ledger) == [(code, path)]
    with writing(ledger):
        pass
    assert tables.read_manifest(ledger) == lines
    assert figures_in(ledger).equals(before)
    assert verify(ledger).problems == ()


def test_with_an_altered_manifest_and_no_second_copy_nobody_writes_and_nothing_is_swept(ledger: Path) -> None:
    shutil.rmtree(ledger / kept.FOLDER)
    flipped(next((ledger / tables.SNAPSHOTS).glob("*.parquet")))
    files = set(ledger.rglob("*.parquet"))
    with pytest.raises(LedgerError, match="missing or broken"), writing(ledger):
        pass
    assert set(ledger.rglob("*.parquet")) == files
    assert "ledger_manifest_broken" in [code for code, _ in told(ledger)]


def test_a_log_that_is_broken_is_named(ledger: Path) -> None:
    for path in (ledger / "origins" / "_delta_log").glob("*.json"):
        path.write_text("{}\n", encoding="utf-8")
    assert ("ledger_log_broken", "origins/_delta_log") in told(ledger)


def test_a_table_that_is_gone_is_written_anew(ledger: Path) -> None:
    before = figures_in(ledger)
    shutil.rmtree(ledger / "figures")
    assert [code for code, _ in told(ledger)] == ["ledger_rows_differ"] * 2
    with writing(ledger) as writer:
        assert repair(writer).problems == ()
    assert figures_in(ledger).equals(before)
    assert verify(ledger).problems == ()


def test_a_log_that_lost_its_last_step_is_repaired(ledger: Path) -> None:
    before = figures_in(ledger)
    max((ledger / "figures" / "_delta_log").glob("*.json")).unlink()
    assert [code for code, _ in told(ledger)] == ["ledger_file_stray", "ledger_rows_differ"]
    with writing(ledger) as writer:
        assert repair(writer).problems == ()
    assert figures_in(ledger).equals(before)
    assert verify(ledger).problems == ()


def test_a_manifest_whose_log_lost_its_last_step_is_named_and_the_next_writer_mends_it(ledger: Path) -> None:
    before, lines = figures_in(ledger), tables.read_manifest(ledger)
    max((ledger / tables.SNAPSHOTS / "_delta_log").glob("*.json")).unlink()
    assert "ledger_lines_lost" in [code for code, _ in told(ledger)]
    with writing(ledger):
        pass
    assert tables.read_manifest(ledger) == lines
    assert figures_in(ledger).equals(before)
    assert verify(ledger).problems == ()


def test_a_folder_in_the_place_of_a_file_is_named_and_hinders_no_repair(ledger: Path) -> None:
    before, path = figures_in(ledger), gone(figures_file(ledger))
    path.mkdir()
    with writing(ledger) as writer:
        assert repair(writer).problems == ()
    with writing(ledger):
        pass
    assert figures_in(ledger).equals(before)
    assert verify(ledger).problems == ()


def test_records_that_stand_twice_are_named_and_repaired(ledger: Path) -> None:
    """The same file put into the log under a second name, as two writers without a lock could do."""
    before = figures_in(ledger)
    path = figures_file(ledger)
    twin = path.with_name("twin-0000.parquet")
    shutil.copyfile(path, twin)
    part = Part("figures", "us_cbp_drugs", f"{twin.parent.name}/{twin.name}", 600, twin.stat().st_size)
    tables.add(ledger, "figures", [part])
    found = {p.code: p for p in verify(ledger).problems}
    assert (found["ledger_record_twice"].rows, found["ledger_record_twice"].column) == (600, "figures")
    assert (found["ledger_rows_differ"].rows, found["ledger_rows_differ"].detail) == (1200, "600")
    with writing(ledger) as writer:
        assert repair(writer).problems == ()
    assert figures_in(ledger).equals(before)
    assert verify(ledger).problems == ()


def test_an_origin_that_is_lost_is_named_with_the_records_that_need_it(ledger: Path) -> None:
    lost = tables.logged(ledger, "origins")[0]
    tables.replace(ledger, "origins", [lost], [], is_new=True)
    found = {p.code: p for p in verify(ledger).problems if not p.is_warning}
    assert set(found) == {"ledger_rows_differ", "ledger_origin_missing"}
    assert (found["ledger_origin_missing"].column, found["ledger_origin_missing"].rows) in {
        ("figures", 600),
        ("figures", 2),
    }
    with writing(ledger) as writer:
        assert repair(writer).problems == ()
    assert verify(ledger).problems == ()


def test_a_file_that_changes_while_it_is_read_is_not_kept(tmp_path: Path, ledger: Path) -> None:
    from dataclasses import replace

    from tripoint.errors import BadInput
    from tripoint.pipeline.ingest import ingest_file
    from tripoint.sources.catalogue import source

    member, path = source("us_cbp_drugs"), cbp_file(tmp_path / "c", [cbp_row(month="JUL")])
    before = figures_in(ledger)

    def growing(*arguments: object):  # type: ignore[no-untyped-def]
        yield from member.read(*arguments)  # type: ignore[arg-type]
        with path.open("a", encoding="utf-8") as file:
            file.write("late\n")

    layout = replace(member.layouts[0], least_records=1)
    with writing(ledger) as writer, pytest.raises(BadInput, match="changed while it was read"):
        ingest_file(writer, member, path, layout, accessed=LATER, allow_fewer=True, read=growing)
    assert figures_in(ledger).equals(before)
    assert verify(ledger).problems == ()
