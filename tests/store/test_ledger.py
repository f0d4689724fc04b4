"""The ledger: a snapshot whole or not at all, one writer, readers that never wait and never see half."""

import shutil
import subprocess
import sys
import textwrap
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from tests.builders import DAY, cbp_file, cbp_row, figure, figures_in, files_in, ingested, ledger_of, snapshot_line
from tripoint.errors import BadInput, LedgerBusy, LedgerError
from tripoint.pipeline.ingest import ingest_file
from tripoint.protocol.kinds import SCHEMAS
from tripoint.sources.catalogue import source
from tripoint.store import tables
from tripoint.store.ledger import Reader, open_reader
from tripoint.store.writer import writing

SEPTEMBER, AUGUST = cbp_row(month="SEP", events="1"), cbp_row(month="AUG", events="2")
LATER, LATEST = date(2026, 2, 1), date(2026, 3, 1)


def events(ledger: Path, *, as_of: date | None = None) -> dict[str, float]:
    """First day of each period → live seizure events."""
    rows = figures_in(ledger, as_of=as_of).to_pylist()
    return {str(row["period_start"]): row["value"] for row in rows if row["measure"] == "seizure_events"}


def kept(tmp_path: Path) -> Path:
    """A ledger with one file of two months."""
    ingested(tmp_path / "ledger", cbp_file(tmp_path / "first", [SEPTEMBER, AUGUST]))
    return tmp_path / "ledger"


# what comes in again, and what replaces what


def test_the_same_file_again_changes_no_byte(tmp_path: Path) -> None:
    ledger = kept(tmp_path)
    before = files_in(ledger)
    again = ingested(ledger, tmp_path / "first" / "nationwide-drugs-made.csv", accessed=LATER)
    assert not again.is_new
    assert files_in(ledger) == before


def test_a_newer_snapshot_replaces_its_own_periods_only(tmp_path: Path) -> None:
    ledger = kept(tmp_path)
    ingested(ledger, cbp_file(tmp_path / "second", [cbp_row(month="SEP", events="9")]), accessed=LATER)
    assert events(ledger) == {"2025-08-01": 2.0, "2025-09-01": 9.0}


def test_as_of_answers_what_was_known_then(tmp_path: Path) -> None:
    ledger = kept(tmp_path)
    ingested(ledger, cbp_file(tmp_path / "second", [cbp_row(month="SEP", events="9")]), accessed=LATER)
    assert events(ledger, as_of=date(2026, 1, 31)) == {"2025-08-01": 2.0, "2025-09-01": 1.0}
    assert events(ledger, as_of=LATER) == events(ledger)
    assert events(ledger, as_of=date(2026, 1, 1)) == {}


def test_the_order_of_ingest_does_not_matter(tmp_path: Path) -> None:
    old, new = (
        cbp_file(tmp_path / "a", [SEPTEMBER]),
        cbp_file(tmp_path / "b", [cbp_row(month="SEP", events="9")]),
    )
    for folder, order in (("x", ((old, DAY), (new, LATER))), ("y", ((new, LATER), (old, DAY)))):
        for path, accessed in order:
            ingested(tmp_path / folder, path, accessed=accessed)
    assert figures_in(tmp_path / "x").equals(figures_in(tmp_path / "y"))


