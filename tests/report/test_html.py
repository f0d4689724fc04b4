"""The HTML: one file, readable without scripts, at any width, by anyone."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from report_demo import SIGNS, demo_document, line_chart

from tripoint.present.document import Picture
from tripoint.report.html import write_html
from tripoint.report.svg import inline_svg

VOID = {"meta", "col", "wbr", "br", "link", "img", "input", "hr"}


class Page(HTMLParser):
    """The tags of a page in order, whether they nest, and its text without styles."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.mismatches: list[str] = []
        self.text = ""
        self.feed(path.read_text("utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.mismatches.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text += data


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("html") / "demo.html"
    write_html(demo_document(), path)
    return path


@pytest.fixture(scope="module")
def page(path: Path) -> Page:
    return Page(path)


def test_the_page_is_well_nested(page: Page) -> None:
    assert page.mismatches == []
    assert page.open == []


def test_nothing_is_loaded_from_outside(page: Page, path: Path) -> None:
    for tag, attributes in page.tags:
        assert tag not in ("script", "link", "iframe", "object", "embed", "img")
        for name in ("src", "href", "xlink:href", "srcset", "poster", "data"):
            value = attributes.get(name)
            assert value is None or tag == "a" or value.startswith("#"), (tag, value)
    style = path.read_text("utf-8").split("</style>")[0]
    assert all(address.startswith("data:") for address in re.findall(r"url\([\"']?([^\"')]{0,40})", style))
    assert "@import" not in style


def test_there_is_one_h1_and_no_level_is_skipped(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_language_title_and_description_are_set(page: Page, path: Path) -> None:
    assert ("html", {"lang": "en-US"}) in page.tags
    assert "<title>Cross-border seizures &amp; drug trends</title>" in path.read_text("utf-8")
    named = {attributes.get("name"): attributes.get("content") for tag, attributes in page.tags if tag == "meta"}
    assert named["description"] == demo_document().description


def test_ids_are_unique_and_inner_links_arrive(page: Page) -> None:
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = [str(attributes["href"]) for tag, attributes in page.tags if tag == "a"]
    assert all(target[1:] in ids for target in targets if target.startswith("#"))


def test_the_first_link_skips_to_the_content(page: Page) -> None:
    first = next(attributes for tag, attributes in page.tags if tag == "a")
    assert first["class"] == "skip"
    assert first["href"] == "#report-summary"


def test_every_picture_has_its_alternative_text(page: Page) -> None:
    images = [attributes for _, attributes in page.tags if attributes.get("role") == "img"]
    drawings = [attributes for tag, attributes in page.tags if tag == "svg"]
    assert len(images) == len(drawings) == 11
    assert all(str(image["aria-label"]).startswith("Alternative text of") for image in images)
    assert all(drawing["aria-hidden"] == "true" for drawing in drawings)


def test_tables_have_captions_and_scopes(page: Page) -> None:
    tags = [tag for tag, _ in page.tags]
    assert tags.count("table") == tags.count("caption") == 6
    assert {attributes.get("scope") for tag, attributes in page.tags if tag == "th"} == {"col", "row"}


def test_text_is_escaped_and_shown_as_written(page: Page) -> None:
    assert page.text.count(SIGNS) == 5


def test_same_document_same_bytes(path: Path, tmp_path: Path) -> None:
    write_html(demo_document(), tmp_path / "again.html")
    assert (tmp_path / "again.html").read_bytes() == path.read_bytes()


def test_a_broken_picture_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text("the report of last month")
    broken = Picture(svg="<svg", alt="A drawing.", caption="A drawing")
    with pytest.raises(ElementTree.ParseError):
        write_html(replace(demo_document(), blocks=(broken,)), path)
    assert path.read_text() == "the report of last month"


def test_ids_in_a_picture_and_their_uses_get_the_prefix() -> None:
    drawn = inline_svg(line_chart("x"), "p1-")
    assert 'id="p1-clip0"' in drawn
    assert 'clip-path="url(#p1-clip0)"' in drawn


def test_scripts_and_outside_references_of_a_picture_are_left_out() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'width="10" height="5" onload="x()"><script>x()</script>'
        '<image href="https://www.example.org/x.png"/>'
        '<use xlink:href="#a"/><g id="a" role="img" aria-label="y"/></svg>'
    )
    drawn = inline_svg(svg, "p-")
    assert "script" not in drawn
    assert "onload" not in drawn
    assert "example.org" not in drawn
    assert '<use href="#p-a"' in drawn
    assert "aria-label" not in drawn
    assert 'viewBox="0 0 10 5"' in drawn
