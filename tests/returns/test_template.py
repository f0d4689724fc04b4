"""The workbook that a government gets: complete, in one language, and the same bytes every time."""

from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from tests.returns.small import small
from tripoint.errors import RegistryError
from tripoint.registry.places import places
from tripoint.registry.return_form import GUIDE_TITLES, LEVELS, Level, cover_fields, definitions, sheets, totals
from tripoint.registry.rows import LANGUAGES
from tripoint.registry.terms import terms
from tripoint.returns.filled import Filled
from tripoint.returns.template import write_workbook
from tripoint.returns.template_rules import LISTS, LONGEST_HEAD, LONGEST_NOTE

COUNTRIES = tuple(place.place_id for place in places("country"))
EVERY = [(country, language, level) for country in COUNTRIES for language in LANGUAGES for level in LEVELS]


@cache
def template(country: str = "MX", language: str = "es", level: Level = "aggregate") -> Workbook:
    """An empty workbook, read back; tests only look at it."""
    with TemporaryDirectory() as folder:
        return written(Path(folder), Filled(country, 2025, language, level))


def written(folder: Path, filled: Filled) -> Workbook:
    write_workbook(folder / "return.xlsx", filled)
    return load_workbook(folder / "return.xlsx")


def rules(book: Workbook, title: str) -> dict[str, DataValidation]:
    return {str(rule.sqref): rule for rule in book[title].data_validations.dataValidation}


def offered(book: Workbook, rule: DataValidation) -> list[object]:
    cells = book[LISTS][rule.formula1.partition("!")[2].replace("$", "")]
    return [row[0].value for row in cells] if isinstance(cells, tuple) else [cells.value]


@pytest.mark.parametrize(("country", "language", "level"), EVERY)
def test_the_sheets_and_headers_are_those_of_the_form(country: str, language: str, level: Level) -> None:
    book = template(country, language, level)
    form = sheets(level).values()
    assert book.sheetnames == [*(sheet.titles[language] for sheet in form), GUIDE_TITLES[language], LISTS]
    for sheet in form:
        page = book[sheet.titles[language]]
        assert page["A1"].value == sheet.titles[language]
        assert str(page["A2"].value).startswith(sheet.purposes[language])
        assert [cell.value for cell in page[3]] == [column.labels[language] for column in sheet.columns]
        assert page.freeze_panes == "A4"


def test_the_lines_of_the_laid_out_sheets_are_those_of_the_form() -> None:
    book = template()
    assert [row[0].value for row in book["Portada"].iter_rows(min_row=4)] == [
        f.labels["es"] for f in cover_fields().values()
    ]
    assert [row[0].value for row in book["Totales"].iter_rows(min_row=4)] == [t.names["es"] for t in totals()]
    assert [row[0].value for row in book["Definiciones"].iter_rows(min_row=4)] == [
        d.names["es"] for d in definitions().values()
    ]


def test_the_cover_of_a_template_says_what_is_known() -> None:
    values = [row[0] for row in template()["Portada"].iter_rows(min_row=4, min_col=2, max_col=2)]
    assert [cell.value for cell in values[:7]] == [
        "México (MX)", 2025, "Español", "Conteos por grupo", "2026.1", None, 1,
    ]  # fmt: skip
    assert [cell.value.date() for cell in values[8:10]] == [date(2025, 1, 1), date(2025, 12, 31)]


def test_a_template_leaves_it_to_the_office_what_is_supplied_and_who_may_read_it() -> None:
    rows = list(template()["Contenido"].iter_rows(min_row=4, values_only=True))
    assert {row[1:] for row in rows} == {(None, None)}


def test_a_template_can_be_official_or_synthetic_and_is_neither() -> None:
    book = template()
    assert offered(book, rules(book, "Portada")["B9"]) == ["Informe oficial", "Demostración sintética"]
    assert book["Portada"]["B9"].value is None


def test_what_the_template_settles_does_not_ask_to_be_filled() -> None:
    page = template()["Portada"]
    colours = [page[f"B{row}"].fill.fgColor.rgb for row in range(4, 10)]
    assert colours[5] not in colours[:5]


def test_how_a_country_counts_is_asked_as_something_that_must_be_filled() -> None:
    heads = template()["Definiciones"][3]
    assert heads[2].fill.fgColor.rgb == template()["Contenido"]["C3"].fill.fgColor.rgb
    assert heads[2].fill.fgColor.rgb != heads[3].fill.fgColor.rgb


def test_no_data_sheet_of_a_template_holds_a_row() -> None:
    book = template()
    assert all(book[s.titles["es"]].max_row == 3 for s in sheets("aggregate").values() if s.shape == "rows")


def test_a_place_can_be_the_country_or_one_of_its_own_states() -> None:
    book = template()
    listed = offered(book, rules(book, "Armas de fuego")["B4:B5000"])
    assert listed[0] == "México (MX)"
    assert "Nuevo León (MX-NLE)" in listed
    assert len(listed) == 33


def test_a_route_can_lead_through_the_three_countries_or_be_unknown() -> None:
    book = template("CA", "fr")
    listed = offered(book, rules(book, "Corridors")["A4:A5000"])
    assert listed[:2] == ["Un autre pays", "Inconnu"]
    assert {"Canada (CA)", "Texas (US-TX)", "Tamaulipas (MX-TAM)"} < set(listed)


def test_a_crossing_can_be_none_and_an_origin_cannot() -> None:
    book = template("CA", "fr")
    none = terms("route_place")["no_border"].names["fr"]
    assert none in offered(book, rules(book, "Corridors")["B4:B5000"])
    assert none not in offered(book, rules(book, "Corridors")["A4:A5000"])


