"""A report's way from draft to cleared, and what its editions tell of one another, as people type it."""

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.builders import cbp_file, cbp_row, figure, ingested, ledger_of
from tripoint.present.trilateral import CHAPTERS
from tripoint.present.words import words

LANGUAGES = ("en", "es", "fr")
PROGRAM = Path(sys.executable).parent / "tripoint"
UNOFFICIAL = "Not an official publication. No government has cleared this report."
REMARK = """
[[remark]]
finding = "trace_denominators"
kind = "reservation"
date = 2026-03-12
by = "An office"
en = "{text}"
"""


class Desk:
    """One installation: a ledger, its kept editions and the place its reports go to."""

    def __init__(self, folder: Path, ledger: Path | None = None) -> None:
        self.folder = folder
        self.ledger = ledger or folder / "no-ledger"

    def tripoint(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        env = {**os.environ, "TRIPOINT_LEDGER": str(self.ledger), "TRIPOINT_REPORTS": str(self.folder / "reports")}
        env["TRIPOINT_LANG"] = "en"
        command = [str(PROGRAM), "report", *arguments]
        return subprocess.run(command, env=env, capture_output=True, text=True, check=False)

    def publish(self, *arguments: str, out: str = "out") -> str:
        """Writes a report; gives the edition it says it is."""
        done = self.tripoint("--out", str(self.folder / out), *arguments)
        assert done.returncode == 0, done.stderr
        (edition,) = re.findall(r"Edition of this report: (\S+)", done.stdout) or ("",)
        assert (self.folder / "reports" / edition).is_dir()
        return str(edition)

    def title(self, language: str = "en", out: str = "out") -> str:
        reader = PdfReader(self.folder / out / f"tripoint-report-{language}.pdf")
        return " ".join(reader.pages[0].extract_text().split())


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b\u00ad]+", "", text)


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = Desk(tmp_path_factory.mktemp("draft"))
    done = desk.tripoint("--draft", "--audience", "governments", "--out", str(desk.folder / "out"))
    assert done.returncode == 0, done.stderr
    return desk


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_a_draft_says_so_in_its_language(draft: Desk, language: str) -> None:
    stamps = [words(language)(text) for text in ("Draft – not cleared", "For the three governments only")]
    pages = PdfReader(draft.folder / "out" / f"tripoint-report-{language}.pdf").pages
    assert len(pages) > 50
    for page in pages:
        text = squeezed(page.extract_text())
        assert all(squeezed(stamp) in text for stamp in stamps), page.page_number
    body = (draft.folder / "out" / f"tripoint-report-{language}.html").read_text("utf-8").split("</style>")[1]
    for stamp in stamps:
        assert body.count(f"<strong>{stamp}</strong>") >= len(CHAPTERS) + 2


def test_what_is_cleared_is_listed_and_with_another_remark_it_is_no_longer_that(tmp_path: Path) -> None:
    desk = Desk(tmp_path, tmp_path / "ledger")
    ingested(desk.ledger, cbp_file(tmp_path / "1", [cbp_row()]))
    (tmp_path / "remarks").mkdir()
    file = tmp_path / "remarks" / "CA.toml"
    file.write_text(REMARK.format(text="We count otherwise."))
    options = ("--lang", "en", "--remarks", str(tmp_path / "remarks"))
    first = desk.publish(*options)
    assert UNOFFICIAL in desk.title()
    assert "Reservation by Canada (An office, March 12, 2026):" in desk_text(desk)
    done = desk.tripoint("clear", "--country", "CA", "--by", "Office of Canada", "--date", "2026-03-31")
    assert done.returncode == 0, done.stderr
    assert desk.publish("--draft", *options) == first, "a draft says the same"
    assert desk.title().startswith("Draft Synthetic"), "stamped, without saying that nobody cleared it"
    assert "Cleared by Canada (Office of Canada, March 31, 2026)." in desk.title()
    assert "Not cleared by: United States, Mexico." in desk.title()
    assert UNOFFICIAL not in desk.title()
    file.write_text(REMARK.format(text="We count like everyone."))
    second = desk.publish(*options)
    assert second != first
    assert UNOFFICIAL in desk.title()
    said = desk.tripoint("diff", first, second).stdout
    assert "Changed: Reservation by Canada" in said
    assert "Cleared by Canada (Office of Canada, March 31, 2026)." in said


