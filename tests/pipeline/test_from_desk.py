"""What the desk signed off comes into the ledger once, whole, as of its own day, and never before the public."""

import json
import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.builders import cbp_file, cbp_rows, ingested
from tests.controls.notices_made import ACT, AT, INCIDENT, NOTICE, draft, on, pairs, sent
from tripoint.cli.capturing import edition_of
from tripoint.controls import incidents, notices
from tripoint.errors import BadEntry, LedgerError
from tripoint.findings.catalogue import QUESTIONS
from tripoint.findings.question import Filters
from tripoint.pipeline.edition import export
from tripoint.pipeline.from_desk import Taken, take_desk
from tripoint.pipeline.rebuild import rebuild
from tripoint.pipeline.repair import repair
from tripoint.protocol.outbox import SIGNED
from tripoint.sources.catalogue import source
from tripoint.store import kept, tables
from tripoint.store.compact import compact
from tripoint.store.desk.audit import outbox, put_out
from tripoint.store.desk.opening import Desk, open_desk
from tripoint.store.ledger import Reader
from tripoint.store.vacuum import vacuum
from tripoint.store.verify import verify
from tripoint.store.writer import writing

SENT, ANSWERED = AT.date(), date(2026, 3, 15)
Rows = list[dict[str, Any]]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(str(tmp_path / "desk.sqlite"))


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger with published figures, known since 2026-01-02."""
    folder = tmp_path / "ledger"
    ingested(folder, cbp_file(tmp_path / "raw", cbp_rows(100)))
    return folder


def taken(desk: Desk, ledger: Path, *, node: str = "local") -> Taken:
    with writing(ledger) as writer:
        return take_desk(writer, desk, node=node)


def answered(desk: Desk) -> int:
    number = sent(desk).number
    notices.answer(desk, on(ANSWERED), number, answer="stop", answered_on=ANSWERED)
    return number


def read(ledger: Path, *, as_of: date | None = None) -> Rows:
    reader = Reader(ledger, audience="governments", as_of=as_of)
    rows: Rows = reader.fetch(reader.pre_export_notices().order_by("desk_id")).to_pylist()
    return rows


def ever(ledger: Path) -> Rows:
    reader = Reader(ledger, audience="governments")
    both = [reader.fetch(reader.signed_ever(kind)).to_pylist() for kind in SIGNED]
    return sorted((row for rows in both for row in rows), key=lambda row: (row["desk_id"], row["version"]))


def damage(desk: Desk, statement: str) -> None:
    """What only the owner of the file can do: the desk's own triggers refuse it."""
    connection = sqlite3.connect(str(desk.engine.url.database))
    connection.executescript(f"DROP TRIGGER outbox_update; DROP TRIGGER outbox_delete; {statement}")
    connection.close()


# once, whole


def test_what_was_signed_off_is_read_in_its_newest_version(desk: Desk, ledger: Path) -> None:
    answered(desk)
    waiting = sent(desk)
    incident = incidents.new(desk, ACT, pairs(INCIDENT))
    done = taken(desk, ledger)
    assert (done.records, done.before, done.problems) == (4, 0, ())
    rows = read(ledger)
    assert sorted((row["state"], row["answer"], row["version"]) for row in rows) == [
        ("answered", "stop", 4),
        ("sent", None, 3),
    ]
    row = next(row for row in rows if row["desk_id"] == waiting.record_id)
    assert (row["exporting_country"], row["importing_country"]) == ("CA", "MX")
    assert (row["substance_as_written"], row["quantity"], row["unit"]) == ("acetic anhydride", 25.5, "kg")
    assert (row["sent_on"], row["reply_by"], row["answered_on"]) == (SENT, SENT + timedelta(7), None)
    reader = Reader(ledger, audience="governments")
    (found,) = reader.fetch(reader.incidents()).to_pylist()
    assert (found["desk_id"], found["incident_kind"], found["quantity"], found["unit"], found["country"]) == (
        incident.record_id, "stopped_shipment", 200, "L", "MX",
    )  # fmt: skip
    assert verify(ledger).problems == ()


