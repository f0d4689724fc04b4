"""Rows of INCB's limited international special surveillance list reach nothing that is kept or told."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.faults.processes import tripoint_here
from tripoint.errors import BadInput, Problem
from tripoint.ingest.snapshot import hash_of
from tripoint.pipeline.ingest import Outcome, ingest_file
from tripoint.pipeline.rebuild import rebuild
from tripoint.sources.catalogue import source
from tripoint.store import kept, tables
from tripoint.store.ledger import Reader
from tripoint.store.writer import writing

NAME, FILE = "un_incb_lists", "incb_lists_2026-03-04.csv"
HEADER = "list,name_en,name_fr,name_es,cas,hs,since,note\n"
FIRST, LAST = "1988/I,Example drug,,,,,,\n", "1961/II,Other drug,,,,,,\n"
MARK = "Qqxsecretium"
"""Stands in every row that must go, and nowhere else."""
FORMS = (
    "ISSL", "IS\u200bSL", "issl", "I.S.S.L.", "LISSL", "INCB ISSL (2026)", "ＩＳＳＬ",
    "Limited international special surveillance list", "LIMITED SPECIAL SURVEILLANCE", "limited_special_surveillance_list",
    "Special-surveillance list", "Limited list", "Limited International Special List",
    "Lista limitada", "LISTA LIMITADA DE VIGILANCIA", "lista de vigilancia internacional especial", "Vigilancia especial",
    "liste de surveillance", "Liste limitée", "LISTE LIMITÉE DE SURVEILLANCE INTERNATIONALE SPÉCIALE",
)  # fmt: skip


def lists(folder: Path, *rows: str, newline: str = "\n") -> Path:
    folder.mkdir(exist_ok=True, parents=True)
    path = folder / FILE
    path.write_bytes((HEADER + "".join(rows)).replace("\n", newline).encode())
    return path


def withheld(form: str) -> str:
    return f'"{form}",{MARK},{MARK} fr,{MARK} es,64-17-5,2939.11,2020,{MARK} note\n'


def keep(ledger: Path, path: Path, seen: list[str] | None = None) -> Outcome:
    (layout,) = source(NAME).layouts
    with writing(ledger) as writer:

        def watch(kind: str, rows: int) -> None:
            if seen is not None:
                seen.extend([f"{kind} {rows}", *leaks(ledger)])

        return ingest_file(writer, source(NAME), path, layout, accessed=None, watch=watch)


def problems_of(ledger: Path, path: Path) -> tuple[Problem, ...]:
    with pytest.raises(BadInput) as caught:
        keep(ledger, path)
    return caught.value.problems


def unpacked(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file below the folder, unpacked, as text."""
    for path in (path for path in sorted(folder.rglob("*")) if path.is_file()):
        data = path.read_bytes()
        if path.suffix == ".zst":
            data = pa.CompressedInputStream(pa.BufferReader(data), "zstd").read()
        elif path.suffix == ".parquet":
            with suppress(pa.ArrowInvalid):  # not finished yet: its bytes as they are
                data = str(pq.ParquetFile(path).read().to_pydict()).encode() + data
        yield path.name, data.decode("utf-8", errors="replace")


def leaks(folder: Path) -> list[str]:
    return [name for name, text in unpacked(folder) if MARK.lower() in text.lower()]


def names_in(ledger: Path) -> set[str]:
    reader = Reader(ledger)
    return set(reader.fetch(reader.controls().select("names"))["names"].to_pylist())


@pytest.mark.parametrize("form", FORMS)
def test_a_row_is_dropped_however_it_names_the_list(tmp_path: Path, form: str) -> None:
    path = lists(tmp_path / "in", FIRST, withheld(form), LAST)
    outcome = keep(tmp_path / "ledger", path)
    assert outcome.rows["controls"] == 2
    assert names_in(tmp_path / "ledger") == {"Example drug", "Other drug"}
    assert leaks(tmp_path / "ledger") == []


def test_neither_ledger_nor_what_lies_in_it_while_it_is_written_nor_a_rebuilt_one_holds_such_a_row(
    tmp_path: Path,
) -> None:
    ledger, seen = tmp_path / "ledger", list[str]()
    path = lists(tmp_path / "in", FIRST, *(withheld(form) for form in FORMS), LAST)
    outcome = keep(ledger, path, seen)
    assert seen == ["controls 2", "controls 0", "controls 0"]  # a batch a language; nothing leaked meanwhile
    assert leaks(ledger) == []
    assert rebuild(ledger, tmp_path / "again").problems == ()
    assert leaks(tmp_path / "again") == []
    assert names_in(tmp_path / "again") == {"Example drug", "Other drug"}
    kept.restore(tmp_path / "again", outcome.snapshot, tmp_path / "copy.csv")
    assert (tmp_path / "copy.csv").read_text("utf-8") == HEADER + FIRST + LAST
    assert leaks(path.parent) == [FILE]  # the user's own file is left as it is


