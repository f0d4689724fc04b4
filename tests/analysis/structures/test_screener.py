"""Fragments, salts, isotopes, metals and stereo against listed substances."""

import pickle

import pytest
from rdkit import Chem

from tripoint.analysis.structures.components import key_of
from tripoint.analysis.structures.composition import composition_of
from tripoint.analysis.structures.listed import Listed
from tripoint.analysis.structures.screener import IdentityHit, Screener
from tripoint.analysis.structures.sieve import Sieve
from tripoint.errors import RegistryError
from tripoint.registry.class_rules import class_rules, counter_ions, rule_examples

FENTANYL = "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1"
LEVO = "COc1ccc2C[C@@H]3[C@@H]4CCCC[C@@]4(c2c1)CCN3C"
DEXTRO = "COc1ccc2C[C@H]3[C@H]4CCCC[C@]4(c2c1)CCN3C"
RACEMIC = "COc1ccc2CC3C4CCCCC4(c2c1)CCN3C"
LISTED = (
    Listed("fentanyl", "US", "us/II", FENTANYL, "PJMPHNIQZUBGLI-UHFFFAOYSA-N"),
    Listed("levomethorphan", "CA", "ca/I", LEVO, is_stereo_specific=True),
    Listed("dextromethorphan", "CA", "ca/I", DEXTRO, is_stereo_specific=True),
    Listed("hydrochloric acid", "CA", "ca/VI", "Cl"),
    Listed("toluene", "CA", "ca/VI", "Cc1ccccc1"),
    Listed("permanganate", "CA", "ca/VI", "[K+].[O-][Mn](=O)(=O)=O"),
    Listed("ghb", "CA", "ca/III", "OCCCC(=O)O"),
)


@pytest.fixture(scope="module")
def screener() -> Screener:
    return Screener(LISTED, class_rules(), counter_ions())


def hits(screener: Screener, text: str) -> dict[str, IdentityHit]:
    answer = screener.one(text)
    assert not answer.unreadable
    return {hit.entry_id: hit for hit in answer.identities}


@pytest.mark.parametrize(
    "text",
    [
        FENTANYL, f"{FENTANYL}.Cl", f"Cl.{FENTANYL}", "CCC(=O)N(c1ccccc1)C1CC[NH+](CCc2ccccc2)CC1.[Cl-]",
        "[2H]C([2H])([2H])C([2H])([2H])C(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1", "CC[13C](=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1",
        f"OCC(O)C(O)C(O)C(O)CO.{FENTANYL}", f"CC(=O)Nc1ccc(O)cc1.Cn1cnc2c1c(=O)n(C)c(=O)n2C.{FENTANYL}",
        f"OC(=O)CC(O)(CC(=O)O)C(=O)O.{FENTANYL}", f"{FENTANYL}.O",
    ],
)  # fmt: skip
def test_a_substance_is_found_in_any_salt_solvate_mixture_or_isotope(screener: Screener, text: str):
    assert "fentanyl" in hits(screener, text)


def test_a_substance_is_found_beside_a_larger_one(screener: Screener):
    larger = "CCCCCCCCCCCCCCCCCC(=O)OCC(OC(=O)CCCCCCCCCCCCCCCCC)COC(=O)CCCCCCCCCCCCCCCCC"
    assert hits(screener, f"{larger}.{FENTANYL}")["fentanyl"].component == 1


def test_an_isotope_is_told(screener: Screener):
    assert hits(screener, "CC[13C](=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1")["fentanyl"].has_isotopes
    assert not hits(screener, FENTANYL)["fentanyl"].has_isotopes


@pytest.mark.parametrize(
    "text", ["[Na]OC(=O)CCCO", "[Na+].[O-]C(=O)CCCO", "OCCCC(=O)[O-].[Na+]", "OCCCC(=O)O[Ca]OC(=O)CCCO"]
)
def test_a_metal_is_let_go(screener: Screener, text: str):
    assert hits(screener, text)["ghb"].form == "salt"


@pytest.mark.parametrize("text", ["[K+].[O-][Mn](=O)(=O)=O", "[K]O[Mn](=O)(=O)=O"])
def test_an_oxo_anion_stays_whole(screener: Screener, text: str):
    assert hits(screener, text)["permanganate"].form == "itself"


def test_a_listed_salt_asks_for_all_its_fragments(screener: Screener):
    assert "permanganate" not in hits(screener, "[Na+].[O-][Mn](=O)(=O)=O")


