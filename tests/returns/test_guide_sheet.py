"""The guide in the workbook, and its words: complete, in one language, true to the form."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.returns.small import TODAY, small
from tests.returns.test_template import EVERY, template
from tripoint.errors import describe
from tripoint.registry.return_form import (
    GUIDE_TITLES,
    LEVELS,
    PROBLEMS_TITLES,
    Level,
    cover_fields,
    definitions,
    row_sheets,
    sheets,
)
from tripoint.registry.rows import LANGUAGES
from tripoint.registry.terms import terms
from tripoint.returns.examples import example_code
from tripoint.returns.filled import SheetState
from tripoint.returns.problems import ReturnProblems
from tripoint.returns.reading import read_return
from tripoint.returns.template import write_workbook
from tripoint.returns.words import keys, word

SOURCES = Path(__file__).parents[2] / "src" / "tripoint" / "returns"


def guide(country: str, language: str, level: Level) -> list[str]:
    page = template(country, language, level)[GUIDE_TITLES[language]]
    return [str(cell) for row in page.iter_rows(values_only=True) for cell in row if cell is not None]


def quoted(text: str, language: str) -> set[str]:
    """What stands between the language's quotation marks, with line breaks as spaces."""
    marks = r"«\u00a0([^»]+)\u00a0»" if language == "fr" else r"“([^”]+)”"
    return {" ".join(found.split()) for found in re.findall(marks, text)}


def names_of_the_form(language: str) -> set[str]:
    """Titles of sheets, headers, lines of the cover and entries of lists, as the form prints them."""
    forms = [form for level in LEVELS for form in sheets(level).values()]
    columns = [*cover_fields().values(), *(column for form in forms for column in form.columns)]
    lists = {c.list_name for c in columns if c.kind in ("term", "language", "level", "nature")} | {"route_place"}
    names = {form.titles[language] for form in forms} | {column.labels[language] for column in columns}
    names |= {GUIDE_TITLES[language], PROBLEMS_TITLES[language]}
    return names | {entry.names[language] for name in lists for entry in terms(name).values()}


@pytest.mark.parametrize(("country", "language", "level"), EVERY)
def test_what_the_guide_quotes_stands_on_the_form(country: str, language: str, level: Level) -> None:
    known = names_of_the_form(language)
    topics = [word(key, language) for key in keys() if key.startswith("guide_") and key.endswith("_text")]
    said = " ".join(text for text in guide(country, language, level) if any(t[:20] == text[:20] for t in topics))
    assert quoted(said, language)
    assert quoted(said, language) - known == set()


@pytest.mark.parametrize(("country", "language", "level"), EVERY)
def test_the_guide_shows_every_column_and_every_definition(country: str, language: str, level: Level) -> None:
    texts = set(guide(country, language, level))
    assert {c.labels[language] for form in row_sheets(level) for c in form.columns} <= texts
    assert {d.texts[language] for d in definitions().values()} <= texts


@pytest.mark.parametrize(("country", "language", "level"), EVERY)
def test_the_guide_leaves_no_gap_unfilled(country: str, language: str, level: Level) -> None:
    assert not [text for text in guide(country, language, level) if "{" in text or text == "None"]


def test_a_return_of_seizures_is_not_told_about_months() -> None:
    assert word("guide_period_head", "en") not in guide("US", "en", "records")


@pytest.mark.parametrize("key", keys())
def test_a_word_stands_in_three_languages_with_the_same_gaps(key: str) -> None:
    gaps = [set(re.findall(r"{(\w+)}", word(key, language))) for language in LANGUAGES]
    assert gaps[0] == gaps[1] == gaps[2]
    assert all(word(key, language).strip() for language in LANGUAGES)


def test_no_word_is_left_over() -> None:
    code = "".join(path.read_text("utf-8") for path in SOURCES.glob("*.py"))
    said = {key for key in keys() if f'"{key}"' in code or f"'{key}'" in code}
    built = re.compile(r"(guide|how|error|head|kind|dictionary|example)_\w+")
    assert [key for key in keys() if key not in said and not built.fullmatch(key)] == []


def test_french_words_are_set_as_in_canada() -> None:
    for key in keys():
        text = word(key, "fr")
        assert not re.search(r"[^\u00a0][:%»](?!/)|«(?!\u00a0)|[\s\u00a0][;!?]|'", re.sub(r"`[^`]*`", "`", text)), key


@pytest.mark.parametrize(("country", "language", "level"), [(c, lang, v) for c, lang, v in EVERY if lang == "en"])
def test_the_example_rows_are_rows_that_the_check_accepts(
    tmp_path: Path, country: str, language: str, level: Level
) -> None:
    empty = small(country, language=language, level=level)
    tables = {form.code: {c.code: [example_code(c, empty)] for c in form.columns} for form in row_sheets(level)}
    states = {code: SheetState("supplied", "public") for code in tables}
    write_workbook(tmp_path / "return.xlsx", replace(empty, tables=tables, states=states, totals={}))
    problems = ReturnProblems("examples", "return.xlsx")
    assert read_return(tmp_path / "return.xlsx", problems, today=TODAY)
    assert [describe(problem) for problem in problems.all() if not problem.is_warning] == []
