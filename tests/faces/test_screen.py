"""`tripoint screen`, as a person types it: on the shipped edition, and files at a desk of their own."""

import csv
import json
import sqlite3
from pathlib import Path

import openpyxl
import pytest

from tests.faces.test_ask import tripoint
from tripoint.cli.screen_file import COLUMNS

FENTANYL = "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1"


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def screened(
    folder: Path, text: str | bytes, *options: str, name: str = "list.csv"
) -> tuple[int, list[dict[str, str]]]:
    made, out = folder / name, folder / "answers.csv"
    made.write_bytes(text if isinstance(text, bytes) else text.encode())
    done = tripoint(
        "screen", "--file", str(made), "--out", str(out), "--purpose", "made-up test", *options,
        TRIPOINT_DESK=str(folder / "desk.sqlite"), TRIPOINT_OPERATOR="A. Tester",
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done.returncode, rows_of(out) if out.exists() else []


def test_one_name_is_answered_for_four_jurisdictions_each_with_the_date_of_its_text() -> None:
    done = tripoint("screen", "fentanyl")
    assert done.returncode == 0
    assert "Canada: controlled" in done.stdout
    assert "Schedule I (S.C. 1996, c. 19), 16(5): Fentanyl" in done.stdout
    assert "Mexico: controlled" in done.stdout
    assert "UN conventions: not assessed\n  • no text of this jurisdiction is held" in done.stdout
    assert done.stdout.count("date of the text: ") == 3


@pytest.mark.parametrize(("language", "said"), [("es", "Canadá: sujeto a control"), ("fr", "Canada\u00a0: réglementé")])
def test_the_answer_speaks_three_languages(language: str, said: str) -> None:
    assert said in tripoint("screen", "fentanilo", "--lang", language).stdout


def test_what_a_clause_leaves_out_bears_none_of_its_duties() -> None:
    said = tripoint("screen", "THC").stdout
    canada = said[said.index("Canada: excluded by the text") : said.index("Mexico: controlled")]
    assert "it is not included" in canada
    assert "No trafficking" not in canada


def test_a_day_outside_the_text_is_not_assessed_and_says_which_days_it_covers() -> None:
    said = tripoint("screen", "fentanyl", "--on", "2030-01-01", "--json").stdout
    assert {j["outcome"] for j in json.loads(said)["jurisdictions"]} == {"not_assessed"}
    assert "the text held covers" in tripoint("screen", "fentanyl", "--on", "2030-01-01").stdout


def test_a_misspelt_name_is_a_question_back_with_exit_code_one() -> None:
    done = tripoint("screen", "fentanul")
    assert done.returncode == 1
    assert "Did you mean: Fentanyl" in done.stdout
    assert ": controlled" not in done.stdout


def test_json_says_whether_a_quantity_is_set_and_never_which() -> None:
    said = tripoint("screen", "acetic anhydride", "--json").stdout
    entries = [e for j in json.loads(said)["jurisdictions"] for e in j["entries"]]
    assert any(entry["has_threshold"] for entry in entries)
    assert all("threshold" not in entry for entry in entries)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("screen",), 1, "one thing is asked at a time"),
        (("screen", "fentanyl", "--smiles", FENTANYL), 1, "one thing is asked at a time"),
        (("screen", "--smiles", FENTANYL), 1, "a named user with a purpose"),
        (("screen", "--file", "list.csv"), 2, "--file and --out go together"),
        (("screen", "--file", "list.pdf", "--out", "o.csv", "--purpose", "x"), 2, "list.pdf"),
    ],
)
def test_a_wrong_question_gives_one_error_with_a_cure(arguments: tuple[str, ...], code: int, said: str) -> None:
    done = tripoint(*arguments, TRIPOINT_OPERATOR="A. Tester")
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_structure_is_answered_after_its_audit_line_is_written(tmp_path: Path) -> None:
    desk = tmp_path / "desk.sqlite"
    done = tripoint(
        "screen",
        "--smiles",
        FENTANYL,
        "--purpose",
        "made-up test",
        TRIPOINT_DESK=str(desk),
        TRIPOINT_OPERATOR="A. Tester",
    )
    assert "Canada: controlled" in done.stdout
    with sqlite3.connect(desk) as connection:
        lines = connection.execute("select who, purpose, action from audit_lines").fetchall()
    assert lines == [("A. Tester", "made-up test", "screen.structure")]