def test_a_counter_ion_is_known_as_one_and_the_acid_alone_is_not(screener: Screener):
    assert hits(screener, f"{FENTANYL}.Cl")["hydrochloric acid"].form == "counter_ion"
    assert hits(screener, "Cl")["hydrochloric acid"].form == "itself"


def test_a_listed_solvent_beside_another_substance_is_no_counter_ion(screener: Screener):
    assert hits(screener, "Cc1ccccc1.CC(=O)Nc1ccc(O)cc1")["toluene"].form == "itself"


@pytest.mark.parametrize(
    ("text", "levo", "dextro"),
    [
        (LEVO, "same", "other"),
        (DEXTRO, "other", "same"),
        (RACEMIC, "unspecified", "unspecified"),
        (f"{LEVO}.Br", "same", "other"),
    ],
)
def test_stereo_forms_are_told_apart(screener: Screener, text: str, levo: str, dextro: str):
    found = hits(screener, text)
    assert (found["levomethorphan"].stereo, found["dextromethorphan"].stereo) == (levo, dextro)


def test_the_two_forms_are_really_the_two_forms():
    keys = [key_of(Chem.MolFromSmiles(text)) for text in (LEVO, DEXTRO)]
    assert keys == ["MKXZASYAUGDDCJ-CGTJXYLNSA-N", "MKXZASYAUGDDCJ-NJAFHUGGSA-N"]


def test_a_partly_drawn_form_leaves_the_rest_open(screener: Screener):
    assert hits(screener, "COc1ccc2C[C@@H]3C4CCCCC4(c2c1)CCN3C")["levomethorphan"].stereo == "unspecified"


def test_a_near_relative_is_not_the_listed_substance(screener: Screener):
    assert not hits(screener, "CCCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1")


def test_the_sieves_hide_nothing(screener: Screener):
    """Without sieves, on every example and listed structure: the same hits."""
    texts = [e.smiles for e in rule_examples()] + [e.smiles for e in LISTED]
    open_screener = Screener(LISTED, class_rules(), counter_ions())
    every = tuple((scaffold.pattern, (rule,)) for rule in open_screener._classes.rules for scaffold in rule.scaffolds)
    open_screener._possible = lambda mol, made_of: every  # type: ignore[assignment,misc]
    for text in texts:
        assert open_screener.one(text) == screener.one(text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("[C,N]-[C;!X4]~[#6]-[#6]", "NC(=O)Cc1ccccc1"),
        ("[#7]-[C;X4,X3]-C-c", "NC(=O)Cc1ccccc1"),
        ("[!#6]-[$([CX4]),$([CX3])](-[c,n])", "NC(=O)c1ccccc1"),
        ("[#6]1~[#6]~[#6]~[#6]~[#6]~[#6]~1-[#7]", "Nc1ccccc1"),
        ("[!C]1~[!C]~[!C]~[!C]~[!C]~[!C]~1-N", "Nc1ccccc1"),
        ("[#7]-[#6]-[#6]-[#6;!R]-[#7]", "NCCCN"),
        ("[#8]~[#6]~[#6]~[#6]~[#6]~[#6]~[#7]", "O=c1cccc[nH]1"),
    ],
)
def test_an_open_pattern_asks_nothing_that_it_does_not_say(pattern: str, text: str):
    mol, query = Chem.MolFromSmiles(text), Chem.MolFromSmarts(pattern)
    assert mol.HasSubstructMatch(query)
    assert Sieve([query]).possible(mol, composition_of(mol)) == (0,)


def test_nearest_are_three_at_most_and_the_same_substance_is_nearest(screener: Screener):
    near = screener.one(FENTANYL, nearest=True).nearest
    assert near[0].entry_ids == ("fentanyl",)
    assert near[0].similarity == 1
    assert len(near) == 3
    assert [n.similarity for n in near] == sorted((n.similarity for n in near), reverse=True)


def test_nearest_is_not_looked_for_unless_asked(screener: Screener):
    assert screener.one(FENTANYL).nearest == ()


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (Listed("x", "US", "l", "c1ccc"), "cannot be read"),
        (Listed("x", "US", "l", ""), "empty"),
        (Listed("x", "US", "l", "CCO", "PJMPHNIQZUBGLI-UHFFFAOYSA-N"), "not the one given"),
    ],
)
def test_a_list_that_cannot_be_compared_stops_the_screener(entry: Listed, message: str):
    with pytest.raises(RegistryError, match=message):
        Screener((entry,), class_rules())


def test_the_rules_can_be_sent_to_another_process():
    assert pickle.loads(pickle.dumps(class_rules())) == class_rules()
