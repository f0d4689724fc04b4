"""docs/return/ is what the form gives, and its guides say the same in three languages."""

import json
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from tests.returns.test_guide_sheet import names_of_the_form, quoted
from tripoint.registry.return_form import FORM, LEVELS, FormColumn, Level, row_sheets, sheets
from tripoint.registry.rows import LANGUAGES
from tripoint.returns.choices import choices
from tripoint.returns.document import documents
from tripoint.returns.filled import Filled

COUNTRIES = [("en", "US"), ("es", "MX"), ("fr", "CA")]
FOLDER = Path(__file__).parents[2] / "docs" / "return"


def guide(language: str) -> str:
    return (FOLDER / f"guide.{language}.md").read_text("utf-8")


def example(language: str, columns: Sequence[FormColumn]) -> list[list[str]]:
    """The cells under the header that has exactly these columns, row by row."""
    head = "| " + " | ".join(column.labels[language] for column in columns) + " |"
    _, _, below = guide(language).partition(head + "\n")
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in below.split("\n\n")[0].split("\n")[1:]]


def could_stand(column: FormColumn, cell: str, filled: Filled) -> bool:
    known = choices(column, filled)
    if known is not None:
        return cell in known.values()
    match column.kind:
        case "date":
            return date.fromisoformat(cell).year == filled.year
        case "event":
            return re.fullmatch(r"E-\d{4}", cell) is not None
    return cell.isdigit() or (cell == "" and not column.is_required)


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


BY_GROUP = sheets("aggregate")["firearms"].columns
SHOWN = (
    "event", "date", "place", "acquisition", "border", "direction", "firearm_type", "legal_basis", "firearms", "submitted",
    "us_source",
)  # fmt: skip
BY_SEIZURE = tuple(c for c in sheets("records")["firearms"].columns if c.code in SHOWN)


@pytest.mark.parametrize(("level", "columns", "count"), [("aggregate", BY_GROUP, 5), ("records", BY_SEIZURE, 3)])
@pytest.mark.parametrize(("language", "country"), COUNTRIES)
def test_the_examples_of_the_guide_could_be_chosen_in_the_workbook(
    language: str, country: str, level: Level, columns: Sequence[FormColumn], count: int
) -> None:
    rows = example(language, columns)
    assert len(rows) == count
    for row in rows:
        for column, cell in zip(columns, row, strict=True):
            assert could_stand(column, cell, Filled(country, 2025, language, level)), (column.code, cell)


@pytest.mark.parametrize(("language", "country"), COUNTRIES)
def test_the_totals_of_the_example_are_those_of_its_rows(language: str, country: str) -> None:
    at = {column.code: place for place, column in enumerate(BY_GROUP)}
    sums: dict[str, int] = {}
    for row in example(language, BY_GROUP):
        for code in ("acquisition", "direction"):
            known = choices(BY_GROUP[at[code]], Filled(country, 2025, language, "aggregate")) or {}
            name = next(term for term, text in known.items() if text == row[at[code]])
            sums[name] = sums.get(name, 0) + int(row[at["firearms"]])
    ways = ("southbound", "northbound")
    wanted = [sums.get(name, 0) for name in ("seized", "found", "surrendered", *ways)]
    said = re.split(r"totals would be|totales serían|totaux seraient", guide(language))[1].split(".")[0]
    assert list(map(int, re.findall(r"\d+", said))) == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_guide_quotes_stands_on_the_form(language: str) -> None:
    assert quoted(guide(language), language) - names_of_the_form(language) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_names_every_file_of_the_archive(language: str) -> None:
    assert set(re.findall(r"`(\w+)\.csv`", guide(language))) == set(sheets("aggregate"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_is_of_this_edition_of_the_form(language: str) -> None:
    assert FORM in guide(language)


def test_the_french_guide_is_set_as_in_canada() -> None:
    prose = re.sub(r"^ {4}.*$|!?\[|\]\([^)\n]*\)|^\|[-|]+$", "", guide("fr"), flags=re.M)
    prose = re.sub(r"`[^`\n]*`", "x", prose)
    assert not re.findall(r"[^\u00a0][:%»]|«(?!\u00a0)|[\s\u00a0][;!?]|\w'\w", prose)