def test_a_desk_in_either_database_gives_the_same(new_desk_address: str, ledger: Path) -> None:
    desk = open_desk(new_desk_address)
    answered(desk)
    assert (taken(desk, ledger).records, taken(desk, ledger).records) == (2, 0)
    assert [(row["state"], row["quantity"], row["answered_on"]) for row in read(ledger)] == [
        ("answered", 25.5, ANSWERED)
    ]


def test_a_second_run_takes_nothing_and_a_later_one_only_what_is_new(desk: Desk, ledger: Path) -> None:
    number = sent(desk).number
    assert taken(desk, ledger).records == 1
    before = tables.read_manifest(ledger)
    again = taken(desk, ledger)
    assert (again.records, again.before, again.snapshots) == (0, 1, ())
    assert tables.read_manifest(ledger) == before
    notices.answer(desk, on(ANSWERED), number, answer="no_objection", answered_on=ANSWERED)
    assert taken(desk, ledger).records == 1
    assert [row["version"] for row in ever(ledger)] == [3, 4]
    assert [row["answer"] for row in read(ledger)] == ["no_objection"]


def test_another_name_of_the_installation_takes_nothing_twice(desk: Desk, ledger: Path) -> None:
    sent(desk)
    taken(desk, ledger)
    assert taken(desk, ledger, node="renamed").records == 0
    sent(desk)
    assert taken(desk, ledger, node="renamed").records == 1
    assert len(read(ledger)) == 2
    lines = [line for line in tables.read_manifest(ledger) if line.source == "desk"]
    assert [(line.series, line.file) for line in lines] == [
        ("local", "desk-local-1-1.jsonl"),
        ("renamed", "desk-renamed-2-2.jsonl"),
    ]


def test_the_day_known_is_that_of_the_decision(desk: Desk, ledger: Path) -> None:
    answered(desk)
    taken(desk, ledger)
    days = [line.recorded_at for line in tables.read_manifest(ledger) if line.source == "desk"]
    assert days == [SENT, ANSWERED]
    assert read(ledger, as_of=SENT - timedelta(1)) == []
    assert [row["state"] for row in read(ledger, as_of=SENT)] == ["sent"]
    assert [row["state"] for row in read(ledger, as_of=ANSWERED - timedelta(1))] == ["sent"]
    assert [row["state"] for row in read(ledger, as_of=ANSWERED)] == ["answered"]


