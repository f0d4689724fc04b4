"""docs/return/ is what the form gives, and its guides say the same in three languages."""

import json
import re
from pathlib import Path

import jsonschema
import pytest

from tripoint.registry.return_form import FORM, LEVELS, row_sheets, sheets
from tripoint.registry.rows import LANGUAGES
from tripoint.returns.choices import choices
from tripoint.returns.document import documents
from tripoint.returns.filled import Filled

FOLDER = Path(__file__).parents[2] / "docs" / "return"


def guide(language: str) -> str:
    return (FOLDER / f"guide.{language}.md").read_text("utf-8")


@pytest.mark.parametrize("name", documents())
def test_the_document_is_up_to_date(name: str) -> None:
    assert (FOLDER / name).read_text("utf-8") == documents()[name], (
        "run `python -m tripoint.returns.document docs/return`"
    )


@pytest.mark.parametrize("level", LEVELS)
def test_the_schema_is_a_schema(level: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(documents()[f"return-{level}.schema.json"]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_names_every_sheet_by_its_title(language: str) -> None:
    for form in row_sheets("aggregate"):
        assert form.titles[language] in guide(language)


def test_the_guides_give_the_same_commands() -> None:
    commands = [re.findall(r"^ {4}tripoint return \w+", guide(language), re.M) for language in LANGUAGES]
    assert commands[0] == commands[1] == commands[2]
    assert len(commands[0]) >= 3


@pytest.mark.parametrize(("language", "country"), [("en", "US"), ("es", "MX"), ("fr", "CA")])
def test_the_example_of_the_guide_could_be_chosen_in_the_workbook(language: str, country: str) -> None:
    columns = sheets("aggregate")["firearms"].columns
    head = "| " + " | ".join(column.labels[language] for column in columns) + " |"
    _, _, below = guide(language).partition(head + "\n")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in below.split("\n\n")[0].split("\n")[1:]]
    assert len(rows) == 5
    for column, cells in zip(columns, zip(*rows, strict=True), strict=True):
        known = choices(column, Filled(country, 2025, language, "aggregate"))
        assert all(cell in known.values() if known else cell.isdigit() or cell == "" for cell in cells)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_is_of_this_edition_of_the_form(language: str) -> None:
    assert FORM in guide(language)


def test_the_french_guide_is_set_as_in_canada() -> None:
    prose = re.sub(r"`[^`\n]*`|^ {4}.*$|!?\[|\]\([^)\n]*\)|^\|[-|]+$", "", guide("fr"), flags=re.M)
    assert not re.findall(r"[^\u00a0][:%»]|«(?!\u00a0)|[\s\u00a0][;!?]|\w'\w", prose)