def test_a_row_that_the_newer_snapshot_dropped_is_gone_with_its_period(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    ingested(ledger, cbp_file(tmp_path / "a", [SEPTEMBER, cbp_row(drug="Heroin")]))
    ingested(ledger, cbp_file(tmp_path / "b", [SEPTEMBER]), accessed=LATER, allow_fewer=True)
    assert figures_in(ledger).num_rows == 2


def test_a_file_with_a_fault_leaves_nothing_behind(tmp_path: Path) -> None:
    ledger = kept(tmp_path)
    before = files_in(ledger)
    bad = cbp_file(tmp_path / "bad", [SEPTEMBER, cbp_row(drug="Nitazenes")])
    with pytest.raises(BadInput, match="Nitazenes"):
        ingested(ledger, bad)
    assert files_in(ledger) == before


def test_too_few_records_leave_nothing_behind(tmp_path: Path) -> None:
    member, path = source("us_cbp_drugs"), cbp_file(tmp_path, [SEPTEMBER])
    with writing(tmp_path / "ledger") as writer, pytest.raises(BadInput, match="records read: 2;"):
        ingest_file(writer, member, path, member.layouts[0], accessed=DAY)
    assert files_in(tmp_path / "ledger") == {}


def test_a_file_without_a_date_is_not_kept(tmp_path: Path) -> None:
    member, path = source("us_cbp_drugs"), cbp_file(tmp_path, [SEPTEMBER])
    with writing(tmp_path / "ledger") as writer, pytest.raises(BadInput, match="--accessed"):
        ingest_file(writer, member, path, member.layouts[0], accessed=None)


# where a ledger may be


@pytest.mark.parametrize(
    "name", ["with space", "Peña's ledger", 'quo"te', "ha#sh", "a=b", "ünï", "semi;colon", "plus+", "~x"]
)
def test_a_ledger_may_lie_in_any_folder_that_people_have(tmp_path: Path, name: str) -> None:
    ledger = tmp_path / name / "ledger"
    ingested(ledger, cbp_file(tmp_path / "a", [SEPTEMBER]))
    ingested(ledger, cbp_file(tmp_path / "b", [AUGUST]), accessed=LATER)  # a second writer sweeps nothing away
    assert events(ledger) == {"2025-08-01": 2.0, "2025-09-01": 1.0}
    assert len(list(ledger.glob("figures/*/*.parquet"))) == 2


@pytest.mark.parametrize("name", ["100%", "a[1]", "st*r", "wh?t", "back\\slash", "source=x"])
def test_a_path_that_would_be_taken_for_another_is_refused(tmp_path: Path, name: str) -> None:
    ledger = tmp_path / name
    with pytest.raises(LedgerError, match="cannot hold"), writing(ledger):
        pass
    with pytest.raises(LedgerError, match="cannot hold"):
        open_reader(ledger)
    assert not ledger.exists()


def test_a_relative_path_is_the_same_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = cbp_file(tmp_path / "a", [SEPTEMBER])
    monkeypatch.chdir(tmp_path)
    ingested(Path("ledger"), path)
    assert events(Path("ledger")) == events(tmp_path / "ledger") == {"2025-09-01": 1.0}


def test_without_a_ledger_there_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="tripoint ingest"):
        Reader(tmp_path)


def test_a_folder_that_is_a_file_is_a_ledger_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LedgerError, match="cannot be written"), writing(tmp_path / "file" / "ledger"):
        pass


def test_a_damaged_log_is_a_ledger_error(tmp_path: Path) -> None:
    ledger = kept(tmp_path)
    (ledger / "snapshots" / "_delta_log" / "00000000000000000000.json").write_text("{}\n", encoding="utf-8")
    with pytest.raises(LedgerError, match="table snapshots cannot be read"):
        Reader(ledger).fetch(Reader(ledger).figures())


# one writer, many readers

HOLD = textwrap.dedent(
    """
    import sys, time
    from pathlib import Path
    from tripoint.store.writer import writing
    with writing(Path(sys.argv[1])):
        print("held", flush=True)
        time.sleep(60)
    """
)