def test_it_does_not_matter_in_how_many_runs_it_came(desk: Desk, ledger: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    for _ in range(2):
        answered(desk)
        incidents.new(desk, ACT, pairs(INCIDENT))
        taken(desk, ledger)
    taken(desk, other)
    for day in (SENT, ANSWERED, None):
        one, two = (
            [
                {k: v for k, v in row.items() if k not in ("snapshot", "source_row", "origin")}
                for row in read(folder, as_of=day)
            ]
            for folder in (ledger, other)
        )
        assert one == two
    assert len(ever(ledger)) == len(ever(other)) == 6


def test_what_stays_at_the_desk_is_nowhere_in_the_ledger(desk: Desk, ledger: Path, tmp_path: Path) -> None:
    remark = {"other_information": "Remark Xylophone", "carrier": "Synthetic Carrier Xyz"}
    notices.send(desk, ACT, notices.check(desk, ACT, draft(desk, **remark).number).number, sent_on=SENT)
    incidents.new(desk, ACT, pairs(INCIDENT, grounds="Grounds Xylophone", place="Placeville"))
    taken(desk, ledger)
    stays = {
        v
        for k, v in {**NOTICE, **INCIDENT, **remark}.items()
        if k.endswith(("name", "address", "carrier", "entry", "information"))
    }
    stays |= {"Grounds Xylophone", "Placeville"}
    assert len(stays) >= 8
    (line,) = [line for line in tables.read_manifest(ledger) if line.source == "desk"]
    kept.restore(ledger, line.snapshot, tmp_path / "copy")
    with desk.reading() as connection:
        bodies = "".join(row["body"] for row in outbox(connection))
    texts = (tmp_path / "copy").read_text("utf-8") + json.dumps(ever(ledger), default=str, ensure_ascii=False) + bodies
    assert "acetic anhydride" in texts
    assert [word for word in stays if word in texts] == []


# what cannot be taken


def test_a_line_that_fits_no_kind_is_named_and_the_others_are_taken(desk: Desk, ledger: Path) -> None:
    with desk.writing() as connection:
        for number, (kind, body) in enumerate(
            (("rumours", "{}"), ("incidents", '{"secret": "Xylophone"}'), ("incidents", "{"))
        ):
            put_out(connection, kind=kind, record_id=f"id-{number}", version=1, at=ACT.instant, body=body)
    sent(desk)
    for records in (1, 0):
        done = taken(desk, ledger)
        assert done.records == records
        assert [(p.code, p.value, p.column) for p in done.problems] == [
            ("outbox_line_unfit", "1", "rumours"),
            ("outbox_line_unfit", "2", "incidents"),
            ("outbox_line_unfit", "3", "incidents"),
        ]
        assert "Xylophone" not in str(done.problems)


def test_a_desk_brought_back_from_a_backup_is_seen(desk: Desk, ledger: Path) -> None:
    sent(desk)
    sent(desk)
    taken(desk, ledger)
    before = ever(ledger)
    damage(desk, "UPDATE outbox SET body = replace(body, 'acetic', 'Acetic') WHERE number = 2")
    done = taken(desk, ledger)
    assert [(p.code, p.value, p.detail) for p in done.problems] == [("outbox_record_differs", "2", str(SENT))]
    assert (done.records, ever(ledger)) == (0, before)


def test_a_body_of_another_record_than_its_line_is_refused(desk: Desk, ledger: Path) -> None:
    sent(desk)
    damage(desk, "UPDATE outbox SET version = 9")
    done = taken(desk, ledger)
    assert ([p.code for p in done.problems], done.records) == (["outbox_line_unfit"], 0)


def test_what_does_not_fit_its_kind_is_refused_when_it_is_signed_off(desk: Desk) -> None:
    """The form lets nothing through that the kind refuses; a row altered behind its back comes so far."""
    number = notices.check(desk, ACT, draft(desk).number).number
    with desk.writing() as writing_it:
        writing_it.exec_driver_sql("UPDATE notices SET fields = replace(fields, '25.5 kg', '25.5 stones')")
    with pytest.raises(BadEntry, match=r"does not fit its record kind \(unit"):
        notices.send(desk, ACT, number, sent_on=SENT)
    assert notices.show(desk, ACT, number)[0].state == "checked"
    with desk.reading() as connection:
        assert outbox(connection) == ()


# the ledger's upkeep


@pytest.fixture
def filled(desk: Desk, ledger: Path) -> Path:
    """Two runs: three snapshots of two days."""
    number = sent(desk).number
    incidents.new(desk, ACT, pairs(INCIDENT))
    taken(desk, ledger)
    notices.answer(desk, on(ANSWERED), number, answer="stop", answered_on=ANSWERED)
    incidents.new(desk, on(SENT), pairs(INCIDENT, quantity=None, item_kind="equipment"))
    taken(desk, ledger)
    return ledger


def test_a_rebuilt_ledger_is_equal(filled: Path, tmp_path: Path) -> None:
    assert rebuild(filled, tmp_path / "again").problems == ()
    assert ever(tmp_path / "again") == ever(filled)
    assert len(ever(filled)) == 4
    assert verify(tmp_path / "again").problems == ()


def test_compaction_and_vacuum_change_no_record(desk: Desk, filled: Path, tmp_path: Path) -> None:
    before = ever(filled)
    with writing(filled) as writer:
        done = compact(writer)
        vacuum(writer, older_than=timedelta(0))
    assert done.before > done.after
    assert ever(filled) == before
    assert verify(filled).problems == ()
    assert taken(desk, filled).records == 0
    assert rebuild(filled, tmp_path / "again").problems == ()


def test_a_lost_table_is_written_anew_from_the_copies(filled: Path) -> None:
    before = ever(filled)
    for file in (filled / "pre_export_notices").glob("source=desk/*.parquet"):
        file.unlink()
    assert {p.code for p in verify(filled).problems} >= {"ledger_file_missing"}
    with writing(filled) as writer:
        assert repair(writer).problems == ()
    assert (ever(filled), verify(filled).is_whole) == (before, True)


def test_nothing_is_taken_while_the_ledger_has_a_hole(desk: Desk, filled: Path) -> None:
    """Else what is missing there would be taken a second time, and repair would bring back the first."""
    log = tables.logged(filled, "incidents")
    tables.replace(filled, "incidents", log[:1], [], is_new=True)
    with pytest.raises(LedgerError, match=r"incidents: 1 records instead of 2"):
        taken(desk, filled)
    with writing(filled) as writer:
        assert repair(writer).problems == ()
    assert taken(desk, filled).records == 0
    assert verify(filled).problems == ()


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"not what it was")])
def test_a_copy_that_is_lost_or_altered_is_put_back_from_the_desk(
    desk: Desk, filled: Path, harm: Callable[[Path], object]
) -> None:
    line = next(line for line in tables.read_manifest(filled) if line.source == "desk")
    harm(kept.path_of(filled, line.snapshot))
    assert not verify(filled).is_whole
    done = taken(desk, filled)
    assert (done.mended, done.records, done.problems) == (1, 0, ())
    assert verify(filled).problems == ()