def test_a_period_is_the_year_or_one_of_its_months() -> None:
    book = template()
    listed = offered(book, rules(book, "Armas de fuego")["A4:A5000"])
    assert listed == ["2025", *(f"2025-{month:02d}" for month in range(1, 13))]


def test_a_count_is_whole_and_a_quantity_is_not() -> None:
    book = template()
    assert rules(book, "Armas de fuego")["G4:G5000"].type == "whole"
    assert rules(book, "Drogas")["I4:I5000"].type == "decimal"
    assert {rule.type for rule in rules(book, "Totales").values()} == {"whole", "decimal"}


def test_a_date_lies_in_the_year() -> None:
    rule = rules(template(level="records"), "Armas de fuego")["B4:B5000"]
    assert (rule.type, rule.formula1, rule.formula2) == ("date", "45658", "46022")


@pytest.mark.parametrize(("country", "language", "level"), EVERY)
def test_no_prompt_is_longer_than_a_spreadsheet_takes(country: str, language: str, level: Level) -> None:
    book = template(country, language, level)
    for title in book.sheetnames:
        for rule in book[title].data_validations.dataValidation:
            assert len(rule.promptTitle or "") <= LONGEST_HEAD >= len(rule.errorTitle or "")
            assert len(rule.prompt or "") <= LONGEST_NOTE >= len(rule.error or "")


def test_what_to_write_fits_a_prompt_uncut() -> None:
    columns = [*cover_fields().values(), *(c for level in LEVELS for s in sheets(level).values() for c in s.columns)]
    for column in columns:
        for language in LANGUAGES:
            assert len(column.notes[language]) <= LONGEST_NOTE


def test_a_label_too_long_for_the_head_of_a_prompt_is_cut_between_words() -> None:
    heads = [rule.promptTitle for rule in rules(template("CA", "fr"), "Dépistages").values()]
    assert "Détournement établi par…" in heads


def test_a_header_explains_itself_with_an_example_of_the_country() -> None:
    book = template("CA", "fr")
    note = book["Armes à feu"]["B3"].comment
    assert note.text.endswith("Exemple\u00a0: Ontario (CA-ON)")
    assert note.author == "Tripoint"


def test_the_example_of_a_month_is_of_the_year_of_the_return(tmp_path: Path) -> None:
    book = written(tmp_path, Filled("US", 2031, "en", "aggregate"))
    assert "2025" not in book["Firearms"]["A3"].comment.text
    assert book["Firearms"]["A3"].comment.text.endswith("Example: 2031-03")


def test_a_required_column_looks_other_than_one_that_may_stay_blank() -> None:
    page = template()["Armas de fuego"]
    colours = {name: page[f"{name}3"].fill.fgColor.rgb for name in "GH"}
    assert colours["G"] != colours["H"]


def test_the_lists_are_hidden_and_cells_are_not_merged() -> None:
    book = template()
    assert book[LISTS].sheet_state == "hidden"
    assert not any(page.merged_cells.ranges for page in book)


def test_what_is_filled_stands_in_its_place(tmp_path: Path) -> None:
    book = written(tmp_path, small("MX"))
    rows = list(book["Armas de fuego"].iter_rows(min_row=4, values_only=True))
    assert rows[0] == (
        "2025-03", "Sonora (MX-SON)", "Asegurada", "Frontera terrestre México–Estados Unidos", "Hacia el sur", "Pistola",
        12, 5,
    )  # fmt: skip
    assert book["Totales"]["B4"].value == 12
    assert book["Definiciones"]["D5"].value == "Bajo custodia"
    assert book["Contenido"]["B4"].value == "Suministrado"


def test_what_is_not_supplied_stays_blank_and_zero_is_0(tmp_path: Path) -> None:
    page = written(tmp_path, small("MX"))["Rastreos"]
    assert page["D5"].value == 0
    page = written(tmp_path, small("MX"))["Drogas"]
    assert (page["I5"].value, page["J5"].value) == (None, None)


def test_a_month_stays_text_and_a_day_is_a_date(tmp_path: Path) -> None:
    month = written(tmp_path, small("MX"))["Armas de fuego"]["A4"]
    day = written(tmp_path, small("MX", level="records"))["Armas de fuego"]["B4"]
    assert (month.data_type, month.number_format) == ("s", "@")
    assert (day.is_date, day.number_format) == (True, "yyyy-mm-dd")


def test_a_text_that_begins_as_a_formula_stays_text(tmp_path: Path) -> None:
    rows = {"organisation": ["=1+1"], "claim": ["held_by"], "basis": ["assessment"], "document": ["@SUM(A1)"]}
    page = written(tmp_path, Filled("US", 2025, "en", "aggregate", tables={"organisations": rows}))["Organisations"]
    assert [(cell.value, cell.data_type) for cell in (page["A4"], page["D4"])] == [("=1+1", "s"), ("@SUM(A1)", "s")]


def test_equal_returns_give_equal_bytes(tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        write_workbook(tmp_path / name, small("CA", language="fr"))
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_an_unknown_code_writes_no_file(tmp_path: Path) -> None:
    rows = {"organisation": ["A"], "claim": ["owns"], "basis": ["assessment"], "document": ["B"]}
    with pytest.raises(RegistryError, match="'owns' cannot be chosen in the column 'claim'"):
        written(tmp_path, Filled("US", 2025, "en", "aggregate", tables={"organisations": rows}))
    assert not list(tmp_path.iterdir())
