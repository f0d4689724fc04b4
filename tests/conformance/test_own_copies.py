"""Sources of a user's own copy: answers come from them, and nothing of them is shipped, printed or told of who may not read.

Two ledgers hold every sample, one of them without these sources. What leaves a user's desk must be the same from both.
"""

import json
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from pypdf import PdfReader

from tests.conformance.samples import ledger_of_samples, sample_files
from tests.faults.processes import Ended, tripoint_here
from tripoint.cli.capturing import edition_of
from tripoint.cli.reporting import Choices, report
from tripoint.errors import LedgerError
from tripoint.findings.catalogue import QUESTIONS
from tripoint.findings.question import Filters, Question
from tripoint.ingest.snapshot import hash_of
from tripoint.pipeline.edition import export
from tripoint.present.trilateral import CHAPTERS
from tripoint.protocol.kinds import SCHEMAS
from tripoint.sources.catalogue import source, sources
from tripoint.store.ledger import Audience, Reader, edition_path
from tripoint.store.manifest import from_arrow

OWN = (
    "ca_bccsu_fentanyl", "ca_das", "ca_prohibited_firearms", "int_unodc_seizures", "mx_law_texts",
    "mx_mucd_actions", "mx_ppd_armed_events", "un_1971_secondary", "un_1988_secondary", "un_incb_lists",
    "us_cbp_weapons", "us_mx_court_firearms",
)  # fmt: skip
"""Written out, so that a source cannot leave the list by losing a line of its source.toml."""
AUDIENCES: tuple[Audience, ...] = ("public", "governments")
LANGUAGES = ("en", "es", "fr")
ABOUT_LAW = {"law_texts_held", "law_changes", "legal_status"}
"""Questions on law texts: a user's own text of a law answers beside those that ship."""
ABOUT_HOLDINGS = {"sources_held", "data_quality"} | ABOUT_LAW
"""Questions that tell a user what stands in the user's own ledger; a report asks them of the others only."""
SAYS_SO = {
    "en": "no: for a user's own copy; never in edition or report", "es": "para la copia propia de cada usuario",
    "fr": "pour la copie propre de chaque utilisateur",
}  # fmt: skip
Command = Callable[..., Ended]


@dataclass(frozen=True)
class Ledgers:
    """every: with the sample of every source. others: without those of a user's own copy."""

    every: Path
    others: Path


@pytest.fixture(scope="module")
def ledgers(tmp_path_factory: pytest.TempPathFactory) -> Ledgers:
    folder = tmp_path_factory.mktemp("own")
    return Ledgers(ledger_of_samples(folder / "every"), ledger_of_samples(folder / "others", without=OWN))


@pytest.fixture(scope="module")
def written(ledgers: Ledgers, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, Audience], Path]:
    """The folder with the report of each ledger and audience, its kept edition below it."""
    found = {}
    for name, ledger in (("every", ledgers.every), ("others", ledgers.others)):
        for audience in AUDIENCES:
            out = tmp_path_factory.mktemp(f"{name}-{audience}")
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("TRIPOINT_LEDGER", str(ledger))
                patch.setenv("TRIPOINT_REPORTS", str(out / "kept"))
                report(list(LANGUAGES), out, as_of=None, choices=Choices(audience=audience))
            found[name, audience] = out
    return found


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    def run(*arguments: str, ledger: Path) -> Ended:
        ended = tripoint_here(monkeypatch, capsys, *arguments, ledger=ledger)
        assert ended.code == 0, ended.error
        return ended

    return run


def names_of(name: str) -> set[str]:
    """What would tell that a source is held: its name, titles, citation, files and their hashes."""
    member = source(name)
    files = [path.name for path in sample_files(member)]
    hashes = [hash_of(path) for path in sample_files(member)]
    return {name, member.text("citation"), *(member.text("title", code) for code in LANGUAGES), *files, *hashes}


def squeezed(text: str) -> str:
    """Without white space, since a PDF breaks lines anywhere."""
    return re.sub(r"\s+", "", text)


