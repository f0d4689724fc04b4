"""Remarks of governments: read strictly, printed under the finding, in whichever language they are written."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from edition_demo import remark
from pypdf import PdfReader
from report_demo import LETTERS, SIGNS, demo_document

from tripoint.errors import TripointError
from tripoint.present.document import Document, Remarked
from tripoint.present.remarks import Remark, remark_blocks
from tripoint.present.words import words
from tripoint.report.html import write_html
from tripoint.report.pdf import write_pdf
from tripoint.report.remark_files import read_remarks

TODAY = date(2026, 11, 24)
GOOD = {"finding": '"harms"', "kind": '"remark"', "date": "2026-03-12", "by": '"An office"', "en": '"A word."'}


def written(folder: Path, file: str = "CA.toml", **changed: str) -> Path:
    """A file with one remark; a field that is "" is left out."""
    lines = [f"{name} = {value}" for name, value in (GOOD | changed).items() if value]
    (folder / file).write_text("[[remark]]\n" + "\n".join(lines) + "\n", "utf-8")
    return folder


def read(folder: Path) -> tuple[Remark, ...]:
    return read_remarks(folder, words("en"), today=TODAY)


def test_a_remark_is_read_with_the_country_of_its_file(tmp_path: Path) -> None:
    (found,) = read(written(tmp_path, "MX.toml", es='"Una palabra."'))
    assert (found.country, found.texts) == ("MX", {"en": "A word.", "es": "Una palabra."})


@pytest.mark.parametrize(
    ("changed", "field", "message"),
    [
        ({"finding": '"weather"'}, "finding", "there is no finding 'weather'"),
        ({"finding": ""}, "finding", "it is missing"),
        ({"kind": '"praise"'}, "kind", "there is no such kind"),
        ({"date": '"2026-03-12"'}, "date", "it is not a day. Write it without quotes"),
        ({"date": "2027-01-01"}, "date", "that day has not come yet"),
        ({"by": '" "'}, "by", "it is empty"),
        ({"by": "7"}, "by", "it is not text"),
        ({"en": '" "'}, "en", "it says nothing"),
        ({"en": '"A 漢 word."'}, "en", "these characters cannot be printed: 漢"),
        ({"de": '"Ein Wort."'}, "de", "there is no such field. The fields are: finding, kind"),
        ({"country": '"MX"'}, "country", "The file's name says the country"),
    ],
)
def test_a_wrong_remark_is_named_by_file_number_and_field(
    tmp_path: Path, changed: dict[str, str], field: str, message: str
) -> None:
    with pytest.raises(TripointError) as refused:
        read(written(tmp_path, **changed))
    assert f"CA.toml, remark 1, {field}: " in str(refused.value)
    assert message in str(refused.value)


def test_the_problems_of_all_files_are_named_at_once(tmp_path: Path) -> None:
    written(tmp_path, kind='"praise"', finding='"weather"')
    written(tmp_path, "FR.toml")
    (tmp_path / "MX.toml").write_text("[[remark]\n")
    (tmp_path / "US.toml").write_text("remark = 1\n")
    with pytest.raises(TripointError) as refused:
        read(tmp_path)
    said = str(refused.value)
    for part in (
        "CA.toml, remark 1, kind",
        "FR.toml: it is named after no",
        "MX.toml: it is not TOML",
        "US.toml: it holds",
    ):
        assert part in said


def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / "MX.toml").write_bytes('[[remark]]\nes = "México"'.encode("latin-1"))
    with pytest.raises(TripointError, match=r"MX\.toml: it is not UTF-8"):
        read(tmp_path)


def test_a_folder_without_remarks_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(TripointError, match="no file of remarks is here") as refused:
        read(tmp_path)
    assert "CA.toml" in refused.value.cure


def test_a_letter_written_in_two_parts_is_read_as_one(tmp_path: Path) -> None:
    (found,) = read(written(tmp_path, en='"Que\u0301bec"'))
    assert found.en == "Québec"


def test_a_remark_stands_in_the_language_of_the_report_or_says_in_which_it_is_written() -> None:
    both = remark(kind="reservation", es="Una palabra.", en="A word.\n\nAnd\nanother.")
    (english,) = remark_blocks([both], "harms", words("en"))
    assert english == Remarked("Reservation by Canada (An office, March 1, 2026)", ("A word.", "And another."))
    (french,) = remark_blocks([both], "harms", words("fr"))
    assert (french.locale, french.paragraphs) == ("en", ("A word.", "And another."))
    assert french.note == words("fr")("Written in English; there is no translation.")
    assert list(remark_blocks([both], "coverage", words("en"))) == []


# on the page

FOREIGN = Remarked(
    "Remark by Mexico (An office, March 12, 2026)", ("¿Qué dice? Ñandú.",), "es-MX", "Written in Spanish."
)
STAMPS = (
    "Ébauche – non approuvée",
    "Démonstration synthétique\u00a0: aucun chiffre réel d’un gouvernement",
    "Réservé aux trois gouvernements",
)


def demo(**changed: object) -> Document:
    return replace(demo_document(chapters=1, rows=60), **changed)  # type: ignore[arg-type]


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b\u00ad]+", "", text)


def test_a_remark_in_another_language_and_with_any_sign_keeps_the_pdf_accessible(tmp_path: Path) -> None:
    document = demo()
    signs = Remarked(SIGNS, (SIGNS, LETTERS, "x" * 300))
    write_pdf(replace(document, blocks=(*document.blocks, FOREIGN, signs)), tmp_path / "report.pdf")
    pages = PdfReader(tmp_path / "report.pdf").pages
    text = squeezed("".join(page.extract_text() for page in pages))
    assert squeezed(FOREIGN.label + ":" + FOREIGN.paragraphs[0] + str(FOREIGN.note)) in text
    assert squeezed(LETTERS) in text


def test_a_remark_in_the_html_is_marked_with_its_language(tmp_path: Path) -> None:
    document = demo()
    write_html(replace(document, blocks=(*document.blocks, FOREIGN)), tmp_path / "report.html")
    html = (tmp_path / "report.html").read_text("utf-8")
    assert '<p lang="es-MX">¿Qué dice? Ñandú.</p>' in html


def test_every_page_of_the_pdf_is_stamped_and_the_pages_stay_as_they_are(tmp_path: Path) -> None:
    write_pdf(demo(), tmp_path / "plain.pdf")
    write_pdf(demo(stamps=STAMPS), tmp_path / "stamped.pdf")
    plain, stamped = PdfReader(tmp_path / "plain.pdf").pages, PdfReader(tmp_path / "stamped.pdf").pages
    assert len(plain) == len(stamped)
    for before, after in zip(plain, stamped, strict=True):
        text = squeezed(after.extract_text())
        for stamp in STAMPS:
            assert text.count(squeezed(stamp)) == 1
            text = text.replace(squeezed(stamp), "")
        assert text == squeezed(before.extract_text())


def first_read(path: Path) -> list[str]:
    """What kinds of element a screen reader meets first."""
    (whole,) = PdfReader(path).trailer["/Root"]["/StructTreeRoot"]["/K"]  # type: ignore[index]
    return [kid.get_object()["/S"] for kid in whole.get_object()["/K"][:2]]


def test_a_screen_reader_meets_the_stamps_before_the_title_and_on_no_other_page(tmp_path: Path) -> None:
    write_pdf(demo(stamps=STAMPS), tmp_path / "stamped.pdf")
    write_pdf(demo(), tmp_path / "plain.pdf")
    assert first_read(tmp_path / "plain.pdf")[0] == "/Title"
    assert first_read(tmp_path / "stamped.pdf") == ["/P", "/Title"]


def test_every_chapter_of_the_html_begins_with_the_stamps_under_a_band_that_stays(tmp_path: Path) -> None:
    write_html(demo(stamps=STAMPS), tmp_path / "stamped.html")
    html = (tmp_path / "stamped.html").read_text("utf-8")
    body = html.split("</style>")[1]
    chapters = [block for block in demo().blocks if getattr(block, "level", 0) == 1]
    for stamp in STAMPS:
        assert body.count(f"<strong>{stamp}</strong>") == 1 + 1 + len(chapters), "band, summary and chapters"
    assert body.index('class="stamps"') < body.index("<h1>")
    assert re.search(r"\.stamps \{[^}]*position: sticky; top: 0", html)


def test_without_stamps_nothing_of_them_is_on_the_page(tmp_path: Path) -> None:
    write_html(demo(), tmp_path / "plain.html")
    body = (tmp_path / "plain.html").read_text("utf-8").split("</style>")[1]
    assert "stamp" not in body
