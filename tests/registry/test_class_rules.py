"""Every clause by its examples: each row of class_rule_examples.csv is a test."""

import os
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from rdkit import Chem

from tripoint.analysis.structures.screener import Screener
from tripoint.registry.class_rules import ClassRule, RuleExample, class_rules, counter_ions, rule_examples
from tripoint.registry.rows import rows_of


@cache
def screener() -> Screener:
    return Screener((), class_rules(), counter_ions())


@pytest.mark.parametrize(
    "example", rule_examples(), ids=lambda e: f"{e.rule_id}-{e.name}-{e.expected}".replace(" ", "_")
)
def test_an_example_stands_to_its_clause_as_its_source_says(example: RuleExample):
    hits = {hit.rule_id: hit.state for hit in screener().one(example.smiles).classes}
    assert hits.get(example.rule_id, "outside") == example.expected


def test_every_clause_has_an_example_within_it():
    assert {rule.rule_id for rule in class_rules().rules} - {
        e.rule_id for e in rule_examples() if e.expected == "within"
    } == {"us_frs_wide_acyl"}


def test_every_example_says_where_it_was_read_and_speaks_of_a_rule():
    rules = {rule.rule_id for rule in class_rules().rules}
    assert all(example.source and example.rule_id in rules for example in rule_examples())


def test_every_part_and_rule_is_named_once():
    ids = [rule.rule_id for rule in class_rules().rules]
    parts = [(row["rule_id"], row["part"]) for row in rows_of("class_rule_parts")]
    assert len(ids) == len(set(ids))
    assert len(parts) == len(set(parts))
    assert {rule_id for rule_id, _ in parts} <= set(ids)


def test_no_rule_claims_a_reviewer_who_did_not_sign():
    assert {rule.reviewer for rule in class_rules().rules} == {"unreviewed by a chemist or lawyer"}


def test_every_list_of_a_rule_is_a_list_of_the_law():
    assert {rule.list_id for rule in class_rules().rules} <= {row["list_id"] for row in rows_of("law_lists")}


def test_the_fentanyl_clause_is_no_law_before_its_day():
    rule = next(rule for rule in class_rules().rules if rule.rule_id == "us_frs")
    assert not rule.in_force(date(2025, 7, 15))
    assert rule.in_force(date(2025, 7, 16))


@pytest.mark.parametrize("smiles", counter_ions())
def test_every_counter_ion_is_a_structure(smiles: str):
    assert Chem.MolFromSmiles(smiles) is not None


@pytest.mark.raw
@pytest.mark.parametrize("rule", class_rules().rules, ids=lambda rule: rule.rule_id)
def test_the_law_text_of_a_rule_is_that_of_the_text(rule: ClassRule):
    for language, text in rule.law_text.items():
        assert one_line(text) in law(rule.jurisdiction, language)


@pytest.mark.raw
@pytest.mark.parametrize("part", rows_of("class_rule_parts"), ids=lambda row: f"{row['rule_id']}-{row['part']}")
def test_the_words_of_a_part_are_those_of_the_text(part: Mapping[str, str]):
    jurisdiction = next(rule.jurisdiction for rule in class_rules().rules if rule.rule_id == part["rule_id"])
    assert one_line(part["words"]) in law(jurisdiction, "en")


@cache
def law(jurisdiction: str, language: str) -> str:
    """The publisher's text on one line; of the Canadian act without tags."""
    root = Path(os.environ["TRIPOINT_RAW"], "legal")
    if jurisdiction == "US":
        files = [
            root / "us/excerpts/usc_812c_scheduleI_e_FRS.md",
            *sorted((root / "us/uscode-codexstanford").glob("*.md")),
        ]
        return one_line(" ".join(file.read_text("utf-8") for file in files))
    act = (root / "ca" / {"en": "eng", "fr": "fra"}[language] / "C-38.8.xml").read_text("utf-8-sig")
    return one_line(re.sub(r"<(?!/?(Emphasis|Sup|Sub|Language|FootnoteRef)\b)[^>]*>", " ", act), tags=True)


def one_line(text: str, *, tags: bool = False) -> str:
    plain = re.sub(r"<[^>]*>", "", text) if tags else text
    return " ".join(unescape(plain).replace("\u00ad", "").split())
