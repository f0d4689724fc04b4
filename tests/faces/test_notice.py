"""`tripoint notice …` as a user runs it: its words in three languages, JSON, sheets, refusals."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.controls.notices_made import INCIDENT, NOTICE
from tests.faults.processes import Ended, tripoint_here
from tripoint.present.law_citations import cited
from tripoint.registry.notice_form import fields_of

Command = Callable[..., Ended]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Command:
    monkeypatch.setenv("TRIPOINT_DESK", str(tmp_path / "desk.sqlite"))
    monkeypatch.setenv("TRIPOINT_OPERATOR", "Desk 3")

    def run(*arguments: str, language: str = "en") -> Ended:
        return tripoint_here(monkeypatch, capsys, "notice", *arguments, ledger=tmp_path / "ledger", language=language)

    return run


def sets(values: dict[str, str], **changed: str) -> list[str]:
    return [part for name, value in {**values, **changed}.items() for part in ("--set", f"{name}={value}")]


def sent(command: Command) -> None:
    """One notice, sent on 2026-03-11, answer awaited up to 2026-03-18."""
    for arguments in (["new", *sets(NOTICE)], ["check", "1"], ["send", "1", "--on", "2026-03-11"]):
        assert command(*arguments).code == 0


def test_a_notice_goes_its_way(command: Command) -> None:
    assert command("new", *sets(NOTICE)).out == "Notice 1, outgoing: draft (version 1)\n"
    assert command("change", "1", "--set", "quantity=30 KG").out == "Notice 1, outgoing: draft (version 2)\n"
    assert command("check", "1", "--version", "2").out.startswith("Notice 1, outgoing: checked (version 3)\n")
    assert command("send", "1", "--on", "2026-03-11").out.startswith(
        "Notice 1, outgoing: sent (version 4)\nSent on March 11, 2026\nAnswer awaited by March 18, 2026\n"
    )
    assert command("answer", "1", "objection", "--on", "2026-03-12").out.startswith(
        "Notice 1, outgoing: answered, objects to the shipment (version 5)\n"
    )
    shown = command("show", "1").out
    assert "  Exporting country: Canada (CA)\n" in shown
    assert "  Quantity to be exported: 30 kg\n" in shown
    assert len(re.findall(r"^  2\d{3}-\d\d-\d\dT\S+Z  \w+  Desk 3$", shown, re.M)) == 5


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "1  outgoing  CA → MX  acetic anhydride, 25.5 kg  sent\n"),
        ("es", "1  de salida  CA → MX  acetic anhydride, 25.5 kg  enviado\n"),
        ("fr", "1  sortant  CA → MX  acetic anhydride, 25,5 kg  envoyé\n"),
    ],
)
def test_the_list_speaks_three_languages(command: Command, language: str, words: str) -> None:
    sent(command)
    assert command("list", language=language).out == words
    assert command("list", "--state", "draft", language=language).out != words


def test_json_tells_the_same_to_machines(command: Command) -> None:
    sent(command)
    (listed,) = json.loads(command("list", "--json", language="fr").out)
    shown = json.loads(command("show", "1", "--json").out)
    assert {name: shown[name] for name in listed} == listed
    assert (listed["state"], listed["sent_on"], listed["reply_by"], listed["fields"]) == (
        "sent", "2026-03-11", "2026-03-18", NOTICE,
    )  # fmt: skip
    assert [step["step"] for step in shown["steps"]] == ["new", "check", "send"]


@pytest.mark.parametrize(
    ("language", "message", "cure"),
    [
        ("en", "notice, quantity: '25' is not a quantity with its unit.", "Write a number"),
        ("es", "notice, quantity: «25» no es una cantidad con su unidad.", "Escriba un número"),
        ("fr", "notice, quantity: «\u00a025\u00a0» n’est pas une quantité avec son unité.", "Écrivez un nombre"),
    ],
)
def test_a_fault_is_told_with_its_cure_and_the_exit_code_is_1(
    command: Command, language: str, message: str, cure: str
) -> None:
    ended = command("new", "--set", "quantity=25", language=language)
    head, below = ended.error.splitlines()
    assert (ended.code, ended.out, head) == (1, "", message)
    assert below.strip().startswith(cure)
    assert command("list", "--json").out == "[]\n"


def test_due_tells_what_is_overdue(command: Command) -> None:
    sent(command)
    assert command("due", "--on", "2026-03-12", "--within", "5").out == "No answer is awaited in this time.\n"
    assert command("due", "--on", "2026-03-12").out.endswith("sent  awaited by March 18, 2026\n")
    assert command("due", "--on", "2026-03-18", "--within", "0").out.endswith("sent  awaited by March 18, 2026\n")
    assert command("due", "--on", "2026-03-19").out.endswith("sent  overdue since March 18, 2026\n")
    (found,) = json.loads(command("due", "--on", "2026-03-19", "--json").out)
    assert found["is_overdue"] is True


@pytest.mark.parametrize(
    ("language", "title", "denial", "mark"),
    [
        ("en", "Hand-over sheet", "It is no form of the International Narcotics Control Board", "[unverified]"),
        ("es", "Hoja de traspaso", "No es un formulario de la Junta Internacional", "[sin verificar]"),
        ("fr", "Fiche de transmission", "Ce n’est pas un formulaire de l’Organe international", "[non vérifié]"),
    ],
)
@pytest.mark.parametrize("record", ["notice", "incident"])
def test_a_sheet_says_what_it_is_not_and_which_fields_are_unverified(
    command: Command, record: str, language: str, title: str, denial: str, mark: str
) -> None:
    sent(command)
    command("incident", "new", *sets(INCIDENT))
    verb = ["sheet"] if record == "notice" else ["incident", "sheet"]
    text = command(*verb, "1", language=language).out
    assert text.startswith(f"{title}\n")
    assert denial in text
    fields = fields_of("notice" if record == "notice" else "incident")
    for field in fields.values():
        (line,) = [found for found in text.splitlines() if found.startswith(field.titles[language] + (
            "\u00a0:" if language == "fr" else ":"
        ))]  # fmt: skip
        assert f"[{cited(field.read_in, language)}]" in line
        assert line.endswith(mark) == (not field.is_verified)


def test_a_sheet_as_csv_holds_every_field_with_its_code(command: Command, tmp_path: Path) -> None:
    sent(command)
    file = tmp_path / "sheet.csv"
    assert command("sheet", "1", "--csv", "--out", str(file), language="es").out == ""
    about, *rows = csv.DictReader(io.StringIO(file.read_text("utf-8")))
    assert (about["field"], about["title"]) == ("about", "Hoja de traspaso")
    assert "No es un formulario" in about["value"]
    assert {row["field"]: row["value"] for row in rows if row["value"]} == NOTICE
    assert [row["field"] for row in rows if row["verified"] == "no"] == ["pen_number"]


def test_an_incident_is_entered_listed_and_shown(command: Command) -> None:
    assert command("incident", "new", *sets(INCIDENT)).out == (
        "1  stopped shipment  2026-03-01  MX  acetic anhydride, 200 L\n"
    )
    assert command("incident", "list", language="es").out.startswith("1  envío detenido  2026-03-01  MX")
    assert "  Pays de l’incident\u00a0: Mexique (MX)\n" in command("incident", "show", "1", language="fr").out
    (listed,) = json.loads(command("incident", "list", "--json").out)
    assert (listed["recorded_by"], listed["fields"]) == ("Desk 3", INCIDENT)


def test_audit_lines_name_who_and_why_and_verify_finds_a_touched_one(command: Command, tmp_path: Path) -> None:
    import sqlite3

    command("new", *sets(NOTICE), "--purpose", "trial of March")
    command("list")
    told = command("audit").out.splitlines()
    assert [line.split("  ")[2:] for line in told] == [
        ["Desk 3", "notice.new", "notice 1, version 1", "trial of March"],
        ["Desk 3", "notice.list", "all", "keeping of notices"],
        ["Desk 3", "audit.list", "20", "keeping of notices"],
    ]
    ended = command("audit", "--verify")
    assert ended.code == 0
    assert ended.out.startswith("Audit lines: 3, none altered.\nHash of the last line, to be kept elsewhere: ")
    with sqlite3.connect(tmp_path / "desk.sqlite") as connection:
        connection.execute("DROP TRIGGER audit_lines_update")
        connection.execute("UPDATE audit_lines SET who = 'nobody' WHERE line = 2")
    ended = command("audit", "--verify", language="fr")
    assert (ended.code, ended.out) == (1, "La ligne d’audit 2 a été altérée, ou une ligne précédente manque.\n")


def test_a_substance_that_no_text_held_names_is_told_and_leaves_the_notice_a_draft(command: Command) -> None:
    command("new", *sets(NOTICE, substance="banana"))
    for language, said in (
        ("en", "no text that is held names 'banana' (CA, MX)."),
        ("es", "ningún texto disponible nombra «banana» (CA, MX)."),
        ("fr", "aucun texte disponible ne nomme «\u00a0banana\u00a0» (CA, MX)."),
    ):
        ended = command("check", "1", language=language)
        assert (ended.code, ended.out) == (1, "")
        assert said in ended.error
    assert "  UN conventions: not assessed\n" in command("check", "1").error
    assert command("show", "1").out.startswith("Notice 1, outgoing: draft (version 1)\n")
    assert command("check", "1", "--not-in-texts").out.startswith("Notice 1, outgoing: checked (version 2)\n")
    assert "checked, though no text held names the substance  Desk 3" in command("show", "1").out


def test_a_substance_is_asked_of_both_countries_in_any_language(command: Command) -> None:
    command("new", *sets(NOTICE, substance="anhídrido acético"))
    told = command("check", "1", language="fr").out
    assert "  Canada\u00a0: réglementé" in told
    assert "  Mexique\u00a0: réglementé" in told
    assert "  Conventions de l’ONU\u00a0: non évalué" in told
    assert "États-Unis" not in told


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"substance": "a name of nothing"}, 1), ({"substance": "108-24-8"}, 1), ({"substance": "acetic anhydride"}, 0)],
)
def test_where_no_law_of_the_countries_is_held_only_what_cannot_be_looked_up_is_refused(
    command: Command, changed: dict[str, str], code: int
) -> None:
    command("new", *sets(NOTICE, exporting_country="DE", importing_country="FR", **changed))
    ended = command("check", "1")
    assert ended.code == code
    assert "Not assessed, since no law of it is held: Germany, France" in ended.out + ended.error


def test_a_deadline_names_the_text_it_rests_on_and_its_day(command: Command) -> None:
    command("new", *sets(NOTICE))
    command("check", "1")
    told = command("send", "1", "--on", "2026-03-11").out
    assert "This day rests on [SOR/2002-359, ss. 34(e) and 71(d)]: days 7; the text held is of June 14, 2026\n" in told
    command("new", *sets(NOTICE))
    command("check", "2")
    assert "rests on" not in command("send", "2", "--on", "2026-03-11", "--deadline", "2026-03-30").out


def emptied(file: Path, *statements: str) -> None:
    """What somebody with the file in hand can do, triggers or not."""
    import sqlite3

    with sqlite3.connect(file) as connection:
        for trigger in ("audit_lines_update", "audit_lines_delete"):
            connection.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (
            "DELETE FROM audit_lines",
            "Notice 1: audit lines of it are missing\nIncident 1: audit lines of it are missing\n",
        ),
        ("DELETE FROM audit_lines WHERE line > 2", "Notice 1: audit lines of it are missing\nIncident 1: audit lines"),
        ("UPDATE notices SET reply_by = '2026-05-01'", "Notice 1: it is not what its last audit line has sealed\n"),
        ("UPDATE incidents SET fields = replace(fields, '200 L', '2 L')", "Incident 1: it is not what its last"),
        ("DELETE FROM incidents", "Incident 1: audit lines tell of it, and it is not there any more\n"),
    ],
)
def test_records_that_do_not_fit_the_audit_lines_are_told(
    command: Command, tmp_path: Path, statement: str, told: str
) -> None:
    sent(command)
    command("incident", "new", *sets(INCIDENT))
    assert command("audit", "--verify").code == 0
    emptied(tmp_path / "desk.sqlite", statement)
    ended = command("audit", "--verify")
    assert ended.code == 1
    assert all(line in ended.out for line in told.splitlines())


@pytest.mark.parametrize(("operator", "purpose", "code"), [("a\tb", "p", "TRIPOINT_OPERATOR"), ("x", " ", "--purpose")])
def test_without_a_name_and_a_purpose_nothing_is_asked(
    command: Command, monkeypatch: pytest.MonkeyPatch, operator: str, purpose: str, code: str
) -> None:
    monkeypatch.setenv("TRIPOINT_OPERATOR", operator)
    ended = command("list", "--purpose", purpose)
    assert (ended.code, ended.out) == (1, "")
    assert code in ended.error


def test_a_desk_that_is_none_is_told_in_the_users_language(command: Command, tmp_path: Path) -> None:
    (tmp_path / "desk.sqlite").write_bytes(b"a letter " * 300)
    ended = command("list", language="es")
    assert ended.code == 1
    assert ended.error.startswith(f"{tmp_path / 'desk.sqlite'}: este no es un escritorio de Tripoint")
    assert "Traceback" not in ended.error


def test_the_fields_can_be_looked_up_without_a_desk(command: Command, tmp_path: Path) -> None:
    assert (
        "  exporter_name\u00a0: Exportateur, nom de l’entreprise, demandé  [Convention de 1988, art. 12(10)a)(i)]\n"
        in (command("fields", language="fr").out)
    )
    assert len(json.loads(command("fields", "--json").out)) == len(fields_of("notice")) + len(fields_of("incident"))
    assert not (tmp_path / "desk.sqlite").exists()


def test_help_loads_no_database() -> None:
    import subprocess
    import sys

    program = (
        "import sys; sys.argv = ['tripoint', 'notice', '--help']\nfrom tripoint.cli.main import answer\nanswer()\n"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'sqlalchemy', 'alembic', 'pg8000'}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
