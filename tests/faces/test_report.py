"""The report as a reader gets it: by its sections, byte for byte, and in a real browser."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

from tripoint.findings.catalogue import QUESTIONS
from tripoint.present.trilateral import CHAPTERS
from tripoint.present.words import catalogue, words

LANGUAGES = ("en", "es", "fr")
PROGRAM = Path(sys.executable).parent / "tripoint"


def write(out: Path, *arguments: str, **environment: str) -> None:
    """`tripoint report` in a fresh process, on the edition."""
    env = {**os.environ, "TRIPOINT_LEDGER": str(out / "no-ledger"), **environment}
    subprocess.run([str(PROGRAM), "report", "--out", str(out), *arguments], env=env, check=True, capture_output=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("report")
    write(out)
    return out


def test_every_question_has_its_place_in_a_chapter() -> None:
    placed = [name for chapter in CHAPTERS for name in chapter.findings]
    assert sorted([*placed, "sources_held"]) == sorted(q.name for q in QUESTIONS if not q.is_own_copy)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_has_every_chapter_in_its_language(folder: Path, language: str) -> None:
    reader = PdfReader(folder / f"tripoint-report-{language}.pdf")
    titles = [entry.title for entry in flat(reader.outline)]
    for chapter in CHAPTERS:
        assert words(language)(chapter.title) in titles
    assert reader.trailer["/Root"]["/Lang"].startswith(language)  # type: ignore[index]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_chapter_is_firearms_and_the_summary_is_one_page(folder: Path, language: str) -> None:
    reader = PdfReader(folder / f"tripoint-report-{language}.pdf")
    text = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert words(language)("Summary") in text[1]
    assert words(language)("Contents") in text[2], "the summary runs over its page"
    assert CHAPTERS[0].anchor == "firearms"
    assert words(language)(CHAPTERS[0].title) in text[3], "the first chapter begins after the contents"


def flat(outline) -> list:  # type: ignore[no-untyped-def,type-arg]
    return [leaf for entry in outline for leaf in (flat(entry) if isinstance(entry, list) else [entry])]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_placeholder_and_no_english_message_is_left(folder: Path, language: str) -> None:
    html = (folder / f"tripoint-report-{language}.html").read_text("utf-8")
    body = re.sub(r"<style.*?</style>|<svg.*?</svg>", "", html, flags=re.S)
    assert not re.search(r"\{[a-z_]+\}", body)
    assert not re.search(r">\s*(None|nan|NaN)\s*<", body)
    if language != "en":
        prose = re.sub(r"<[^>]+>", " ", body)
        left = [
            m for m, said in catalogue(language).items() if len(m) > 25 and "{" not in m and m != said and m in prose
        ]
        assert left == []


def test_two_fresh_processes_write_the_same_bytes_with_and_without_system_fonts(folder: Path, tmp_path: Path) -> None:
    empty = tmp_path / "fonts.conf"
    empty.write_text('<?xml version="1.0"?><fontconfig></fontconfig>')
    write(tmp_path, FONTCONFIG_FILE=str(empty), HOME=str(tmp_path), TZ="Asia/Tokyo", PYTHONHASHSEED="7")
    for path in sorted(folder.glob("tripoint-report-*")):
        again = tmp_path / path.name
        assert digest(path) == digest(again), path.name


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_html_stands_alone_and_fits_a_telephone(folder: Path, language: str) -> None:
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        page = browser.new_page(viewport={"width": 390, "height": 844})
        asked: list[str] = []
        faults: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto((folder / f"tripoint-report-{language}.html").as_uri())
        widths = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert widths[0] <= widths[1]
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        assert faults == []
        assert page.locator("h1").count() == 1
        assert page.locator("svg").count() >= 5
        browser.close()
