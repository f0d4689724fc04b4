"""Lists, places of results and numbers as nobody should give them: one error each, nothing lost, nothing left behind."""

import csv
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.processes import Ended, tripoint_here

Command = Callable[..., Ended]
LIST = "name\nfentanyl\n"


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Command:
    monkeypatch.setenv("TRIPOINT_DESK", str(tmp_path / "desk.sqlite"))
    monkeypatch.setenv("TRIPOINT_OPERATOR", "Desk 3")

    def run(*arguments: str, language: str = "en") -> Ended:
        return tripoint_here(monkeypatch, capsys, *arguments, ledger=tmp_path / "ledger", language=language)

    return run


@pytest.fixture
def made(tmp_path: Path, command: Command) -> Path:
    """A list, beside a desk with one audit line."""
    path = tmp_path / "list.csv"
    path.write_text(LIST)
    assert command("notice", "list").code == 0
    return path


def screened(command: Command, path: Path, out: Path, language: str = "en") -> Ended:
    return command("screen", "--file", str(path), "--out", str(out), "--purpose", "trial", language=language)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


VERBS = {
    "screen": ("screen", "--file", "LIST", "--purpose", "trial"),
    "order check": ("order", "check", "LIST", "--purpose", "trial"),
    "order draft": ("order", "draft", "LIST", "--order", "A", "--purpose", "trial"),
    "order show": ("order", "show", "1"),
    "notice sheet": ("notice", "sheet", "1"),
    "incident sheet": ("notice", "incident", "sheet", "1"),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("name", ["desk.sqlite", "hard.csv", "soft.csv", "desk.sqlite-wal", "ledger/x.csv"])
def test_no_result_stands_over_the_desk_or_in_the_ledger(command: Command, made: Path, verb: str, name: str) -> None:
    folder = made.parent
    (folder / "ledger").mkdir()
    os.link(folder / "desk.sqlite", folder / "hard.csv")
    (folder / "soft.csv").symlink_to(folder / "desk.sqlite")
    desk = (folder / "desk.sqlite").read_bytes()
    arguments = [str(made) if a == "LIST" else a for a in VERBS[verb]]
    refused = command(*arguments, "--out", str(folder / name))
    assert refused.code == (2 if verb == "screen" else 1)
    assert refused.error.startswith("--out: ")
    assert "nothing was written" in refused.error
    assert (folder / "desk.sqlite").read_bytes() == desk
    assert not list((folder / "ledger").iterdir())


@pytest.mark.parametrize("suffix", ["html", "csv"])
def test_a_review_does_not_stand_over_the_desk(
    command: Command, made: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    desk = made.with_name(f"desk.{suffix}")
    made.with_name("desk.sqlite").rename(desk)
    monkeypatch.setenv("TRIPOINT_DESK", f"sqlite:///{desk}")
    refused = command("law", "review", "machines_and_parts", "--purpose", "trial", "--out", str(desk))
    assert (refused.code, desk.read_bytes()[:6]) == (1, b"SQLite")


def test_two_results_of_a_rescreen_do_not_stand_over_the_list_or_the_desk(command: Command, made: Path) -> None:
    own = made.with_name("before.csv")
    made.rename(own)
    arguments = ("law", "rescreen", str(own), "--before", "2026-06-01", "--purpose", "trial", "--out")
    assert "is what is read" in command(*arguments, str(own.parent)).error
    assert "a folder is asked" in command(*arguments, str(own)).error
    assert own.read_text() == LIST


@pytest.mark.parametrize("verb", ["screen", "order check", "order draft"])
def test_a_result_does_not_stand_over_what_is_read(command: Command, made: Path, verb: str) -> None:
    (made.parent / "other.csv").symlink_to(made)
    arguments = [str(made) if a == "LIST" else a for a in VERBS[verb]]
    for out in ("list.csv", "other.csv"):
        assert "is what is read" in command(*arguments, "--out", str(made.parent / out)).error
    assert made.read_text() == LIST


@pytest.mark.parametrize(("language", "said"), [("es", "escritorio"), ("fr", "bureau")])
def test_it_is_refused_in_the_language_asked(command: Command, made: Path, language: str, said: str) -> None:
    assert said in screened(command, made, made.with_name("desk.sqlite"), language).error


def test_a_folder_or_a_pipe_is_no_place_of_a_result(command: Command, made: Path) -> None:
    os.mkfifo(made.parent / "pipe.csv")
    assert "is a folder" in screened(command, made, made.parent).error
    assert "device or a pipe" in screened(command, made, made.parent / "pipe.csv").error
    assert (made.parent / "pipe.csv").is_fifo()


@pytest.mark.parametrize("verb", ["screen", "order check", "order draft"])
def test_a_pipe_is_not_waited_for(command: Command, made: Path, verb: str) -> None:
    os.mkfifo(made.parent / "pipe.csv")
    arguments = [str(made.parent / "pipe.csv") if a == "LIST" else a for a in VERBS[verb]]
    refused = command(*arguments, "--out", str(made.parent / "out.csv"))
    assert refused.code == (2 if verb == "screen" else 1)
    assert "no regular file" in refused.error


@pytest.mark.parametrize("number", ["0", "9223372036854775808", "9" * 5000, "seven", "1.5"])
def test_a_number_that_no_record_has_is_refused(command: Command, number: str) -> None:
    for verb in (
        ("notice", "show"), ("notice", "check"), ("notice", "sheet"), ("notice", "incident", "show"), ("order", "show"), ("order", "send"),
    ):  # fmt: skip
        refused = command(*verb, number)
        assert refused.code == 1
        assert "is no number of a record" in refused.error


def test_the_largest_number_is_asked_and_not_found(command: Command) -> None:
    assert "has no report" in command("order", "send", str(2**63 - 1)).error
    assert "has none with this number" in command("notice", "show", str(2**63 - 1)).error


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGHUP, 129)])
def test_a_screening_that_is_stopped_leaves_nothing_behind(tmp_path: Path, number: signal.Signals, code: int) -> None:
    made, out = tmp_path / "list.csv", tmp_path / "out.csv"
    made.write_text("name\n" + "".join(f"no such thing {n}\n" for n in range(300_000)))
    out.write_text("of yesterday")
    command = [sys.executable, "-m", "tripoint.cli.main", "screen", "--file", made, "--out", out, "--purpose", "trial"]
    environment = os.environ | {"TRIPOINT_DESK": str(tmp_path / "desk.sqlite"), "TRIPOINT_OPERATOR": "Desk 3"}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        part = tmp_path / ".out.csv.part"
        while process.poll() is None and not (part.exists() and part.stat().st_size):
            time.sleep(0.01)
        process.send_signal(number)
        assert process.wait(30) == code
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()
    assert not part.exists()
    assert out.read_text() == "of yesterday"