def test_a_list_has_one_line_out_for_each_line_in_with_a_reason_for_each_bad_one(tmp_path: Path) -> None:
    code, rows = screened(
        tmp_path,
        "name,cas,smiles,hs,quantity,unit,date\n"
        "fentanyl,437-38-7,,,25,g,2026-03-11\n"
        "acetone,67-64-2,,,1,L,\n"
        ",,C1CC(,,1,g,\n"
        f"{'x' * 10_000},,,,1,g,\n"
        "=cmd|' /C calc'!A0,,,,1,g,\n"
        "caffeine,,,,25,,\n"
        "caffeine,,,,25,g,2026-02-30\n"
        "\n"
        "caffeine,,,9999.99,,,\n"
        "fentanyl,437-38-7,,,25,g,2026-03-11\n"
        "too,many,cells,on,this,line,for,it\n".encode()
        + "éther éthylique,,,,1,L,\n".encode("latin-1"),
    )
    assert code == 1
    assert list(rows[0]) == list(COLUMNS)
    assert [row["line"] for row in rows] == [str(n) for n in range(2, 14)]
    assert [row["problem"] for row in rows] == [
        "", "wrong_cas_digit", "structure_syntax", "name_too_long", "formula_in_cell", "quantity_without_unit",
        "impossible_date", "blank_line", "unknown_hs", "", "broken_line", "other_encoding",
    ]  # fmt: skip
    assert rows[9]["same_as_line"] == "2"
    assert (
        rows[0]["ca_outcome"]
        == rows[9]["ca_outcome"]
        == rows[1]["ca_outcome"]
        == rows[11]["ca_outcome"]
        == "controlled"
    )
    assert "ca_cdsa/I 16(5)" in rows[0]["ca_clauses"]
    assert rows[0]["ca_text_date"] == "2026-06-14"
    for row in (rows[2], rows[3], rows[4], rows[7], rows[10]):
        assert {row[f"{j}_outcome"] for j in ("us", "ca", "mx", "un")} <= {"not_assessed", ""}


def test_no_cell_of_the_answers_is_a_formula(tmp_path: Path) -> None:
    _, rows = screened(tmp_path, 'name\n=1+1\n@SUM(A1)\n+A1\n-2+3\n"=HYPERLINK(""x"")"\n')
    assert len(rows) == 5
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_the_order_of_lines_stays_and_nothing_is_left_out(tmp_path: Path) -> None:
    names = ["caffeine", "fentanyl", "xylazine", "nothing known", "acetone"] * 50
    _, rows = screened(tmp_path, "name\n" + "\n".join(names) + "\n")
    assert [row["query"] for row in rows] == names


def test_a_workbook_and_an_sd_file_are_screened_too(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["Producto", "CAS"], ["fentanilo", None], [None, "67-64-1"]):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "made.xlsx")
    _, rows = screened(tmp_path, (tmp_path / "made.xlsx").read_bytes(), name="list.xlsx")
    assert [row["ca_outcome"] for row in rows] == ["controlled", "controlled"]
    from rdkit import Chem

    block = Chem.MolToMolBlock(Chem.MolFromSmiles(FENTANYL))
    _, rows = screened(tmp_path, f"{block}$$$$\nnonsense\n$$$$\n", name="list.sdf")
    assert [(row["ca_outcome"], bool(row["problem"])) for row in rows] == [
        ("controlled", False),
        ("not_assessed", True),
    ]


@pytest.mark.parametrize("text", [b"", b"colour,price\nred,1\n", "name\nx\n".encode("utf-16"), b"name\n"])
def test_a_list_of_which_nothing_can_be_screened_ends_with_two_and_leaves_no_file(tmp_path: Path, text: bytes) -> None:
    code, rows = screened(tmp_path, text)
    assert (code, rows) == (2, [])


def test_a_list_needs_a_purpose_and_a_name(tmp_path: Path) -> None:
    made = tmp_path / "list.csv"
    made.write_text("name\nfentanyl\n")
    done = tripoint("screen", "--file", str(made), "--out", str(tmp_path / "out.csv"), TRIPOINT_OPERATOR="A. Tester")
    assert (done.returncode, (tmp_path / "out.csv").exists()) == (2, False)


def test_the_answers_never_overwrite_the_list(tmp_path: Path) -> None:
    made = tmp_path / "list.csv"
    made.write_text("name\nfentanyl\n")
    done = tripoint(
        "screen", "--file", str(made), "--out", str(made), "--purpose", "made-up test",
        TRIPOINT_DESK=str(tmp_path / "desk.sqlite"), TRIPOINT_OPERATOR="A. Tester",
    )  # fmt: skip
    assert (done.returncode, made.read_text()) == (2, "name\nfentanyl\n")


def test_a_sign_that_no_reader_of_csv_bears_is_not_written_back(tmp_path: Path) -> None:
    code, rows = screened(tmp_path, b'name,cas\nfenta\x00nyl,\n"Fentanyl\nbase",437-38-7\n')
    assert code == 1
    assert rows[0]["problem"] == "unprintable"
    assert [row["query"] for row in rows] == ["fenta\ufffdnyl", "437-38-7 | Fentanyl base"]