# which they are


def test_the_sources_of_a_users_own_copy_are_these() -> None:
    assert {name for name, member in sources().items() if member.is_own_copy} == set(OWN)


@pytest.mark.parametrize("name", OWN)
def test_none_of_them_may_ship_and_each_says_its_terms(name: str) -> None:
    assert not source(name).may_ship
    assert "own_copy_terms" in source(name).caveats


def test_every_set_that_is_for_tests_only_is_one_of_them(raw: Path) -> None:
    allowed = {}
    for line in (raw / "README.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        if len(cells) == 9:
            allowed[cells[0]] = cells[7]
    folders = {member.text("raw_folder"): name for name, member in sources().items() if member.text("raw_folder")}
    tests_only = {name for folder, name in folders.items() if allowed.get(folder, "").startswith("test only")}
    assert tests_only == {name for name in OWN if source(name).text("raw_folder")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_sources_says_it_of_each_of_them_and_of_no_other(
    command: Command, ledgers: Ledgers, language: str
) -> None:
    told = command("sources", "--lang", language, ledger=ledgers.every).out
    parts = {part.split(":", 1)[0]: part for part in told.split("\n\n")}
    assert {name for name in sources() if SAYS_SO[language] in parts[name]} == set(OWN)


def test_machines_are_told_which_they_are(command: Command, ledgers: Ledgers) -> None:
    listed = json.loads(command("sources", "--json", ledger=ledgers.every).out)["sources"]
    assert {entry["source"] for entry in listed if entry["is_own_copy"]} == set(OWN)
    assert not any(entry["may_ship"] for entry in listed if entry["is_own_copy"])


# the edition


def test_no_record_file_or_line_of_them_is_in_the_shipped_edition() -> None:
    lines = from_arrow(pq.read_table(edition_path() / "snapshots.parquet"))
    assert lines
    assert not {line.source for line in lines} & set(OWN)
    listed = {line.snapshot for line in lines}
    known = {known for name in OWN for known in source(name).known_snapshots}
    tables = sorted(edition_path().glob("*/*/*.parquet"))
    assert {path.parent.parent.name for path in tables} <= set(SCHEMAS) - {"restricted"}
    for path in tables:
        assert path.parent.name.removeprefix("source=") not in OWN
        held = set(pq.read_table(path, columns=["snapshot"], partitioning=None)["snapshot"].to_pylist())
        assert held <= listed - known


@pytest.mark.parametrize("name", OWN)
def test_the_attribution_of_the_edition_names_none_of_them(name: str) -> None:
    attribution = (edition_path() / "ATTRIBUTION.md").read_text("utf-8")
    assert "us_cbp_drugs" in attribution
    assert not [word for word in names_of(name) if word in attribution]
    assert not [known for known in source(name).known_snapshots if known in attribution]


def test_an_edition_cannot_be_made_from_a_ledger_that_holds_one_of_them(ledgers: Ledgers, tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"ca_bccsu_fentanyl.*may not ship"):
        export(ledgers.every, tmp_path / "edition", before=tmp_path / "edition")
    assert not (tmp_path / "edition").exists()


# the report


def test_no_question_on_them_has_a_section_in_a_report() -> None:
    placed = {name for chapter in CHAPTERS for name in chapter.findings}
    assert not {question.name for question in QUESTIONS if question.is_own_copy} & placed


@pytest.mark.slow
@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_report_has_the_same_bytes_with_and_without_them(
    written: dict[tuple[str, Audience], Path], audience: Audience
) -> None:
    every, others = written["every", audience], written["others", audience]
    names = sorted(path.relative_to(every) for path in every.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(others) for path in others.rglob("*") if path.is_file())
    assert len([name for name in names if name.suffix in (".pdf", ".html")]) == 2 * len(LANGUAGES)
    for name in names:
        assert (every / name).read_bytes() == (others / name).read_bytes(), name


@pytest.mark.slow
@pytest.mark.parametrize("audience", AUDIENCES)
def test_neither_page_nor_kept_edition_names_one_of_them(
    written: dict[tuple[str, Audience], Path], audience: Audience
) -> None:
    folder = written["every", audience]
    texts = {}
    for path in (path for path in folder.rglob("*") if path.is_file()):
        if path.suffix == ".pdf":
            texts[path.name] = squeezed("".join(page.extract_text() for page in PdfReader(path).pages))
        else:
            texts[path.name] = squeezed(path.read_text("utf-8", errors="replace"))
    assert any("us_cbp_drugs" in text or "nationwide-drugs" in text for text in texts.values())
    words = {word for name in OWN for word in names_of(name)}
    assert [(name, word) for name, text in texts.items() for word in words if squeezed(word) in text] == []


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_report_that_read_them_would_be_seen(ledgers: Ledgers, audience: Audience) -> None:
    """The name of what a report says changes as soon as one of them is read: the tests above can fail."""
    held = next(question for question in QUESTIONS if question.name == "sources_held")

    def name(ledger: Path, *, without: Collection[str] = ()) -> str:
        reader = Reader(ledger, audience=audience, without=without)
        return edition_of(reader, [held.answer(reader, Filters())], ()).id

    assert name(ledgers.every, without=OWN) == name(ledgers.others)
    for own in OWN:
        assert name(ledgers.every, without=[other for other in OWN if other != own]) != name(ledgers.others)


# answers


@pytest.fixture(scope="module")
def readers(ledgers: Ledgers) -> tuple[Reader, Reader]:
    return Reader(ledgers.every), Reader(ledgers.others)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.name)
def test_only_questions_on_own_copies_answer_from_them(question: Question, readers: tuple[Reader, Reader]) -> None:
    every, others = (question.answer(reader, Filters()) for reader in readers)
    answered = {origin.source for origin in every.origins}
    if question.is_own_copy:
        assert answered
        assert answered <= set(OWN)
        assert (others.record_count, others.origins) == (0, ())
    elif question.name not in ABOUT_HOLDINGS:
        assert not answered & set(OWN)
        assert every.facts == others.facts
        assert [table.data.to_pylist() for table in every.tables] == [table.data.to_pylist() for table in others.tables]


def test_every_one_of_them_has_a_question(readers: tuple[Reader, Reader]) -> None:
    asking = [question for question in QUESTIONS if question.is_own_copy or question.name in ABOUT_LAW]
    asked = [question.answer(readers[0], Filters()) for question in asking]
    assert {origin.source for finding in asked for origin in finding.origins} >= set(OWN)


# restricted cells


@pytest.fixture(scope="module")
def restricted(ledgers: Ledgers) -> set[str]:
    reader = Reader(ledgers.every, audience="governments")
    return set(reader.fetch(reader.restricted().select("text"))["text"].to_pylist())


def test_the_public_is_given_no_restricted_cell(ledgers: Ledgers, restricted: set[str]) -> None:
    public = Reader(ledgers.every)
    assert len(restricted) > 20
    assert public.fetch(public.restricted()).num_rows == 0


@pytest.mark.slow
@pytest.mark.parametrize("form", ["--json", "--csv", ""])
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.name)
def test_no_answer_holds_a_restricted_cell(
    command: Command, ledgers: Ledgers, restricted: set[str], question: Question, form: str
) -> None:
    told = command("ask", question.name, *([form] if form else []), ledger=ledgers.every).out
    assert told
    assert sorted(text for text in restricted if re.search(rf"(?<!\w){re.escape(text)}(?!\w)", told)) == []


@pytest.mark.slow
def test_no_page_of_a_report_holds_a_restricted_cell(
    written: dict[tuple[str, Audience], Path], restricted: set[str]
) -> None:
    for audience in AUDIENCES:
        pages = sorted(written["every", audience].glob("*.html"))
        assert pages
        for path in pages:
            text = path.read_text("utf-8")
            assert sorted(word for word in restricted if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)) == []