def test_a_second_writer_is_told_that_the_ledger_is_busy(tmp_path: Path) -> None:
    ledger = kept(tmp_path)
    with subprocess.Popen([sys.executable, "-c", HOLD, str(ledger)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        try:
            with (
                pytest.raises(LedgerBusy, match="another process is writing"),
                writing(ledger, wait_seconds=0.2),
            ):
                pass
            assert events(ledger) == {"2025-08-01": 2.0, "2025-09-01": 1.0}  # readers do not wait
        finally:
            other.kill()
    with writing(ledger, wait_seconds=5):  # the lock ended with its process
        pass


def test_the_lock_is_given_back_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), writing(tmp_path):
        raise ZeroDivisionError
    with writing(tmp_path, wait_seconds=0):
        pass


def test_a_reader_keeps_its_answer_while_another_file_comes_in(tmp_path: Path) -> None:
    ledger = kept(tmp_path)
    reader = Reader(ledger)
    before = reader.fetch(reader.figures().order_by(["source_row", "measure"]))
    ingested(ledger, cbp_file(tmp_path / "b", [cbp_row(month="SEP", events="9")]), accessed=LATER)
    assert reader.fetch(reader.figures().order_by(["source_row", "measure"])).equals(before)
    assert events(ledger)["2025-09-01"] == 9.0


def test_a_snapshot_that_comes_in_between_manifest_and_files_hides_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger, path = kept(tmp_path), cbp_file(tmp_path / "b", [cbp_row(month="SEP", events="9")])
    files = tables.files

    def meanwhile(folder: Path, kind: str) -> list[str]:
        monkeypatch.setattr(tables, "files", files)
        found = files(folder, kind)
        ingested(ledger, path, accessed=LATER)
        return found

    monkeypatch.setattr(tables, "files", meanwhile)
    assert events(ledger) == {"2025-08-01": 2.0, "2025-09-01": 1.0}


def test_a_reader_can_be_opened_before_a_row_of_a_kind_was_kept(tmp_path: Path) -> None:
    reader = Reader(kept(tmp_path))
    assert reader.fetch(reader.flows()).num_rows == 0
    assert reader.fetch(reader.statements()).num_rows == 0


def test_discarding_leaves_no_file(tmp_path: Path) -> None:
    ledger = kept(tmp_path)
    before = files_in(ledger)
    reader = Reader(ledger)
    batch = pa.RecordBatch.from_pylist(
        reader.fetch(reader.figures()).to_pylist(), reader.fetch(reader.figures()).schema
    )
    with writing(ledger) as writer:
        parts = writer.begin("us_cbp_drugs", "nationwide_drugs", "f" * 64)
        parts.write("figures", batch)
        assert files_in(ledger) != before
        parts.discard()
        parts.discard()
    assert files_in(ledger) == before


def test_a_line_of_the_manifest_without_rows_is_no_error(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        line = replace(snapshot_line("e" * 64, []), origins=0)
        writer.keep(writer.begin("us_cbp_drugs", "nationwide_drugs", "e" * 64), line)
    reader = Reader(tmp_path)
    assert reader.fetch(reader.figures()).num_rows == 0
    assert reader.known_on == DAY


def test_a_table_that_is_gone_is_named_and_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    reader = ledger_of(tmp_path / "ledger", figure())
    shutil.rmtree(tmp_path / "ledger" / "figures")
    with pytest.raises(LedgerError, match="none of the files of its table figures is there"):
        reader.fetch(reader.figures())


def test_rows_of_a_cut_off_ingest_are_not_seen_though_another_series_has_the_same_bytes(tmp_path: Path) -> None:
    reader = ledger_of(tmp_path, figure(value=1.0))
    with writing(tmp_path) as writer:
        parts = writer.begin("ca_infobase_harms", "substance_harms", "0" * 64)
        row = {"version": 1, **figure(source="ca_infobase_harms", series="substance_harms", value=2.0)}
        parts.write("figures", pa.Table.from_pylist([row], SCHEMAS["figures"]).to_batches()[0])
        parts.close()
        tables.add(tmp_path, "figures", parts.done)
    assert len(tables.files(tmp_path, "figures")) == 2
    reader = Reader(tmp_path)
    assert reader.fetch(reader.figures())["value"].to_pylist() == [1.0]


def test_of_two_series_with_the_same_bytes_each_is_current_or_replaced_by_itself(tmp_path: Path) -> None:
    other = {"source": "ca_infobase_harms", "series": "substance_harms"}
    ledger_of(
        tmp_path,
        figure(value=1.0),
        figure(value=2.0, **other),
        figure(value=3.0, snapshot="1" * 64, recorded_at=LATER, **other),
    )

    def values(as_of: date | None) -> list[float]:
        reader = Reader(tmp_path, as_of=as_of)
        return sorted(reader.fetch(reader.figures())["value"].to_pylist())

    assert [values(None), values(LATER), values(DAY)] == [[1.0, 3.0], [1.0, 3.0], [1.0, 2.0]]


def test_a_source_left_out_is_not_seen_though_another_has_the_same_bytes(tmp_path: Path) -> None:
    ledger_of(tmp_path, figure(value=1.0), figure(value=2.0, source="ca_infobase_harms", series="substance_harms"))
    reader = Reader(tmp_path, without=["ca_infobase_harms"])
    assert reader.fetch(reader.figures())["value"].to_pylist() == [1.0]
