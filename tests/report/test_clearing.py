"""Clearing an edition: who may, what is refused, and what a report then says of itself."""

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from edition_demo import DAY, edition, finding, remark, table

from tripoint.cli.main import answer
from tripoint.present.clearances import Clearance, clearance_lines, standing
from tripoint.present.imprint import Imprint, colophon, stamps, title_lines
from tripoint.present.words import words
from tripoint.report.clearances import clearances
from tripoint.report.editions import Editions

EDITION = edition(finding(table({"place": "CA", "value": 1})))
TITLES = {"harms": "Harms to people", "drugs": "Drugs"}
UNOFFICIAL = "Not an official publication. No government has cleared this report."
Say = Callable[..., tuple[int, str]]


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """`tripoint report …` in this process, with one edition kept; gives the exit code and all that was said."""
    monkeypatch.setenv("TRIPOINT_REPORTS", str(tmp_path))
    monkeypatch.setenv("TRIPOINT_LANG", "en")
    Editions(tmp_path, words("en")).keep(EDITION)

    def run(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["tripoint", "report", *arguments])
        code = answer()
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def clear(
    say: Say, country: str = "CA", *more: str, by: str = "An office", date: str = "2026-03-31"
) -> tuple[int, str]:
    return say("clear", "--country", country, "--by", by, "--date", date, *more)


def acts(folder: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads((folder / EDITION.id / "clearances.json").read_text())
    return found


def test_a_clearance_is_kept_with_its_office_and_day(say: Say, tmp_path: Path) -> None:
    code, said = clear(say)
    assert code == 0
    assert "Cleared by Canada (An office, March 31, 2026)." in said
    assert acts(tmp_path) == [
        {"act": "cleared", "country": "CA", "by": "An office", "date": "2026-03-31", "chapters": []}
    ]


def test_others_are_added_and_none_is_lost(say: Say, tmp_path: Path) -> None:
    for country in ("CA", "MX", "US"):
        assert clear(say, country)[0] == 0
    assert [act["country"] for act in acts(tmp_path)] == ["CA", "MX", "US"]


def test_a_part_is_cleared_by_chapters_and_all_of_them_are_the_whole(say: Say, tmp_path: Path) -> None:
    assert "Cleared in part by Canada" in clear(say, "CA", "--chapter", "drugs")[1]
    assert "Cleared by Mexico" in clear(say, "MX", "--chapter", "harms", "--chapter", "drugs")[1]
    assert [act["chapters"] for act in acts(tmp_path)] == [["drugs"], []]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"country": "FR"}, "'FR' is no country of this report"),
        ({"date": "2999-01-01"}, "2999-01-01 has not come yet"),
        ({"date": "March"}, "'March' is not a date"),
        ({"by": "  "}, "the name of the office is empty"),
        ({"by": "Office 漢"}, "these characters cannot be printed: 漢"),
        ({"chapter": "weather"}, "there is no chapter 'weather'"),
        ({"edition": "1999"}, "no edition is kept under the name '1999'"),
        ({"edition": ""}, "no edition is kept under the name ''"),
    ],
)
def test_what_cannot_be_is_refused_with_a_cure_and_nothing_is_kept(
    say: Say, tmp_path: Path, changed: dict[str, str], message: str
) -> None:
    options = {"country": "CA", "by": "An office", "date": "2026-03-31"} | changed
    code, said = say("clear", *(part for name, value in options.items() for part in (f"--{name}", value)))
    assert code == 1
    assert message in said
    assert len(said.strip().splitlines()) == 2
    assert not (tmp_path / EDITION.id / "clearances.json").exists()


def test_the_same_office_clears_the_same_thing_once(say: Say, tmp_path: Path) -> None:
    clear(say)
    code, said = clear(say, by="an  OFFICE", date="2026-04-01")
    assert (code, len(acts(tmp_path))) == (1, 1)
    assert "this office cleared it already, on March 31, 2026" in said
    assert clear(say, "CA", "--chapter", "drugs")[0] == 1, "a part of what it cleared whole"
    assert clear(say, by="Another office")[0] == 0


def test_whoever_cleared_a_part_may_clear_the_whole(say: Say) -> None:
    clear(say, "CA", "--chapter", "drugs")
    assert clear(say)[0] == 0


def test_a_withdrawal_stays_on_record_beside_what_it_takes_back(say: Say, tmp_path: Path) -> None:
    clear(say)
    code, said = say("withdraw", "--country", "CA", "--by", "An office", "--date", "2026-04-02")
    assert code == 0
    assert UNOFFICIAL in said
    assert "Canada withdrew its clearance (An office, April 2, 2026)." in said
    assert [act["act"] for act in acts(tmp_path)] == ["cleared", "withdrawn"]
    assert clear(say)[0] == 0, "it may clear it again"


