"""Leftovers of runs that were killed, and the same bytes kept under two names."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.builders import cbp_file, cbp_row, figures_in, files_in, ingested
from tripoint.errors import LedgerError
from tripoint.pipeline.ingest import ingest_file
from tripoint.sources.catalogue import Source, source
from tripoint.store import tables
from tripoint.store.ledger import Reader
from tripoint.store.writer import Writer, writing

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


# leftovers of a run that was killed


def half_kept(ledger: Path, path: Path, member: Source | None = None) -> None:
    """As if the run had been killed after the kinds were committed and before the manifest was."""
    member = member or source("us_cbp_drugs")
    layout = replace(member.layouts[0], least_records=1)

    class Killed(Writer):
        def keep(self, parts, line):  # type: ignore[no-untyped-def]
            parts.close()
            parts.is_committed = True
            for kind in tables.kinds():
                tables.add(self.ledger, kind, [part for part in parts.done if part.kind == kind])
            raise KeyboardInterrupt

    with writing(ledger), pytest.raises(KeyboardInterrupt):
        ingest_file(Killed(ledger), member, path, layout, accessed=LATER)


def test_rows_without_a_line_in_the_manifest_are_seen_by_nobody(tmp_path: Path) -> None:
    ledger = kept(tmp_path)
    before = figures_in(ledger)
    half_kept(ledger, cbp_file(tmp_path / "b", [cbp_row(month="SEP", events="9")]))
    assert len(tables.files(ledger, "figures")) == 2
    assert figures_in(ledger).equals(before)


def test_the_next_writer_sweeps_them_and_keeps_the_rest(tmp_path: Path) -> None:
    ledger = kept(tmp_path)
    before = figures_in(ledger)
    half_kept(ledger, cbp_file(tmp_path / "b", [cbp_row(month="SEP", events="9")]))
    with writing(ledger):
        pass
    logged = [Path(f) for f in tables.files(ledger, "figures")]
    assert logged == list(ledger.glob("figures/*/*.parquet"))
    assert figures_in(ledger).equals(before)


def test_after_the_sweep_the_file_is_taken_as_new(tmp_path: Path) -> None:
    ledger, path = kept(tmp_path), cbp_file(tmp_path / "b", [cbp_row(month="SEP", events="9")])
    half_kept(ledger, path)
    assert ingested(ledger, path, accessed=LATER).is_new
    assert events(ledger) == {"2025-08-01": 2.0, "2025-09-01": 9.0}


def test_a_first_run_that_was_killed_leaves_an_empty_ledger(tmp_path: Path) -> None:
    ledger, path = tmp_path / "ledger", cbp_file(tmp_path / "a", [SEPTEMBER])
    half_kept(ledger, path)
    with pytest.raises(LedgerError, match="no ledger here"):
        Reader(ledger)
    ingested(ledger, path)
    assert events(ledger) == {"2025-09-01": 1.0}


def test_stray_files_are_removed_and_nothing_else(tmp_path: Path) -> None:
    ledger = kept(tmp_path)
    before = files_in(ledger)
    folder = next(ledger.glob("figures/source=*"))
    (folder / "stray-0000.parquet").write_bytes(b"PAR1")
    (ledger / "flows" / "source=us_atf_trace").mkdir(parents=True)
    (ledger / "flows" / "source=us_atf_trace" / "stray-0000.parquet").write_bytes(b"")
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    with writing(ledger):
        pass
    assert files_in(ledger).keys() - before.keys() == {str((folder / "notes.txt").relative_to(ledger))}


def test_every_file_in_a_log_is_there_after_a_commit_that_failed_halfway(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = kept(tmp_path)
    before = figures_in(ledger)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tables, "append_manifest", full)
    with pytest.raises(LedgerError, match="No space left"):
        ingested(ledger, cbp_file(tmp_path / "b", [cbp_row(month="SEP", events="9")]), accessed=LATER)
    monkeypatch.undo()
    for kind in tables.kinds():
        assert all(Path(file).is_file() for file in tables.files(ledger, kind))
    assert figures_in(ledger).equals(before)
    assert len(tables.files(ledger, "figures")) == 1  # swept at once, as there was room


def test_a_failed_commit_can_be_tried_again_by_the_same_writer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger, member = kept(tmp_path), source("us_cbp_drugs")
    layout, path = (
        replace(member.layouts[0], least_records=1),
        cbp_file(tmp_path / "b", [cbp_row(events="9")]),
    )
    append, calls = tables.append_manifest, []

    def once_full(*arguments: object) -> None:
        calls.append(arguments)
        if len(calls) == 1:
            raise OSError(28, "No space left on device")
        append(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(tables, "append_manifest", once_full)
    with writing(ledger) as writer:
        with pytest.raises(LedgerError):
            ingest_file(writer, member, path, layout, accessed=LATER)
        ingest_file(writer, member, path, layout, accessed=LATER)
    assert events(ledger) == {"2025-08-01": 2.0, "2025-09-01": 9.0}
    assert figures_in(ledger).num_rows == 4


# the same bytes under two sources, or in two series of one


def other_source() -> Source:
    """A second source that reads the layout of us_cbp_drugs."""
    facts = dict(source("us_cbp_drugs").facts)
    twin = Source("us_cbp_twin", facts)
    twin.__dict__["read"] = source("us_cbp_drugs").read
    twin.__dict__["lookups"] = source("us_cbp_drugs").lookups
    return twin


@pytest.fixture
def twin(monkeypatch: pytest.MonkeyPatch) -> Source:
    from tripoint.registry import substances

    known = substances.labels("us_cbp_drugs")
    monkeypatch.setattr("tripoint.harmonise.codes.labels", lambda name: known)
    return other_source()


def test_the_same_bytes_are_kept_for_each_source_on_its_own(tmp_path: Path, twin: Source) -> None:
    ledger, path = tmp_path / "ledger", cbp_file(tmp_path, [SEPTEMBER])
    ingested(ledger, path)
    with writing(ledger) as writer:
        ingest_file(writer, twin, path, replace(twin.layouts[0], least_records=1), accessed=LATER)
    rows = figures_in(ledger).to_pylist()
    assert [row["source"] for row in rows] == ["us_cbp_drugs"] * 2 + ["us_cbp_twin"] * 2
    assert len({row["origin"] for row in rows}) == 2
    reader = Reader(ledger)
    assert {o.source for o in reader.origins({rows[0]["origin"]})} == {"us_cbp_drugs"}


def test_half_of_the_same_bytes_under_another_source_is_seen_by_nobody_and_swept(tmp_path: Path, twin: Source) -> None:
    ledger, path = tmp_path / "ledger", cbp_file(tmp_path, [SEPTEMBER])
    ingested(ledger, path)
    before = figures_in(ledger)
    half_kept(ledger, path, twin)
    assert figures_in(ledger).equals(before)
    with writing(ledger):
        pass
    assert len(tables.files(ledger, "figures")) == 1
    assert figures_in(ledger).equals(before)


def test_the_same_bytes_in_another_series_do_not_touch_the_first(tmp_path: Path) -> None:
    ledger, path, member = tmp_path / "ledger", cbp_file(tmp_path, [SEPTEMBER]), source("us_cbp_drugs")
    ingested(ledger, path)
    first = files_in(ledger / "figures" / "source=us_cbp_drugs")
    with writing(ledger) as writer:
        ingest_file(writer, member, path, replace(member.layouts[0], least_records=1, series="other"), accessed=LATER)
    assert first.items() <= files_in(ledger / "figures" / "source=us_cbp_drugs").items()
    assert sorted(row["series"] for row in figures_in(ledger).to_pylist()) == ["nationwide_drugs"] * 2 + ["other"] * 2


def test_a_file_rewritten_under_another_name_is_no_leftover(tmp_path: Path) -> None:
    """Compaction gives the files of a table new names; their snapshots are listed all the same."""
    ledger = kept(tmp_path)
    ingested(ledger, cbp_file(tmp_path / "b", [cbp_row(month="JUL")]), accessed=LATER)
    before = figures_in(ledger)
    from deltalake import DeltaTable

    DeltaTable((ledger / "figures").as_uri()).optimize.compact()
    assert len(tables.files(ledger, "figures")) == 1
    with writing(ledger):
        pass
    assert figures_in(ledger).equals(before)