# who may read it


def test_the_public_is_given_none_of_it(filled: Path) -> None:
    public = Reader(filled)
    assert public.fetch(public.pre_export_notices()).num_rows == 0
    assert public.fetch(public.incidents()).num_rows == 0
    assert sum(public.fetch(public.signed_ever(kind)).num_rows for kind in SIGNED) == 0
    assert "desk" not in {line.source for line in public.manifest}


@pytest.mark.parametrize("audience", ["public", "governments"])
def test_no_question_knows_that_it_is_held(filled: Path, tmp_path: Path, audience: Any) -> None:
    """Nor does a report, which asks these questions: its day and its lists are those without it."""
    without = tmp_path / "without"
    ingested(without, cbp_file(tmp_path / "raw", cbp_rows(100)))
    with_desk, none = Reader(filled, audience=audience), Reader(without, audience=audience)
    assert with_desk.known_on == none.known_on
    assert with_desk.manifest == none.manifest
    assert with_desk.origin_keys() == none.origin_keys()
    for question in QUESTIONS:
        if question.name in ("sources_held", "data_quality", "border_drug_seizures", "law_texts_held"):
            one, two = question.answer(with_desk, Filters()), question.answer(none, Filters())
            assert (one.facts, one.origins) == (two.facts, two.origins)
            assert [t.data.to_pylist() for t in one.tables] == [t.data.to_pylist() for t in two.tables]


@pytest.mark.slow
@pytest.mark.parametrize("audience", ["public", "governments"])
def test_what_a_report_says_is_the_same_with_and_without_it(filled: Path, tmp_path: Path, audience: Any) -> None:
    """The id of a report is made of all it says."""
    without = tmp_path / "without"
    ingested(without, cbp_file(tmp_path / "raw", cbp_rows(100)))
    ids = []
    for folder in (filled, without):
        reader = Reader(folder, audience=audience)
        found = [question.answer(reader, Filters()) for question in QUESTIONS if not question.is_own_copy]
        ids.append(edition_of(reader, found, ()).id)
    assert ids[0] == ids[1]


def test_an_edition_cannot_be_made_from_such_a_ledger(filled: Path, tmp_path: Path) -> None:
    assert not source("desk").may_ship
    with pytest.raises(LedgerError, match=r"desk, which may not ship"):
        export(filled, tmp_path / "edition", before=tmp_path / "edition")
    assert not (tmp_path / "edition").exists()
