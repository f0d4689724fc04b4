"""Editions of the report: named by what they say, kept once, read back as they were or not at all."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from edition_demo import edition, finding, remark, snapshot, table

from tripoint.cli.capturing import edition_of
from tripoint.errors import TripointError
from tripoint.findings.catalogue import CATALOGUE
from tripoint.findings.question import Filters
from tripoint.present.words import words
from tripoint.report.edition import Edition, plain_value
from tripoint.report.editions import Editions
from tripoint.settings import read_settings
from tripoint.store.ledger import Reader, edition_path

SMALL = edition(finding(table({"place": "CA", "value": 1})))


def editions(folder: Path) -> Editions:
    return Editions(folder, words("en"))


def shipped(*, as_of: date | None = None, threads: int = 2) -> Edition:
    """Two answers of the shipped edition of the figures, as a report keeps them."""
    reader = Reader(edition_path(), as_of=as_of)
    reader.engine.connection.execute(f"SET threads = {threads}")
    answers = [CATALOGUE[name].answer(reader, Filters()) for name in ("border_drug_seizures", "sources_held")]
    return edition_of(reader, answers, ())


def test_the_same_figures_are_the_same_edition_in_however_many_threads_they_are_added() -> None:
    assert shipped(threads=1).id == shipped(threads=7).id


def test_asking_as_of_the_day_that_is_known_anyway_is_the_same_edition() -> None:
    now = shipped()
    assert shipped(as_of=now.content.known_on).id == now.id
    assert now.id.startswith(f"{now.content.known_on}-")
    assert shipped(as_of=date(2026, 3, 11)).id != now.id


def test_an_answer_names_the_snapshots_behind_it() -> None:
    kept = shipped()
    border, held = kept.content.findings
    assert {source for source, _, _ in border.snapshots} == {"us_cbp_drugs"}
    assert len(held.snapshots) == len(kept.content.snapshots) > 20


def test_the_order_in_which_threads_add_is_no_new_number_but_a_cent_is() -> None:
    assert plain_value(0.1 + 0.2) == plain_value(0.3)
    assert plain_value(1234567.01) != plain_value(1234567.02)
    assert plain_value(12345678901.0) == 12345678901.0


@pytest.mark.parametrize(
    "other",
    [
        edition(finding(table({"place": "CA", "value": 2}))),
        edition(finding(table({"place": "CA", "value": 1}), words="said otherwise")),
        edition(finding(table({"place": "CA", "value": 1})), remarks=(remark(),)),
        edition(finding(table({"place": "CA", "value": 1})), audience="governments"),
        edition(finding(table({"place": "CA", "value": 1})), snapshots=(snapshot("a.csv"),)),
    ],
    ids=["number", "words", "remark", "audience", "snapshot"],
)
def test_another_content_is_another_edition(other: Edition) -> None:
    assert other.id != SMALL.id


def test_another_version_of_the_program_alone_is_not() -> None:
    assert replace(SMALL, version="2.0").id == SMALL.id


def test_a_kept_edition_is_read_back_as_it_was_and_kept_once(tmp_path: Path) -> None:
    own = editions(tmp_path).keep(SMALL)
    before = (own / "edition.json").read_bytes()
    editions(tmp_path).keep(replace(SMALL, version="2.0"))
    assert (own / "edition.json").read_bytes() == before
    assert editions(tmp_path).read(SMALL.id) == SMALL


def test_a_large_one_is_packed_to_the_same_bytes_each_time(tmp_path: Path) -> None:
    large = edition(finding(table(*({"place": f"US-{n:06}", "value": n} for n in range(40_000)))))
    one, two = editions(tmp_path / "1").keep(large), editions(tmp_path / "2").keep(large)
    assert (one / "edition.json.gz").read_bytes() == (two / "edition.json.gz").read_bytes()
    assert editions(tmp_path / "1").read(large.id) == large


def test_one_whose_file_was_changed_is_refused(tmp_path: Path) -> None:
    own = editions(tmp_path).keep(SMALL)
    whole = json.loads((own / "edition.json").read_text())
    whole["content"]["findings"][0]["tables"][0]["rows"][0]["value"] = 7
    (own / "edition.json").write_text(json.dumps(whole))
    with pytest.raises(TripointError, match="not as it was kept"):
        editions(tmp_path).read(SMALL.id)


def test_the_last_one_published_is_known_even_if_it_was_kept_before(tmp_path: Path) -> None:
    other = edition(finding(table({"place": "CA", "value": 9})), known_on=date(2027, 1, 1))
    for each in (SMALL, other, SMALL):
        editions(tmp_path).keep(each)
    assert editions(tmp_path).latest() == SMALL.id
    assert editions(tmp_path).ids() == (SMALL.id, other.id)


def test_an_id_may_be_cut_where_it_is_still_the_only_one(tmp_path: Path) -> None:
    other = edition(finding(table({"place": "CA", "value": 9})))
    for each in (SMALL, other):
        editions(tmp_path).keep(each)
    assert editions(tmp_path).named(SMALL.id[:-1]) == SMALL.id
    with pytest.raises(TripointError, match="more than one edition begins with '2026-03-01'"):
        editions(tmp_path).named("2026-03-01")
    with pytest.raises(TripointError, match="no edition is kept under the name '1999'"):
        editions(tmp_path).named("1999")


def test_where_none_is_kept_the_cure_is_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(TripointError, match="no edition of the report is kept here") as refused:
        editions(tmp_path / "none").latest()
    assert "tripoint report" in refused.value.cure


def test_editions_are_kept_beside_the_ledger_unless_told_otherwise() -> None:
    settings = read_settings({"XDG_DATA_HOME": "/data"})
    assert settings.reports == Path("/data/tripoint/reports")
    assert settings.reports.parent == settings.ledger.parent
    assert read_settings({"TRIPOINT_REPORTS": "/kept"}).reports == Path("/kept")
