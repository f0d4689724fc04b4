"""Every clause that the files about orders cite stands in the texts that ship."""

import csv
import re
from importlib.resources import files
from pathlib import Path

import pytest

from tripoint.controls.lawbook import LawBook, open_lawbook
from tripoint.registry.order_words import order_reports
from tripoint.store.ledger import Reader, edition_path

COLUMNS = {
    "order_flags": ("basis",), "order_checklists": ("basis",),
    "order_reports": ("citation", "contents_read_in", "records_read_in"),
}  # fmt: skip
HELD = re.compile(r"21 USC |SOR/|LFCPQ|CDSA")


def citations() -> list[str]:
    found: set[str] = set()
    for table, columns in COLUMNS.items():
        text = (files("tripoint.registry") / "data" / f"{table}.csv").read_text(encoding="utf-8")
        for row in csv.DictReader(text.splitlines()):
            found |= {part for column in columns for part in row[column].split("; ") if HELD.match(part)}
    return sorted(found)


@pytest.fixture(scope="module")
def book() -> LawBook:
    return open_lawbook(Reader(edition_path()))


def stands(book: LawBook, citation: str) -> bool:
    """Is the clause held, and does its text have the paragraphs? Mexican text does not ship: its articles alone."""

    def has(list_id: str, clause: str, parts: tuple[str, ...] = ()) -> bool:
        return any(
            c.list_id == list_id and c.clause == clause and all(part in c.words.get("en", "") for part in parts)
            for c in book.clauses
        )

    if usc := re.fullmatch(r"21 USC (830(?:\([0-9a-zA-Z]+\))*)", citation):
        return has("us_usc21/provisions", usc[1]) or usc[1] == "830"
    if pcr := re.fullmatch(r"SOR/2002-359(?:, ss?\. (.+))?", citation):
        places = re.findall(r"(\d+(?:\.\d+)?)((?:\([0-9a-z.]+\)|, (?=\())*)", pcr[1] or "")
        return all(has("ca_pcr/provisions", s, tuple(re.findall(r"\([0-9a-z.]+\)", inner))) for s, inner in places)
    if cdsa := re.fullmatch(r"CDSA, (?:Schedule (IX)|s\. ([0-9.]+))", citation):
        return has("ca_cdsa/IX", "1") if cdsa[1] else has("ca_cdsa/provisions", cdsa[2])
    if mx := re.fullmatch(r"LFCPQ, arts?\. ([0-9 and]+?)(?: fr\. [IVX]+)?", citation):
        clauses = re.findall(r"\d+", mx[1])
        return all(has("mx_lfcpq/provisions", n) or (n == "4" and has("mx_lfcpq/4-I", "a")) for n in clauses)
    return False


@pytest.mark.parametrize("citation", citations())
def test_what_is_cited_stands_in_the_text_held(book: LawBook, citation: str) -> None:
    assert stands(book, citation)


@pytest.mark.parametrize(
    "wrong",
    ["21 USC 830(b)(1)(Z)", "SOR/2002-359, s. 86(9)", "SOR/2002-359, s. 186", "LFCPQ, art. 99", "CDSA, s. 46.9"],
)
def test_what_no_text_has_is_found_out(book: LawBook, wrong: str) -> None:
    assert not stands(book, wrong)


def test_a_clause_told_as_not_in_force_waits_in_the_text_held(book: LawBook) -> None:
    (canada,) = (report for report in order_reports() if report.pending_clause)
    (clause,) = (c for c in book.clauses if (c.list_id, c.clause) == (canada.provision_list, canada.pending_clause))
    assert (clause.status, clause.valid_from) == ("not_yet_in_force", None)
    assert "86.1" in clause.words["en"]
    assert "within 72 hours after becoming aware" in clause.words["en"]


def test_what_the_sheets_say_is_what_the_clauses_say(book: LawBook) -> None:
    words = {(c.list_id, c.clause): c.words.get("en", "") for c in book.clauses}
    usc = "us_usc21/provisions"
    assert "two years after the date of the transaction" in words[usc, "830(a)(1)"]
    assert "furnishes in advance" in words[usc, "830(b)(1)(B)"]
    assert "may not complete a transaction" in " ".join(w for (list_id, _), w in words.items() if list_id == usc)
    assert "listed chemical" in words[usc, "830(b)(1)(A)"]
    assert "at least two years after the day on which it is made" in words["ca_pcr/provisions", "85"]
    assert "on becoming aware of the transaction, make a record" in words["ca_pcr/provisions", "86"]
    assert "unless they register the importation with the Minister" in words["ca_cdsa/provisions", "46.3"]


@pytest.mark.raw
def test_the_mexican_articles_say_what_the_sheets_say(raw: Path) -> None:
    """Read in the user's own copy, of which nothing stands here."""
    text = (raw / "legal/mx/madfam-leyes/lfcpq_extracted.txt").read_text(encoding="utf-8")
    articles = {n: text.split(f"Artículo {n}.-")[1].split(f"Artículo {n + 1}.-")[0] for n in (13, 14, 17)}
    assert "cinco" in articles[13]
    assert re.findall(r"^(I+)\. ", articles[14], re.MULTILINE) == ["I", "II", "III"]
    assert "sesenta" in articles[17]
    mexican = {r.report_id: r for r in order_reports() if r.country == "MX"}
    assert {r.record_years for r in mexican.values()} == {5}
    assert mexican["mx_machine"].days == 60
