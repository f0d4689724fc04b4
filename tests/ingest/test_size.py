"""A file that cannot be what it is taken for is refused before it is read."""

import zipfile
from pathlib import Path

import pytest

from tests.builders import told
from tripoint.errors import BadInput, Problems
from tripoint.ingest.size import check_size
from tripoint.pipeline.ingest import ingest_file
from tripoint.sources.catalogue import Source, source, sources
from tripoint.store.writer import writing

READ = [m for m in sources().values() if not m.text("merged_by")]


def size_problems(path: Path, most_bytes: int | None) -> list[tuple[str, str, int]]:
    problems = Problems("made", path.name)
    try:
        check_size(path, most_bytes, problems)
    except BadInput:
        return told(problems)
    return []


def sparse(path: Path, size: int) -> Path:
    """A file that says it is so large and takes no room."""
    with path.open("wb") as file:
        file.truncate(size)
    return path


def test_a_file_of_5_gb_where_5_mb_are_expected_is_refused_by_its_size(tmp_path: Path) -> None:
    path = sparse(tmp_path / "nationwide-drugs-fy26.csv", 5_000_000_000)
    member = source("us_cbp_drugs")
    layout = member.layout_of(path.name)
    assert layout is not None
    with (
        pytest.raises(BadInput, match=r"it is 5,000\.0 MB large; at most 20\.0 MB are expected"),
        writing(tmp_path / "ledger") as writer,
    ):
        ingest_file(writer, member, path, layout, accessed=None)
    assert not (tmp_path / "ledger" / "figures").exists()


@pytest.mark.parametrize(("size", "code"), [(1000, []), (1001, ["too_large"])])
def test_the_limit_itself_is_allowed(tmp_path: Path, size: int, code: list[str]) -> None:
    assert [c for c, _, _ in size_problems(sparse(tmp_path / "a.csv", size), 1000)] == code


def bomb(path: Path, size: int) -> Path:
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as member,
    ):
        for _ in range(size // 1_000_000):
            member.write(b"0" * 1_000_000)
    return path


def test_a_zip_bomb_is_refused_before_a_sheet_is_opened(tmp_path: Path) -> None:
    path = bomb(tmp_path / "a.xlsx", 300_000_000)
    assert path.stat().st_size < 1_000_000
    assert [c for c, _, _ in size_problems(path, 1_000_000)] == ["unpacks_too_large"]
    assert size_problems(path, 50_000_000) == []


def test_a_bomb_that_states_a_false_size_is_refused_too(tmp_path: Path) -> None:
    path = bomb(tmp_path / "a.xlsx", 30_000_000)
    stated = (30_000_000).to_bytes(4, "little")
    assert path.read_bytes().count(stated) >= 1
    path.write_bytes(path.read_bytes().replace(stated, (2_000).to_bytes(4, "little")))
    with zipfile.ZipFile(path) as archive:
        assert sum(member.file_size for member in archive.infolist()) < 1_000_000
    assert [c for c, _, _ in size_problems(path, 1_000_000)] == ["unreadable_workbook"]


def test_an_archive_cut_at_its_end_is_left_to_its_reader(tmp_path: Path) -> None:
    path = bomb(tmp_path / "a.xlsx", 2_000_000)
    path.write_bytes(path.read_bytes()[:-30])
    assert size_problems(path, 1_000_000) == []


def test_an_archive_broken_inside_is_unreadable(tmp_path: Path) -> None:
    path = bomb(tmp_path / "a.xlsx", 2_000_000)
    content = bytearray(path.read_bytes())
    content[500:600] = b"\xff" * 100
    path.write_bytes(content)
    assert [c for c, _, _ in size_problems(path, 1_000_000)] == ["unreadable_workbook"]


@pytest.mark.parametrize("member", READ, ids=lambda m: m.name)
def test_every_layout_says_how_large_its_file_can_be(member: Source) -> None:
    assert [layout.name for layout in member.layouts if layout.most_bytes is None] == []


def test_every_raw_file_is_smaller_than_half_of_its_limit(raw: Path) -> None:
    from tripoint.pipeline.ingest import find_files

    for member in READ:
        if member.text("raw_folder") and (raw / member.text("raw_folder")).is_dir():
            for path, layout in find_files(member, raw / member.text("raw_folder")):
                assert layout.most_bytes is not None
                assert path.stat().st_size * 2 < layout.most_bytes, path.name
                check_size(path, layout.most_bytes, Problems(member.name, path.name))