def desk_text(desk: Desk) -> str:
    html = (desk.folder / "out" / "tripoint-report-en.html").read_text("utf-8")
    return re.sub(r"<[^>]+>", "", html.split("</style>")[1])


def test_wrong_remarks_leave_the_old_report_and_name_every_file(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "tripoint-report-en.pdf").write_text("the report of last month")
    (tmp_path / "CA.toml").write_text(REMARK.format(text="Words.").replace("trace_denominators", "weather"))
    (tmp_path / "MX.toml").write_text(REMARK.format(text="Words.").replace("reservation", "praise"))
    done = desk.tripoint("--lang", "en", "--out", str(tmp_path / "out"), "--remarks", str(tmp_path))
    assert done.returncode == 1
    assert "CA.toml, remark 1, finding" in done.stderr
    assert "MX.toml, remark 1, kind" in done.stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["tripoint-report-en.pdf"]
    assert not (tmp_path / "reports").exists()


def test_editions_tell_what_changed_and_why(tmp_path: Path) -> None:
    desk = Desk(tmp_path, tmp_path / "ledger")
    months = [cbp_row(month="AUG", events="2"), cbp_row(month="SEP", events="1")]
    ingested(desk.ledger, cbp_file(tmp_path / "1", months, name="nationwide-drugs-one.csv"))
    first = desk.publish("--lang", "en")
    later = [cbp_row(month="SEP", events="9"), cbp_row(year="2026", month="OCT", events="5")]
    file = cbp_file(tmp_path / "2", later, name="nationwide-drugs-two.csv")
    ingested(desk.ledger, file, accessed=date(2026, 2, 1))
    second = desk.publish("--lang", "en")
    assert desk.publish("--lang", "en", "--as-of", "2026-01-31")[10:] != second[10:]
    found = json.loads(desk.tripoint("diff", first, second, "--json").stdout)
    border = next(change for change in found["findings"] if change["name"] == "border_drug_seizures")
    assert [reason["why"] for reason in border["reasons"]] == ["revision", "new_data"]
    said = desk.tripoint("diff", first, second).stdout
    assert "Revision: nationwide-drugs-two.csv (us_cbp_drugs), known since February 1, 2026" in said
    assert "New data: nationwide-drugs-two.csv (us_cbp_drugs)" in said
    assert "Withdrawn: nationwide-drugs-two.csv" in desk.tripoint("diff", second, "2026-01-31").stdout
    assert "Nothing changed: both say the same." in desk.tripoint("diff", first, first).stdout


def test_a_report_made_from_a_synthetic_return_says_so_on_every_page(tmp_path: Path) -> None:
    desk = Desk(tmp_path, tmp_path / "ledger")
    ledger_of(desk.ledger, figure(caveats="synthetic_return"))
    desk.publish("--lang", "en")
    stamp = squeezed("Synthetic demonstration: no real figures of any government")
    pages = PdfReader(tmp_path / "out" / "tripoint-report-en.pdf").pages
    assert all(stamp in squeezed(page.extract_text()) for page in pages)


def test_a_folder_that_cannot_keep_editions_is_named_before_anything_is_written(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    (tmp_path / "reports").write_text("a file where a folder should be")
    done = desk.tripoint("--lang", "en", "--out", str(tmp_path / "out"))
    assert done.returncode == 1
    assert "TRIPOINT_REPORTS" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("verb", ["clear", "withdraw", "diff", "editions"])
def test_the_help_of_every_verb_has_an_example(tmp_path: Path, verb: str) -> None:
    said = " ".join(Desk(tmp_path).tripoint(verb, "--help").stdout.split())
    assert f"Example: tripoint report {verb}" in said
