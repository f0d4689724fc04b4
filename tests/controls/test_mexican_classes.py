"""Open words and groups of the Ley General de Salud: put to an expert, under every name and as a structure."""

import pytest

from tests.cases.test_law_cases import edition, structures
from tripoint.controls.answer import Answer, assess
from tripoint.controls.query import read_query
from tripoint.controls.status import Status
from tripoint.registry.class_rules import class_rules

RULES = [rule for rule in class_rules().rules if rule.jurisdiction == "MX"]


def named(name: str) -> Answer:
    return assess(edition(), read_query(name))


def drawn(smiles: str) -> Status:
    return structures(edition(), None).answer(smiles).status("MX")


@pytest.mark.parametrize(
    ("names", "outcome", "clause"),
    [
        ("acetyl-alpha-methylfentanyl", "needs_expert", "analogous"),
        ("carfentanil | carfentanilo | carfentanyl", "needs_expert", "analogous"),
        ("norfentanyl | norfentanilo", "needs_expert", "analogous"),
        ("JWH-018 | AB-FUBINACA", "needs_expert", "CANABINOIDES SINTÉTICOS"),
        ("butallylonal | methohexital", "needs_expert", "ACIDO BARBITURICO"),
        ("bromazolam | diclazepam", "needs_expert", "BENZODIAZEPINAS"),
        ("etizolam", "needs_expert", "CLOTIAZEPAM"),
        ("methcathinone | alpha-PVP", "needs_expert", "analogous"),
        ("5-MeO-DiPT", "needs_expert", "analogous"),
        ("methoxetamine | 1-piperidinocyclohexanecarbonitrile", "needs_expert", "FENCICLIDINA"),
        ("lisdexamfetamine | clortermine", "needs_expert", "ANFETAMINA"),
        ("codeine methylbromide | bromometilato de codeína", "needs_expert", "MORFINA BROMOMETILATO"),
        ("morphine methylbromide | bromométhylate de morphine", "controlled", "MORFINA BROMOMETILATO"),
        ("codeine-N-oxide | N-oxicodeína | N-oxyde de codéine", "controlled", "MORFINA BROMOMETILATO"),
        ("morphine-N-oxide | N-oxyde de morphine", "controlled", "N-OXIMORFINA"),
        ("chlorphentermine | clorfentermina | clorofentermina", "controlled", "CLOBENZOREX"),
        ("clorazepate | clorazepato | clorazépate", "controlled_by_class", "CLORACEPATO DIPOTASICO"),
        ("dipotassium clorazepate | clorazepato dipotásico", "controlled", "CLORACEPATO DIPOTASICO"),
        ("etorphine hydrochloride | clorhidrato de etorfina | chlorhydrate d’étorphine", "needs_expert", "ETORFINA"),
    ],
)
def test_a_name_in_any_language_meets_the_words_that_may_cover_it(names: str, outcome: str, clause: str) -> None:
    for name in names.split(" | "):
        status = named(name).status("MX")
        assert status.outcome == outcome, name
        assert clause in {entry.clause.clause for entry in status.decides}, name


@pytest.mark.parametrize("name", ["ibuprofen", "paracetamol", "diphenhydramine", "loperamide", "lidocaine", "zolpidem"])
def test_a_medicine_of_no_family_of_the_lists_stays_outside(name: str) -> None:
    assert named(name).status("MX").outcome == "not_listed"


def test_caffeine_is_listed_by_its_name_and_by_no_family() -> None:
    status = named("caffeine").status("MX")
    assert [(entry.how, entry.clause.clause) for entry in status.decides] == [("identity", "CAFEINA")]


@pytest.mark.parametrize(
    ("smiles", "clause"),
    [
        ("[Na+].[Cl-]", "exclusion"),
        ("[Cl-].[NH4+]", "exclusion"),
        ("[Na+].[Na+].[O-]S(=O)(=O)[O-]", "exclusion"),
    ],
)
def test_a_mineral_salt_of_the_two_acids_is_left_out_and_not_met_by_its_ion(smiles: str, clause: str) -> None:
    status = drawn(smiles)
    assert (status.outcome, [e.clause.clause for e in status.decides]) == ("excluded", [clause])


@pytest.mark.parametrize("name", ["sodium chloride", "sodium sulfate"])
def test_a_mineral_salt_is_left_out_by_name_as_well(name: str) -> None:
    assert named(name).status("MX").outcome == "excluded"


@pytest.mark.parametrize("smiles", ["Cl", "OS(=O)(=O)O"])
def test_the_two_acids_themselves_are_listed(smiles: str) -> None:
    assert drawn(smiles).outcome == "controlled"


def test_a_hydrochloride_of_something_else_is_not_said_to_be_left_out() -> None:
    assert "excluded" not in {entry.outcome for entry in drawn("CCN(CC)CC(=O)Nc1c(C)cccc1C.Cl").entries}


def test_a_salt_that_another_list_of_the_same_law_names_is_met_there_alone() -> None:
    lists = {e.clause.list_id for e in named("etorphine hydrochloride").status("US").entries if e.outcome}
    assert lists == {"us_cfr1308/II", "us_cfr1308/numbers"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.rule_id)
def test_a_rule_speaks_of_a_clause_of_the_texts_and_of_its_day_and_has_none_of_its_words(rule) -> None:  # type: ignore[no-untyped-def]
    clause = edition().rule_clauses[rule.list_id, rule.clause]
    assert (clause.valid_from, clause.valid_from_basis) == (rule.valid_from, rule.valid_from_basis)
    assert rule.law_text == {}


def test_only_closed_words_give_more_than_a_question_to_an_expert() -> None:
    assert {rule.rule_id for rule in RULES if rule.outcome != "needs_expert"} == {"mx_clorazepate"}
