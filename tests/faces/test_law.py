"""tripoint law: texts and changes for everyone, review and re-screening for a named user with a purpose."""

import csv
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.findings.laws_made import control, laws_in
from tripoint.cli.law_pages import page_of, text_of
from tripoint.cli.law_rows import csv_of
from tripoint.controls import audit
from tripoint.controls.audit import Act
from tripoint.controls.frameworks import review
from tripoint.controls.lawbook import open_lawbook
from tripoint.present.words import words
from tripoint.registry.review_topics import review_topics
from tripoint.store.desk.opening import open_desk
from tripoint.store.ledger import Reader, edition_path

PROGRAM = Path(sys.executable).parent / "tripoint"
LANGUAGES = ("en", "es", "fr")


class Place:
    """A folder with a desk, and a ledger of made clauses or, without one, the edition."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ledger = folder / "ledger"
        self.desk = folder / "desk.sqlite"

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        env = {
            **os.environ, "TRIPOINT_LEDGER": str(self.ledger), "TRIPOINT_LANG": "en", "TRIPOINT_DESK": str(self.desk),
            "TRIPOINT_OPERATOR": "desk tester",
        }  # fmt: skip
        return subprocess.run([str(PROGRAM), "law", *arguments], env=env, capture_output=True, text=True, check=False)

    def lines(self) -> list[tuple[str, str, str]]:
        return [(li["action"], li["subject"], li["purpose"]) for li in audit.last_lines(open_desk(str(self.desk)), 99)]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_and_changes_answer_without_a_desk(place: Place, language: str) -> None:
    for verb in ("texts", "changes"):
        done = place.run(verb, "--lang", language)
        assert done.returncode == 0, done.stderr
        assert "•" in done.stdout
    assert not place.desk.exists()


def test_texts_warn_of_what_is_older_than_ninety_days_today(place: Place) -> None:
    rows = list(csv.DictReader(io.StringIO(place.run("texts", "--csv").stdout)))
    texts = [row for row in rows if row["table"] == "texts"]
    assert len(texts) > 8
    assert {row["age"] for row in texts} <= {"over 90 days: verify", "within 90 days"}
    assert all((row["age"] != "within 90 days") == (int(row["age_days"]) > 90) for row in texts)


def test_days_in_the_wrong_order_and_a_day_before_anything_was_held(place: Place) -> None:
    wrong = place.run("changes", "--since", "2026-06-30", "--until", "2026-01-01")
    assert wrong.returncode == 1
    assert "ends before it begins" in wrong.stderr
    early = place.run("texts", "--as-of", "1990-01-01")
    assert early.returncode == 0
    assert "Nothing was held then" in early.stdout
    page = place.run("review", "ephedrines", "--purpose", "trial", "--as-of", "1990-01-01")
    assert page.returncode == 1
    assert "nothing was held then" in page.stderr


def test_a_review_needs_a_purpose_and_a_topic_that_exists(place: Place) -> None:
    for arguments, said in (
        (("review", "ephedrines"), "with a purpose"),
        (("review", "ephedrines", "--purpose", " "), "purpose"),
        (("review", "everything", "--purpose", "trial"), "not a topic"),
        (("review", "ephedrines", "--purpose", "trial", "--out", "page.docx"), ".html nor in .csv"),
    ):
        done = place.run(*arguments)
        assert done.returncode == 1, arguments
        assert said in done.stderr
        assert "Traceback" not in done.stderr
    assert not place.desk.exists() or place.lines() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_topics_are_listed_for_everyone(place: Place, language: str) -> None:
    done = place.run("review", "--lang", language)
    assert done.returncode == 0
    assert all(topic.titles[language] in done.stdout for topic in review_topics().values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_who_asked_why_and_what_is_not_held(place: Place, language: str) -> None:
    out = place.folder / "page.html"
    topic = review_topics()["fentanyl_family_precursors"]
    done = place.run("review", topic.topic_id, "--purpose", "Reunión de julio", "--out", str(out), "--lang", language)
    assert done.returncode == 0, done.stderr
    page = out.read_text("utf-8")
    say = words(language)
    for text in (topic.titles[language], "desk tester", "Reunión de julio", topic.items[0].names[language]):
        assert text in page
    assert say("For the regulator’s desk; not for publication") in page
    assert place.lines() == [("law.review", topic.topic_id, "Reunión de julio")]


def test_every_topic_makes_a_page_and_rows_that_no_spreadsheet_takes_for_a_formula(place: Place) -> None:
    book, desk, act = open_lawbook(Reader(edition_path())), open_desk(str(place.desk)), Act("desk tester", "trial")
    for topic in review_topics():
        made = review(book, topic, desk=desk, act=act)
        rows = list(csv.DictReader(io.StringIO(csv_of(made, words("es")))))
        assert rows, topic
        assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
        assert {row["topic"] for row in rows} == {topic}
        assert text_of(page_of(made, act, words("fr")))
    assert [subject for _, subject, _ in place.lines()] == list(review_topics())


def test_an_inventory_is_screened_on_two_days_and_what_differs_is_listed(place: Place) -> None:
    early = {"recorded_at": "2026-01-31", "text_from": "2026-01-15", "text_to": "2026-01-15"}
    later = {"recorded_at": "2026-06-30", "snapshot": "1" * 64}
    laws_in(
        place.ledger,
        control("ca_cdsa/VI-1", "1", "Acetic anhydride", kind="precursor", **early),
        control("ca_cdsa/VI-1", "1", "Acetic anhydride", kind="precursor", **later),
        control("ca_cdsa/VI-1", "2", "Benzyl chloride", kind="precursor", **later),
    )
    stock = place.folder / "stock.csv"
    stock.write_text("name\nacetic anhydride\nbenzyl chloride\n=1+1\n", encoding="utf-8")
    out = place.folder / "out"
    done = place.run("rescreen", str(stock), "--before", "2026-05-31", "--purpose", "monthly check", "--out", str(out))
    assert done.returncode == 1, done.stderr
    rows = list(csv.DictReader((out / "differences.csv").open(encoding="utf-8-sig", newline="")))
    assert [(r["line"], r["jurisdiction"], r["outcome_after"], r["clauses_after"]) for r in rows] == [
        ("3", "CA", "controlled", "ca_cdsa/VI-1 2")
    ]
    for name in ("before.csv", "after.csv"):
        assert len(list(csv.DictReader((out / name).open(encoding="utf-8-sig", newline="")))) == 3
    assert place.lines() == [("law.rescreen", "stock.csv", "monthly check")]
    by_hash = place.run("rescreen", str(stock), "--before", "1" * 12, "--purpose", "again", "--out", str(out))
    assert by_hash.returncode == 1, by_hash.stderr
    same = place.run("rescreen", str(stock), "--before", "2026-07-01", "--purpose", "again", "--out", str(out))
    assert same.returncode == 0, same.stderr


def test_a_rescreen_refuses_days_that_make_no_sense(place: Place) -> None:
    stock = place.folder / "stock.csv"
    stock.write_text("name\nacetone\n", encoding="utf-8")
    for before, said in (
        ("1990-01-01", "nothing was held then"),
        ("2999-01-01", "does not lie before"),
        ("soon", "neither a day nor the hash"),
        ("0123456789", "neither a day nor the hash"),
    ):
        done = place.run(
            "rescreen", str(stock), "--before", before, "--purpose", "trial", "--out", str(place.folder / "o")
        )
        assert done.returncode == 1
        assert said in done.stderr
    no_purpose = place.run("rescreen", str(stock), "--before", "2026-01-01", "--out", str(place.folder / "o"))
    assert "purpose" in no_purpose.stderr
    assert not (place.folder / "o").exists()
