"""Structures against the lawbook."""

import pytest

from tests.controls.clauses_made import book, clause
from tripoint.controls.answer import Answer, assess
from tripoint.controls.naming_classes import rows
from tripoint.controls.structures import Structures
from tripoint.registry.named_classes import named_classes

FENTANYL = "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1"
FURANYL = "O=C(c1ccco1)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1"
CAFFEINE = "Cn1c(=O)c2c(ncn2C)n(C)c1=O"
LAW = book(
    clause("ca_cdsa/I", "16", "Fentanyls", kind="class", covers="salts derivatives analogues"),
    clause("ca_cdsa/I", "16(5)", "Fentanyl", under="16"),
    clause("ca_cdsa/I", "10(10)", "Dextromethorphan", role="exclusion"),
    clause("ca_cdsa/I", "10(3)", "Levomethorphan"),
    clause("us_usc21/812-I-e", "(2)", "Fentanyl-related substances", kind="class"),
)


def ask(smiles: str) -> Answer:
    return Structures(LAW, None).answer(smiles)


def outcome(smiles: str, jurisdiction: str = "CA") -> str:
    return ask(smiles).status(jurisdiction).outcome


def test_a_listed_structure_and_its_salt_are_controlled_by_the_entry_and_its_heading() -> None:
    assert outcome(FENTANYL) == "controlled"
    answer = ask(FENTANYL + ".Cl")
    assert answer.status("CA").outcome == "controlled"
    assert {e.clause.clause for e in answer.status("CA").decides} == {"16(5)"}


def test_every_part_of_a_mixture_is_asked() -> None:
    assert outcome(f"{CAFFEINE}.{FENTANYL}") == "controlled"


def test_a_closed_class_is_controlled_by_class_and_an_open_one_needs_an_expert() -> None:
    assert outcome(FURANYL, "US") == "controlled_by_class"
    assert outcome(FURANYL, "CA") == "needs_expert"


def test_the_mirror_image_that_is_left_out_is_excluded_and_the_listed_one_is_not() -> None:
    assert outcome("COc1ccc2C[C@@H]3[C@@H]4CCCC[C@]4(CCN3C)c2c1") in ("excluded", "controlled")
    both = {
        outcome("COc1ccc2C[C@H]3[C@H]4CCCC[C@@]4(CCN3C)c2c1"), outcome("COc1ccc2C[C@@H]3[C@@H]4CCCC[C@]4(CCN3C)c2c1"),
    }  # fmt: skip
    assert both == {"excluded", "controlled"}


@pytest.mark.parametrize(
    "text", ["C1CC", "not a structure", "", "c1ccccc1>>c1ccccc1", "C" * 20_000, "[C](C)(C)(C)(C)C"]
)
def test_an_unreadable_structure_is_assessed_nowhere(text: str) -> None:
    answer = ask(text)
    assert answer.problem.startswith("structure_")
    assert {s.outcome for s in answer.statuses} == {"not_assessed"}
    assert not answer.is_assessed


def test_what_no_entry_and_no_class_meets_still_says_that_classes_may_apply() -> None:
    assert outcome(CAFFEINE) in ("not_listed", "not_assessed")
    assert "controlled" not in outcome(CAFFEINE)


def test_the_same_structure_as_a_molblock_has_the_same_answer() -> None:
    from rdkit import Chem

    block = Chem.MolToMolBlock(Chem.MolFromSmiles(FENTANYL))
    assert Structures(LAW, None).answer(block, "molblock").status("CA").outcome == "controlled"


def test_the_classes_of_named_substances_are_those_their_structures_meet_today() -> None:
    """After a change of identities or class rules: python -m tripoint.controls.naming_classes."""
    held = [(key, rule, state) for key, hits in named_classes().items() for rule, state in hits]
    assert sorted(held) == rows()


def test_a_name_within_a_class_is_put_to_an_expert_as_its_structure_is() -> None:
    assert assess(LAW, "furanylfentanyl").status("CA").outcome == outcome(FURANYL) == "needs_expert"
    assert assess(LAW, "furanylfentanyl").status("US").outcome == outcome(FURANYL, "US") == "controlled_by_class"


def test_the_salt_of_what_is_left_out_is_not_within_the_class_of_its_heading() -> None:
    law = book(
        clause("ca_cdsa/I", "10", "Morphinans", kind="class", covers="salts derivatives"),
        clause("ca_cdsa/I", "10(10)", "Dextromethorphan", role="exclusion", covers="salts"),
    )
    assert assess(law, "dextromethorphan hydrobromide").status("CA").outcome == "excluded"
