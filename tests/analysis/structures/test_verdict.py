"""Exact listing, exclusion, class and open term, in the order the law gives them."""

import pytest

from tripoint.analysis.structures.listed import Listed
from tripoint.analysis.structures.screener import Screened, Screener
from tripoint.analysis.structures.verdict import Verdict, verdict
from tripoint.registry.class_rules import class_rules, counter_ions

LEVO = "COc1ccc2C[C@@H]3[C@@H]4CCCC[C@@]4(c2c1)CCN3C"
DEXTRO = "COc1ccc2C[C@H]3[C@H]4CCCC[C@]4(c2c1)CCN3C"
RACEMIC = "COc1ccc2CC3C4CCCCC4(c2c1)CCN3C"
P_FLUORO = "CCC(=O)N(c1ccc(F)cc1)C1CCN(CCc2ccccc2)CC1"
ENTRIES = (
    Listed("levomethorphan", "CA", "ca_cdsa/I", LEVO, is_stereo_specific=True),
    Listed("racemethorphan", "CA", "ca_cdsa/I", RACEMIC),
    Listed("dextromethorphan", "CA", "ca_cdsa/I", DEXTRO, role="exclusion", is_stereo_specific=True),
    Listed("p-fluorofentanyl", "US", "us_cfr1308/I", P_FLUORO),
    Listed("hydrochloric acid", "CA", "ca_cdsa/VI-2", "Cl", covers_salts=False),
    Listed("naked base", "CA", "ca_cdsa/VI-1", "C1CCNCC1", covers_salts=False),
    Listed("one form", "CA", "ca_cdsa/III", "C[C@H](N)Cc1ccco1", is_stereo_specific=True),
    Listed("form and isomers", "CA", "ca_cdsa/III", "C[C@H](N)Cc1ccsc1", is_stereo_specific=True, covers_isomers=True),
)
SCREENER = Screener(ENTRIES, class_rules(), counter_ions())


def answer(text: str, jurisdiction: str, *, without: tuple[str, ...] = (), **options: float) -> Verdict:
    entries = {e.entry_id: e for e in ENTRIES if e.jurisdiction == jurisdiction and e.entry_id not in without}
    rules = {r.rule_id: r for r in class_rules().rules if r.jurisdiction == jurisdiction and r.rule_id not in without}
    return verdict(SCREENER.one(text, nearest=bool(options)), entries, rules, **options)


@pytest.mark.parametrize(
    ("text", "jurisdiction", "expected", "why"),
    [
        (LEVO, "CA", "controlled", "listed"),
        (DEXTRO, "CA", "excluded", "excluded"),
        (f"{DEXTRO}.Br", "CA", "excluded", "excluded"),
        (RACEMIC, "CA", "controlled", "listed"),
        (P_FLUORO, "US", "controlled", "listed"),
        (P_FLUORO, "CA", "needs_expert", "class_needs_more"),
        ("CCCCCn1cc(C(=O)c2cccc3ccccc23)c2ccccc12", "US", "needs_expert", "class_needs_more"),
        ("Cl", "CA", "controlled", "listed"),
        ("CC(=O)Nc1ccc(O)cc1.Cl", "CA", "not_listed", ""),
        ("C1CCNCC1", "CA", "controlled", "listed"),
        ("C1CCNCC1.Cl", "CA", "needs_expert", "salt_not_named"),
        ("C[C@@H](N)Cc1ccco1", "CA", "needs_expert", "other_stereo"),
        ("CC(N)Cc1ccco1", "CA", "needs_expert", "stereo_open"),
        ("C[C@@H](N)Cc1ccsc1", "CA", "controlled", "listed_isomer"),
        ("c1ccccc", "US", "not_assessed", "unreadable"),
        ("CC(=O)Nc1ccc(O)cc1", "US", "not_listed", ""),
    ],
)
def test_a_structure_stands_as_the_clauses_say(text: str, jurisdiction: str, expected: str, why: str):
    found = answer(text, jurisdiction)
    assert found.answer == expected
    assert (found.grounds[0].why if found.grounds else "") == why


def test_exact_listing_beats_the_class_and_the_class_holds_without_it():
    assert all(ground.why != "class" for ground in answer(P_FLUORO, "US").grounds)
    assert answer(P_FLUORO, "US", without=("p-fluorofentanyl",)).answer == "controlled_by_class"


def test_a_rule_not_in_force_that_day_does_not_count():
    assert answer(P_FLUORO, "US", without=("p-fluorofentanyl", "us_frs")).answer == "not_listed"


def test_the_strongest_fragment_decides_and_the_others_stay_visible():
    found = answer(f"{DEXTRO}.{LEVO}", "CA")
    assert found.answer == "controlled"
    assert {ground.answer for ground in found.grounds} == {"controlled", "excluded"}


def test_an_open_term_asks_an_expert_only_where_the_law_has_one_and_nothing_else_was_found():
    alike = "CCCNC1CCNCC1"
    assert answer(alike, "CA").answer == "not_listed"
    near = answer(alike, "CA", alike_from=0.2)
    assert (near.answer, near.grounds[0].why) == ("needs_expert", "alike")
    assert answer(alike, "CA", alike_from=0.99).answer == "not_listed"


def test_an_unread_structure_is_not_assessed_whatever_the_lists():
    assert verdict(Screened("syntax"), {}, {}).answer == "not_assessed"