def test_nobody_withdraws_what_it_has_not_cleared(say: Say) -> None:
    clear(say)
    code, said = say("withdraw", "--country", "MX", "--by", "An office", "--date", "2026-04-02")
    assert code == 1
    assert "Mexico has cleared nothing of it" in said


def test_clearances_that_cannot_be_read_are_an_error_and_not_none(say: Say, tmp_path: Path) -> None:
    (tmp_path / EDITION.id / "clearances.json").write_text('[{"country": "CA"}]')
    code, said = clear(say)
    assert code == 1
    assert "these clearances cannot be read" in said


def test_editions_lists_the_last_published_and_who_cleared_it(say: Say) -> None:
    clear(say)
    code, said = say("editions")
    assert code == 0
    assert f"{EDITION.id} (published last)" in said
    assert "Not cleared by: United States, Mexico." in said


def test_diff_names_both_editions_and_their_clearances(say: Say, tmp_path: Path) -> None:
    other = edition(finding(table({"place": "CA", "value": 2})), version="2.0")
    Editions(tmp_path, words("en")).keep(other)
    clear(say, "CA", "--edition", EDITION.id)
    code, said = say("diff", EDITION.id, other.id)
    assert code == 0
    assert (
        said.index(f"From edition {EDITION.id}")
        < said.index("Cleared by Canada")
        < said.index(f"To edition {other.id}")
    )
    assert "CA: value 1 → 2" in said
    as_json = json.loads(say("diff", EDITION.id, other.id, "--json")[1])
    assert as_json["findings"][0]["tables"][0]["cells"] == [
        {"row": {"place": "CA"}, "column": "value", "old": 1, "new": 2}
    ]
    assert as_json["old"]["clearances"][0]["country"] == "CA"


def test_an_option_before_the_verb_is_refused_and_not_ignored(say: Say) -> None:
    code, said = say("--draft", "clear", "--country", "CA", "--by", "An office", "--date", "2026-03-31")
    assert code == 1
    assert "--draft: it stands before `clear`" in said


# what the report says of itself


def act(country: str = "CA", kind: str = "cleared", chapters: tuple[str, ...] = ()) -> Clearance:
    return Clearance.model_validate(
        {"act": kind, "country": country, "by": "Office", "date": DAY, "chapters": chapters}
    )


def test_whoever_cleared_nothing_is_named() -> None:
    lines = clearance_lines((act("CA"), act("MX", chapters=("drugs",))), TITLES, words("en"))
    assert lines == (
        "Cleared by Canada (Office, March 1, 2026).",
        "Cleared in part by Mexico (Office, March 1, 2026), chapters: Drugs.",
        "Not cleared by: United States.",
    )


def test_cleared_by_all_it_names_nobody_else_and_by_none_it_says_that_it_is_not_official() -> None:
    everyone = clearance_lines(tuple(map(act, ("CA", "MX", "US"))), TITLES, words("en"))
    assert not any("Not cleared" in line for line in everyone)
    assert clearance_lines((), TITLES, words("en")) == (UNOFFICIAL,)


def test_a_withdrawal_takes_back_only_what_its_country_gave_before() -> None:
    given = (act("CA"), act("MX"), act("CA", "withdrawn"), act("CA", chapters=("drugs",)))
    assert standing(given) == (given[1], given[3])


def test_the_edition_stands_on_the_title_page_and_at_the_end_in_every_language() -> None:
    imprint = Imprint(known_on=DAY, is_edition=True, edition=EDITION.id)
    for language in ("en", "es", "fr"):
        assert any(EDITION.id in line for line in title_lines(imprint, TITLES, words(language)))
        assert any(EDITION.id in line for line in colophon(imprint, words(language)))


def test_a_report_is_stamped_for_what_it_is_and_else_not_at_all() -> None:
    plain = Imprint(known_on=DAY, is_edition=True, edition=EDITION.id)
    assert stamps(plain, (), words("en")) == ()
    assert stamps(replace(plain, is_draft=True), (), words("en")) == ("Draft – not cleared",)
    assert stamps(replace(plain, is_draft=True, clearances=(act(),)), (), words("en")) == ("Draft",)
    assert stamps(replace(plain, audience="governments"), (), words("en")) == ("For the three governments only",)


def test_a_remark_makes_another_edition_so_that_nobody_has_cleared_it(say: Say, tmp_path: Path) -> None:
    clear(say)
    remarked = edition(*EDITION.content.findings, remarks=(remark(),))
    own = Editions(tmp_path, words("en")).keep(remarked)
    assert clearances(own, words("en")) == ()
    assert clearances(tmp_path / EDITION.id, words("en")) != ()
