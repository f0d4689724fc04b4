"""The shipped edition: equal to the one rebuilt from the publishers' files, and of nothing that may not ship."""

import re
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from tripoint.ingest.snapshot import hash_of
from tripoint.pipeline.edition import build
from tripoint.pipeline.ingest import find_files
from tripoint.sources.catalogue import sources
from tripoint.store.ledger import edition_path
from tripoint.store.manifest import from_arrow

SHIPPED = edition_path()


@pytest.fixture(scope="module")
def rebuilt(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("edition") / "edition"
    build(raw, target, before=SHIPPED)
    return target


def test_the_shipped_edition_holds_the_files_of_the_rebuilt_one(rebuilt: Path) -> None:
    def names(root: Path) -> set[str]:
        return {p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()}

    assert names(SHIPPED) == names(rebuilt)


def test_every_table_of_the_shipped_edition_equals_the_rebuilt_one(rebuilt: Path) -> None:
    for path in rebuilt.rglob("*.parquet"):
        shipped = pq.read_table(SHIPPED / path.relative_to(rebuilt), partitioning=None)
        made = pq.read_table(path, partitioning=None)
        assert shipped.schema == made.schema
        assert sorted_rows(shipped) == sorted_rows(made), path.name


def test_nothing_of_a_users_own_copy_is_taken_although_its_files_lie_there(raw: Path, rebuilt: Path) -> None:
    own = [member for member in sources().values() if member.is_own_copy and member.text("raw_folder")]
    files = [path for member in own for path, _ in find_files(member, raw / member.text("raw_folder"))]
    assert len(files) > len(own)
    lines = from_arrow(pq.read_table(rebuilt / "snapshots.parquet"))
    assert not {line.source for line in lines} & {member.name for member in own}
    assert not {line.snapshot for line in lines} & {hash_of(path) for path in files}
    assert not [path for member in own for path in rebuilt.glob(f"*/source={member.name}")]
    attribution = (rebuilt / "ATTRIBUTION.md").read_text("utf-8")
    assert not [member.name for member in own if member.name in attribution]


def sorted_rows(table) -> list[str]:  # type: ignore[no-untyped-def]
    return sorted(str(row) for row in table.to_pylist())


def test_the_attribution_is_that_of_the_rebuilt_edition(rebuilt: Path) -> None:
    assert (SHIPPED / "ATTRIBUTION.md").read_text("utf-8") == (rebuilt / "ATTRIBUTION.md").read_text("utf-8")


def may_ship(raw: Path) -> dict[str, bool]:
    """Folder → may figures ship, from the table in the README of the raw files."""
    answers = {}
    for line in (raw / "README.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        if len(cells) == 9 and re.match(r"(us|mx|ca|int|geo|legal|forensic)/", cells[0]):
            answers[cells[0]] = cells[7].startswith("yes")
    return answers


def test_no_snapshot_of_a_test_only_set_is_in_the_edition(raw: Path) -> None:
    answers = may_ship(raw)
    allowed = {
        hash_of(path) for folder, yes in answers.items() if yes for path in (raw / folder).rglob("*") if path.is_file()
    }
    own = {hash_of(p) for s in sources().values() if s.transcript for p in s.transcript.iterdir()}
    shipped = {line.snapshot for line in from_arrow(pq.read_table(SHIPPED / "snapshots.parquet"))}
    assert len(answers) > 40
    assert shipped
    assert shipped <= allowed | own


def test_a_source_ships_exactly_if_its_folder_may(raw: Path) -> None:
    answers = may_ship(raw)
    for member in sources().values():
        folder = member.text("raw_folder")
        if folder and not member.text("merged_by"):
            assert member.may_ship <= answers[folder], member.name


def test_every_record_of_the_edition_belongs_to_a_snapshot_in_its_manifest() -> None:
    listed = {line.snapshot for line in from_arrow(pq.read_table(SHIPPED / "snapshots.parquet"))}
    for path in SHIPPED.rglob("part.parquet"):
        found = set(pc.unique(pq.read_table(path, columns=["snapshot"], partitioning=None)["snapshot"]).to_pylist())
        assert found <= listed, path


def test_no_file_of_the_publishers_is_in_the_project(raw: Path) -> None:
    root = Path(__file__).parents[2]
    theirs = {hash_of(path) for path in raw.rglob("*") if path.is_file()}
    tracked = [p for p in root.joinpath("src").rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    tracked += [p for p in root.joinpath("tests").rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    assert not [p for p in tracked if hash_of(p) in theirs]
