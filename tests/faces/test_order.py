"""`tripoint order …` as a supplier runs it."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.faults.processes import Ended, tripoint_here

Command = Callable[..., Ended]
HEADER = "order_id,date,customer,seller_country,item,quantity,unit,payment,delivery,stated_use,identity_verified\n"
LINES = (
    "A1,2026-03-02,Example Labs,CA,acetic anhydride,2,kg,transfer,freight,coatings,yes\n"
    "A2,2026-03-05,Example Labs,CA,acetic anhydride,2,kg,cash,pick_up,,no\n"
    "A3,2026-03-06,Other Works,MX,tableteadora,1,unidades,virement,freight,,\n"
    "A4,2026-02-30,Other Works,CA,acetone,1,kg,,,,\n"
)


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Command:
    monkeypatch.setenv("TRIPOINT_DESK", str(tmp_path / "desk.sqlite"))
    monkeypatch.setenv("TRIPOINT_OPERATOR", "Desk 3")

    def run(*arguments: str, language: str = "en") -> Ended:
        return tripoint_here(monkeypatch, capsys, "order", *arguments, ledger=tmp_path / "none", language=language)

    return run


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    path = tmp_path / "orders.csv"
    path.write_text(HEADER + LINES, encoding="utf-8")
    return path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def checked(command: Command, orders: Path, **options: str) -> list[dict[str, str]]:
    out = orders.with_name("judged.csv")
    assert command("check", str(orders), "--out", str(out), "--purpose", "trial", **options).code == 1
    return rows(out)


def test_every_line_has_a_row_in_its_order_and_a_bad_one_its_reason(command: Command, orders: Path) -> None:
    found = checked(command, orders)
    assert [row["line"] for row in found] == ["2", "3", "4", "5"]
    assert [row["named_as"] for row in found] == ["listed_chemical", "listed_chemical", "not_assessed", ""]
    assert found[1]["flags"] == "payment_uncommon delivery_uncommon use_not_stated identity_not_verified"
    assert "2026-02-30" in found[3]["problem"]


def test_the_reasons_are_in_the_language_asked(command: Command, orders: Path) -> None:
    assert "método de pago" in checked(command, orders, language="es")[1]["why"]
    assert "mode de paiement" in checked(command, orders, language="fr")[1]["why"]


def test_a_quantity_without_a_threshold_held_is_never_called_below(command: Command, orders: Path) -> None:
    assert checked(command, orders)[2]["threshold"] == "threshold not held"


def test_a_draft_names_recipient_deadline_and_end_of_records_and_comes_back_answered(
    command: Command, orders: Path
) -> None:
    sheet = command("draft", str(orders), "--order", "A2", "--aware", "2026-03-05", "--purpose", "trial").out
    assert "Suspicious transaction record [SOR/2002-359, s. 86(1)]" in sheet
    assert "By: on becoming aware of it, March 5, 2026" in sheet
    assert "Record kept until: March 5, 2028 (2 years) [SOR/2002-359, s. 85(7)(a)]" in sheet
    assert "Never show it to the customer." in sheet
    again = command("draft", str(orders), "--order", "A2", "--aware", "2026-03-05", "--purpose", "trial").out
    assert again == sheet
    assert command("list").out.count("\n") == 1
    assert command("feedback", "1", "stop").code != 0, "what was not sent cannot be answered"
    assert command("send", "1", "--on", "2026-03-06").code == 0
    assert command("feedback", "1", "stop", "--text", "wait", "--on", "2026-03-07").code == 0
    assert checked(command, orders)[0]["earlier_feedback"] == "the regulator said: stop (wait), March 7, 2026"
    assert checked(command, orders)[2]["earlier_feedback"] == ""


def test_nothing_is_drafted_for_an_order_without_flags(command: Command, orders: Path) -> None:
    orders.write_text(HEADER + "B1,2026-03-02,X Ltd,CA,sucrose,2,kg,transfer,freight,food,yes\n", encoding="utf-8")
    refused = command("draft", str(orders), "--order", "B1", "--purpose", "trial")
    assert refused.code != 0
    assert "no report is drafted" in refused.error


def test_bytes_that_are_no_text_lose_only_their_line(command: Command, orders: Path) -> None:
    orders.write_bytes(HEADER.encode() + b"\xff\xfe bad\n" + LINES.encode())
    found = checked(command, orders)
    assert [row["line"] for row in found] == ["2", "3", "4", "5", "6"]
    assert "has not the cells of the header" in found[0]["problem"]


def test_a_file_as_a_spreadsheet_of_another_country_saves_it_is_read_alike(command: Command, orders: Path) -> None:
    expected = checked(command, orders)
    orders.write_text((HEADER + LINES).replace(",", ";").replace("Works", "Société"), encoding="cp1252")
    assert checked(command, orders) == expected


def test_days_of_a_workbook_are_days(command: Command, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADER.strip().split(",")[:7])
    book.active.append(["A1", date(2026, 3, 2), "Example Labs", "CA", "acetone", 2, "kg"])
    book.active.append(["A2", date(2026, 3, 2), "Example Labs", "CA", "acetone", "=1+1", "kg"])
    book.save(tmp_path / "orders.xlsx")
    found = checked(command, tmp_path / "orders.xlsx")
    assert [row["problem"] for row in found] == ["", "a cell of the line holds a formula. Write the value itself."]


def test_a_formula_never_reaches_the_result(command: Command, orders: Path) -> None:
    orders.write_text(HEADER + "=1+1,2026-03-02,X Ltd,CA,acetone,2,kg,,,,\n", encoding="utf-8")
    assert not checked(command, orders)[0]["order_id"].startswith("=")


def test_a_file_without_the_columns_is_refused_with_their_names(command: Command, orders: Path) -> None:
    orders.write_text("a,b\n1,2\n", encoding="utf-8")
    refused = command("check", str(orders), "--out", str(orders.with_name("x.csv")), "--purpose", "trial")
    assert refused.code == 1
    assert "seller_country" in refused.error


def test_a_purpose_is_asked(command: Command, orders: Path) -> None:
    refused = command("check", str(orders), "--out", str(orders.with_name("x.csv")), "--purpose", " ")
    assert refused.code == 1
    assert "--purpose" in refused.error


@pytest.mark.parametrize(("language", "word"), [("en", "customer"), ("es", "cliente"), ("fr", "client")])
def test_checklists_say_what_to_do_and_where_it_was_read(command: Command, language: str, word: str) -> None:
    printed = command("checklist", "manufacturer", language=language).out
    assert word in printed
    assert "[21 USC 830(a)(3); LFCPQ, art. 13]" in printed


def drafts(command: Command, orders: Path, line: str, **options: str) -> Ended:
    """Draft of one synthetic order."""
    orders.write_text(HEADER + line + "\n", encoding="utf-8")
    return command("draft", str(orders), "--order", "S1", "--purpose", "trial", **options)


def test_a_controlled_substance_is_not_drafted_as_a_listed_chemical(command: Command, orders: Path) -> None:
    for country, day in (("CA", "2026-03-05"), ("MX", "2023-05-04"), ("US", "2024-10-01")):
        refused = drafts(command, orders, f"S1,{day},Synthetic Ltd,{country},fentanyl,1,g,cash,pick_up,,no")
        assert refused.code != 0
        assert "a controlled substance, not a listed chemical" in refused.error


def test_a_machine_in_canada_is_registered_before_its_importation_and_its_sale_is_not_reported(
    command: Command, orders: Path
) -> None:
    line = "S1,2026-03-05,Synthetic Ltd,CA,tablet press,1,units,cash,pick_up,,no"
    said = drafts(command, orders, line).error
    assert "registers the importation with the Minister before [S.C. 1996, c. 19, s. 46.3]" in said
    assert "art. 46.3" in drafts(command, orders, line, language="es").error
    assert "enregistre d’abord l’importation" in drafts(command, orders, line, language="fr").error


def test_the_law_is_that_of_the_day_of_the_order(command: Command, orders: Path) -> None:
    of_the_day = drafts(command, orders, "S1,2023-05-04,Synthetic Ltd,MX,acetona,1,kg,cash,pick_up,,no").out
    assert "The goods are named in: " in of_the_day
    assert "ot assessed" not in of_the_day
    later = drafts(command, orders, "S1,2026-03-05,Synthetic Ltd,MX,acetona,1,kg,cash,pick_up,,no").out
    assert "Not assessed for March 5, 2026: the text held covers November 24, 2009 to May 4, 2023" in later
    assert "whether the duty applied on the day of the order is not assessed" in later


def test_the_72_hours_of_section_86_1_are_told_as_not_in_force_in_the_text_held(command: Command, orders: Path) -> None:
    said = drafts(command, orders, "S1,2026-06-10,Synthetic Ltd,CA,acetone,1,kg,cash,pick_up,,no").out
    assert "Not in force in the text held as of June 14, 2026, which gives no day; look whether it is now" in said
    assert "within 72 hours" in said


def test_orders_of_tomorrow_and_awareness_before_the_order_are_refused(command: Command, orders: Path) -> None:
    said = drafts(command, orders, "S1,9999-03-05,Synthetic Ltd,CA,acetone,1,kg,cash,pick_up,,no")
    assert said.code != 0
    orders.write_text(HEADER + "S1,2026-03-05,Synthetic Ltd,CA,acetone,1,kg,cash,,,\n", encoding="utf-8")
    for day in ("2026-03-04", "2999-01-01"):
        refused = command("draft", str(orders), "--order", "S1", "--aware", day, "--purpose", "trial")
        assert refused.code != 0
        assert f"{day} cannot be" in refused.error


def test_a_sheet_cites_the_law_of_its_own_country(command: Command, orders: Path) -> None:
    said = drafts(command, orders, "S1,2026-03-05,Synthetic Ltd,CA,acetone,1,kg,cash,pick_up,,no").out
    assert "uncommon in this trade. [SOR/2002-359, s. 86(2)(e)]" in said
    assert "uncommon in this trade. [21 USC" not in said


def test_one_thing_named_once_in_english_and_once_in_french_is_a_repeated_line(command: Command, orders: Path) -> None:
    lines = (
        "B1,2026-06-10,Example Labs,CA,acetic anhydride,900,kg,transfer,freight,coatings,yes\n"
        "B1,2026-06-10,Example Labs,CA,anhydride acétique,900000,g,transfer,freight,coatings,yes\n"
        "B1,2026-06-10,Example Labs,CA,acetone,900,kg,transfer,freight,coatings,yes\n"
    )
    orders.write_text(HEADER + lines, encoding="utf-8")
    first, second, third = checked(command, orders)
    assert "B1 (2)" in second["problem"]
    assert "orders_split" not in first["flags"]
    assert (first["problem"], third["problem"]) == ("", "")


@pytest.mark.parametrize("word", ["domicilio", "Domicile", "residence", "à domicile", "a un domicilio particular"])
def test_a_delivery_to_a_residence_is_read_in_the_words_of_three_languages(
    command: Command, orders: Path, word: str
) -> None:
    line = f"C1,2026-06-10,Example Labs,CA,acetic anhydride,2,kg,transfer,{word},coatings,yes\n"
    orders.write_text(HEADER + line, encoding="utf-8")
    command("check", str(orders), "--out", str(orders.with_name("judged.csv")), "--purpose", "trial")
    (row,) = rows(orders.with_name("judged.csv"))
    assert "delivery_uncommon" in row["flags"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "it was sent before, and only a draft can be sent."),
        ("es", "ya se envió, y solo puede enviarse un borrador."),
        ("fr", "il a déjà été envoyé, et seule une ébauche peut être envoyée."),
    ],
)
def test_where_a_report_stands_is_told_in_words(command: Command, orders: Path, language: str, said: str) -> None:
    command("draft", str(orders), "--order", "A2", "--aware", "2026-03-05", "--purpose", "trial")
    assert command("send", "1", "--on", "2026-03-06", "--purpose", "trial").code == 0
    ended = command("send", "1", "--on", "2026-03-06", "--purpose", "trial", language=language)
    assert said in ended.error
