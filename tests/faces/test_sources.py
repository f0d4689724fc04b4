"""`tripoint sources` and `tripoint fetch`, as a person types them."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.faces.test_ask import tripoint
from tripoint.sources.catalogue import sources


def test_sources_say_what_is_stale_on_a_day() -> None:
    done = tripoint("sources", "--as-of", "2026-06-10")
    assert done.returncode == 0, done.stderr
    assert "newest period December 2025, recorded March 11, 2026, stale since April 16, 2026" in done.stdout
    assert "newest period April 2026, recorded June 6, 2026, next expected July 5, 2026" in done.stdout
    last = done.stdout.strip().splitlines()[-1]
    assert last.startswith("Stale on June 10, 2026: ")
    assert "us_cbp_drugs" in last
    assert "mx_sesnsp_federal" not in last


def test_sources_before_anything_was_held_say_so() -> None:
    done = tripoint("sources", "--as-of", "1999-01-01")
    assert done.returncode == 0, done.stderr
    assert "nothing held then" in done.stdout
    assert "records of" not in done.stdout
    assert "Stale" not in done.stdout


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "for a user's own copy; never in edition or report"), ("es", "para la copia propia de cada usuario"),
     ("fr", "pour la copie propre de chaque utilisateur")],
)  # fmt: skip
def test_a_source_of_a_users_own_copy_says_so_in_each_language(language: str, words: str) -> None:
    own = [member for member in sources().values() if member.is_own_copy]
    assert tripoint("sources", "--lang", language).stdout.count(words) == len(own) > 0


def test_sources_are_given_to_machines_as_json_and_csv() -> None:
    answer = json.loads(tripoint("sources", "--as-of", "2026-06-10", "--json").stdout)
    assert answer["as_of"] == "2026-06-10"
    listed = {member["source"]: member for member in answer["sources"]}
    assert list(listed) == list(sources())
    (drugs,) = listed["us_cbp_drugs"]["series"]
    assert (drugs["state"], drugs["newest_period_end"], drugs["stale_since"]) == ("stale", "2025-12-31", "2026-04-16")
    rows = list(csv.DictReader(io.StringIO(tripoint("sources", "--as-of", "2026-06-10", "--csv").stdout)))
    assert len(rows) == sum(len(member["series"]) for member in listed.values())
    assert {row["source"] for row in rows} == set(listed)


def test_fetch_sends_a_person_to_the_page_where_no_address_is_known(tmp_path: Path) -> None:
    done = tripoint("fetch", "us_nflis_drug", "int_official_statements", "--to", str(tmp_path / "to"))
    assert done.returncode == 1
    assert "the publisher's page is https://www.nflis.deadiversion.usdoj.gov/" in done.stderr
    assert "int_official_statements" in done.stderr
    assert "there is no file to fetch" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "said"),
    [("nonsense", "there is no source 'nonsense'"), ("ca_return", "`tripoint return merge FILE`")],
)
def test_fetch_of_what_has_no_publisher_says_what_to_do(tmp_path: Path, name: str, said: str) -> None:
    done = tripoint("fetch", name, "--to", str(tmp_path / "to"))
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_help_of_fetch_has_an_example() -> None:
    assert "Example: tripoint fetch" in tripoint("fetch", "--help").stdout
