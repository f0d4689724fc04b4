"""The command line on the shipped edition, as a person types it."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tripoint.findings.catalogue import QUESTIONS

PROGRAM = Path(sys.executable).parent / "tripoint"


def tripoint(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "TRIPOINT_LEDGER": "/nonexistent/ledger", "TRIPOINT_LANG": "en", **environment}
    return subprocess.run([str(PROGRAM), *arguments], env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.name)
def test_every_finding_answers_as_text_json_and_csv(question) -> None:  # type: ignore[no-untyped-def]
    text = tripoint("ask", question.name)
    assert text.returncode == 0, text.stderr
    answer = json.loads(tripoint("ask", question.name, "--json").stdout)
    assert answer["finding"] == question.name
    assert answer["tables"]
    rows = list(csv.DictReader(io.StringIO(tripoint("ask", question.name, "--csv").stdout)))
    assert len(rows) == sum(len(table["rows"]) for table in answer["tables"])


@pytest.mark.parametrize("verb", ["sources", "ingest", "ask", "report"])
def test_the_help_of_every_verb_has_an_example(verb: str) -> None:
    assert f"Example: tripoint {verb}" in tripoint(verb, "--help").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ask", "nonsense"), "there is no finding 'nonsense'"),
        (("ask", "border_drug_seizures", "--as-of", "tomorrow"), "'tomorrow' is not a date"),
        (("ask", "border_drug_seizures", "--substance", "unobtainium"), "unobtainium"),
        (("ask", "border_drug_seizures", "--place", "US-ZZ"), "US-ZZ"),
        (("ask", "sources_held", "--place", "US-TX"), "cannot be filtered by place"),
        (("sources", "--lang", "de"), "'de' is not a language of Tripoint"),
        (("ingest", "--from", "/nonexistent/folder"), "no such folder"),
        (("ingest",), "the folder with the publishers' files is not given"),
    ],
)
def test_a_wrong_word_gives_one_error_with_a_cure_and_no_traceback(arguments: tuple[str, ...], said: str) -> None:
    done = tripoint(*arguments)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) <= 3


def test_an_answer_as_of_a_day_before_anything_was_known_is_empty_and_says_so() -> None:
    answer = json.loads(tripoint("ask", "border_drug_seizures", "--as-of", "1999-01-01", "--json").stdout)
    assert answer["record_count"] == 0
    assert answer["as_of"] == "1999-01-01"


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_sources_are_listed_in_each_language(language: str) -> None:
    done = tripoint("sources", "--lang", language)
    assert done.returncode == 0, done.stderr
    for name in ("us_cbp_drugs", "mx_sesnsp_federal", "ca_infobase_harms", "int_official_statements"):
        assert f"{name}: " in done.stdout


def test_what_a_mark_in_a_table_means_is_said_under_it() -> None:
    said = tripoint("ask", "border_drug_seizures").stdout
    assert "a year marked * is not whole" in said