def test_a_leak_would_be_seen(tmp_path: Path) -> None:
    keep(tmp_path / "ledger", lists(tmp_path / "in", FIRST.replace("Example drug", MARK)))
    found = leaks(tmp_path / "ledger")
    assert any(name.endswith(".zst") for name in found)
    assert any(name.endswith(".parquet") for name in found)


def test_a_remark_tells_how_many_went_and_not_which(tmp_path: Path) -> None:
    path = lists(tmp_path / "in", FIRST, withheld("ISSL"), withheld("Vigilancia especial"))
    (remark,) = keep(tmp_path / "ledger", path).warnings
    assert remark.startswith("2 rows")
    assert MARK not in remark
    (again,) = keep(tmp_path / "ledger", path).warnings
    assert again == remark


def test_what_the_command_prints_does_not_say_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lists(tmp_path / "in", FIRST, withheld("ISSL"))
    arguments = ("ingest", NAME, "--from", str(tmp_path / "in"))
    ended = tripoint_here(monkeypatch, capsys, *arguments, ledger=tmp_path / "ledger")
    assert ended.code == 0, ended.error
    assert "1 rows of INCB" in " ".join((ended.out + ended.error).split())
    assert MARK not in ended.out + ended.error


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_other_bytes_are_the_publishers_own(tmp_path: Path, newline: str) -> None:
    quoted = '1988/II,"A name, ""quoted"", over\ntwo lines",,,,,,\n'
    path = lists(tmp_path / "in", FIRST, quoted, withheld("ISSL"), LAST, newline=newline)
    clean = lists(tmp_path / "clean", FIRST, quoted, LAST, newline=newline)
    assert keep(tmp_path / "ledger", path).snapshot == hash_of(clean)


def test_a_file_without_such_rows_keeps_its_own_hash(tmp_path: Path) -> None:
    path = lists(tmp_path / "in", FIRST, LAST)
    outcome = keep(tmp_path / "ledger", path)
    assert (outcome.snapshot, outcome.warnings) == (hash_of(path), ())


@pytest.mark.parametrize("form", ["ИССЛ", "Annex B", "watch list", ""])
def test_a_list_that_nobody_knows_stops_the_run_and_nothing_is_kept(tmp_path: Path, form: str) -> None:
    path = lists(tmp_path / "in", FIRST, withheld(form))
    (problem,) = problems_of(tmp_path / "ledger", path)
    assert (problem.code, problem.column) == ("unknown_value", "list")
    assert MARK not in str(problem)
    assert leaks(tmp_path / "ledger") == []


@pytest.mark.parametrize("row", [f"1988/I,{MARK},,,,,,on the ISSL since 1998\n", f'1988/I,"{MARK}\nISSL,x",,,,,,\n'])
def test_a_row_of_another_list_that_names_it_stops_the_run_and_nothing_is_kept(tmp_path: Path, row: str) -> None:
    (problem,) = problems_of(tmp_path / "ledger", lists(tmp_path / "in", FIRST, row))
    assert (problem.code, problem.rows) == ("withheld_rows_left", 1)
    assert MARK not in str(problem)
    assert leaks(tmp_path / "ledger") == []


@pytest.mark.parametrize("row", [f"{MARK},ISSL\n", f'ISSL,"{MARK},,,,,,\n', f'ISSL,"{MARK}"x,,,,,,\n'])
def test_a_file_that_cannot_be_taken_apart_is_refused_without_its_words(tmp_path: Path, row: str) -> None:
    (problem,) = problems_of(tmp_path / "ledger", lists(tmp_path / "in", FIRST, row))
    assert problem.code == "broken_row"
    assert MARK not in str(problem)
    assert leaks(tmp_path / "ledger") == []


def test_a_file_whose_list_column_has_another_name_is_refused(tmp_path: Path) -> None:
    path = lists(tmp_path / "in", FIRST, withheld("ISSL"))
    path.write_text(path.read_text("utf-8").replace("list,", "schedule,", 1), encoding="utf-8")
    assert {p.code for p in problems_of(tmp_path / "ledger", path)} == {"column_missing"}
    assert leaks(tmp_path / "ledger") == []


def test_a_file_of_such_rows_alone_is_too_few(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path / "ledger", lists(tmp_path / "in", withheld("ISSL")))
    assert problem.code == "too_few_records"
    assert leaks(tmp_path / "ledger") == []


def test_every_source_of_the_united_nations_tables_drops_them() -> None:
    columns = {name: source(name).layouts[0].withheld_column for name in ("un_1988_secondary", NAME)}
    assert columns == {"un_1988_secondary": "table", NAME: "list"}


def test_a_known_day_and_the_other_sources_are_as_before(tmp_path: Path) -> None:
    member = source("us_cbp_drugs")
    assert all(layout.withheld_column is None for layout in member.layouts)
    outcome = keep(tmp_path / "ledger", lists(tmp_path / "in", FIRST))
    (line,) = tables.read_manifest(tmp_path / "ledger")
    assert (line.snapshot, line.recorded_at) == (outcome.snapshot, date(2026, 3, 4))