def test_every_jurisdiction_of_every_line_has_an_outcome(command: Command, made: Path) -> None:
    made.write_text('name,hs\nfentanyl,\n,2933.39\n\ntoo,many,cells\n=1+1,\n"never closed,\n', encoding="utf-8")
    out = made.with_name("out.csv")
    assert screened(command, made, out).code == 1
    found = rows(out)
    assert [row["problem"] for row in found] == [
        "", "hs_only", "blank_line", "broken_line", "formula_in_cell", "broken_line",
    ]  # fmt: skip
    for row in found[1:]:
        assert {row[f"{j}_outcome"] for j in ("us", "ca", "mx", "un")} == {"not_assessed"}
        assert all(row[f"{j}_reasons"] for j in ("us", "ca", "mx", "un"))


@pytest.mark.parametrize(
    "text",
    [b"", b"\xef\xbb\xbf", b"\r\n\r\n", b"name\r\n", b"colour;price\nred;1\n", b"\0\0\0", "name\nx\n".encode("utf-16")],
)
def test_a_list_with_nothing_to_screen_ends_with_two_and_leaves_no_file(
    command: Command, made: Path, text: bytes
) -> None:
    made.write_bytes(text)
    assert screened(command, made, made.with_name("out.csv")).code == 2
    assert {p.name for p in made.parent.iterdir()} <= {"list.csv", "desk.sqlite", "desk.sqlite-wal", "desk.sqlite-shm"}


@pytest.mark.parametrize(
    "text", [b"name;cas\rfentanyl;\racetone;\r", b"\xef\xbb\xbfNOMBRE;CAS\r\nfentanilo;\r\nacetona;\r\n"]
)
def test_lines_end_as_any_system_ends_them(command: Command, made: Path, text: bytes) -> None:
    made.write_bytes(text)
    out = made.with_name("out.csv")
    screened(command, made, out)
    assert [row["ca_outcome"] for row in rows(out)] == ["controlled", "controlled"]


def test_days_beyond_the_calendar_end_with_it(command: Command) -> None:
    assert command("notice", "due", "--on", "9999-12-31", "--within", "3650").code == 0
