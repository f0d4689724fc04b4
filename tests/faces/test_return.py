"""`tripoint return` as a clerk and a secretariat type it."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.faults.processes import Ended, tripoint_here
from tests.returns.small import changed, small, with_cover, written
from tripoint.registry.return_form import sheets


class Desk:
    """A folder, a ledger, and the command."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.ledger = folder, folder / "ledger"
        self._fixtures = monkeypatch, capsys

    def types(self, *arguments: str, language: str = "en") -> Ended:
        return tripoint_here(*self._fixtures, "return", *arguments, ledger=self.ledger, language=language)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    monkeypatch.chdir(tmp_path)
    return Desk(tmp_path, monkeypatch, capsys)


def test_the_template_goes_where_it_is_asked_and_says_so(desk: Desk) -> None:
    done = desk.types("template", "--country", "ca", "--lang", "fr", "--period", "2025", "--out", "x/ca.xlsx")
    assert done.code == 0
    assert done.out == "Le formulaire est ici\u00a0: x/ca.xlsx\n"
    titles = load_workbook(desk.folder / "x" / "ca.xlsx").sheetnames
    assert titles[: len(sheets("aggregate"))] == [s.titles["fr"] for s in sheets("aggregate").values()]


@pytest.mark.parametrize("form", ["xlsx", "csv", "json", "schema"])
@pytest.mark.parametrize("level", ["aggregate", "records"])
def test_every_kind_of_template_is_written_under_its_own_name(desk: Desk, form: str, level: str) -> None:
    done = desk.types("template", "--country", "US", "--period", "2025", "--format", form, "--level", level)
    assert done.code == 0
    assert (desk.folder / done.out.strip().partition(": ")[2]).stat().st_size > 1000


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("template", "--country", "FR", "--period", "2025"), "'FR' is not a country of the return"),
        (("template", "--country", "MX", "--period", "25"), "'25' is not a year"),
        (("template", "--country", "MX", "--period", "2025", "--level", "rows"), "'rows' is not a level"),
        (("template", "--country", "MX", "--period", "2025", "--format", "ods"), "'ods' is not a form"),
        (("template", "--country", "MX", "--period", "2025", "--out", "a.csv"), "does not end in .xlsx"),
        (("check", "nothing.xlsx"), "there is no such file"),
        (("merge", "nothing.xlsx"), "there is no such file"),
    ],
)
def test_a_wrong_word_gives_one_error_with_a_cure(desk: Desk, arguments: tuple[str, ...], said: str) -> None:
    done = desk.types(*arguments)
    assert done.code == 1
    assert said in done.error
    assert len(done.error.strip().splitlines()) == 2


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Firearms, G5: [error] 'Firearms' holds 'twelve' (number of rows: 1), which is not a number."),
        ("es", "Armas de fuego, G5: [error] 'Armas' contiene 'twelve' (número de filas: 1), que no es un número."),
        (
            "fr",
            "Armes à feu, G5: [erreur] 'Armes' contient 'twelve' (nombre de lignes\u00a0: 1), qui n’est pas un nombre.",
        ),
    ],
)
def test_problems_are_said_in_the_language_of_the_return(desk: Desk, language: str, said: str) -> None:
    path = written(desk.folder, changed(small(language=language), "firearms", "firearms", [12, "twelve"]))
    done = desk.types("check", path.name, language="en")
    assert done.code == 1
    assert said in done.out


def test_the_report_is_the_workbook_with_its_cells_marked(desk: Desk) -> None:
    path = written(desk.folder, changed(small(), "drugs", "unit", [None, None]))
    done = desk.types("check", path.name, "--report", "problems.xlsx")
    assert done.code == 1
    book = load_workbook(desk.folder / "problems.xlsx")
    assert book.sheetnames[0] == "Problemas"
    marked = [cell for row in book["Drogas"].iter_rows(min_row=4) for cell in row if cell.comment]
    assert [(cell.coordinate, "unidad" in cell.comment.text) for cell in marked] == [("J4", True), ("I5", False)]
    assert book["Drogas"]["A4"].value == "2025-03"


def test_the_report_does_not_overwrite_the_return(desk: Desk) -> None:
    path = written(desk.folder, small())
    before = path.read_bytes()
    done = desk.types("check", path.name, "--report", path.name)
    assert done.code == 1
    assert "ya hay otro archivo ahí" in done.error
    assert path.read_bytes() == before


def test_the_report_does_not_overwrite_another_return_and_can_be_written_again(desk: Desk) -> None:
    path, other = written(desk.folder, small()), written(desk.folder, small("CA", language="fr"))
    before = other.read_bytes()
    assert desk.types("check", path.name, "--report", other.name).code == 1
    assert other.read_bytes() == before
    assert desk.types("check", path.name, "--report", "problems.txt").code == 1
    for _ in range(2):
        assert desk.types("check", path.name, "--report", "problems.xlsx").code == 0


def test_a_marked_workbook_can_be_checked_and_marked_again(desk: Desk) -> None:
    written(desk.folder, small(), "return.xlsx")
    for before, after in (("return.xlsx", "marked.xlsx"), ("marked.xlsx", "again.xlsx")):
        assert desk.types("check", before, "--report", after).code == 0
    assert load_workbook(desk.folder / "again.xlsx").sheetnames.count("Problemas") == 1
    assert desk.types("check", "again.xlsx").code == 0


def test_a_good_return_is_merged_once(desk: Desk) -> None:
    path = written(desk.folder, small())
    assert desk.types("check", path.name).code == 0
    first = desk.types("merge", path.name)
    assert first.code == 0
    assert "el informe de México de 2025, versión 1 (mx_return)" in first.out
    again = desk.types("merge", path.name)
    assert again.code == 0
    assert "ya está en el libro de registros" in again.out


def test_a_return_with_an_error_is_not_merged_and_the_one_before_stays(desk: Desk) -> None:
    assert desk.types("merge", written(desk.folder, small()).name).code == 0
    path = written(desk.folder, with_cover(small(version=2), corrected=None))
    done = desk.types("merge", path.name)
    assert done.code == 1
    assert "No se conservó nada" in done.out


def test_a_return_is_not_read_by_ingest(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    written(desk.folder, small())
    done = tripoint_here(monkeypatch, capsys, "ingest", "mx_return", "--from", str(desk.folder), ledger=desk.ledger)
    assert done.code == 1
    assert "tripoint return merge FILE" in done.error
