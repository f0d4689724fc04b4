"""Structures against the lawbook."""

import pytest

from tests.controls.clauses_made import book, clause
from tripoint.controls.answer import Answer, assess
from tripoint.controls.naming_classes import alike_rows, class_rows, structures
from tripoint.controls.structures import Structures
from tripoint.registry.named_classes import named_alike, named_classes

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
    drawn = structures()
    held = [(key, rule, state) for key, hits in named_classes().items() for rule, state in hits]
    assert sorted(held) == class_rows(drawn)
    assert [(key, " ".join(blocks)) for key, blocks in named_alike().items()] == alike_rows(drawn)


def test_a_name_within_a_class_is_put_to_an_expert_as_its_structure_is() -> None:
    assert assess(LAW, "furanylfentanyl").status("CA").outcome == outcome(FURANYL) == "needs_expert"
    assert assess(LAW, "furanylfentanyl").status("US").outcome == outcome(FURANYL, "US") == "controlled_by_class"


def test_the_salt_of_what_is_left_out_is_not_within_the_class_of_its_heading() -> None:
    law = book(
        clause("ca_cdsa/I", "10", "Morphinans", kind="class", covers="salts derivatives"),
        clause("ca_cdsa/I", "10(10)", "Dextromethorphan", role="exclusion", covers="salts"),
    )
    assert assess(law, "dextromethorphan hydrobromide").status("CA").outcome == "excluded"


@pytest.mark.parametrize("smiles", ["[Na+].[Cl-]", "[Cl-]", "[Na+].[Na+].[O-]S(=O)(=O)[O-]"])
def test_an_ion_is_not_its_acid(smiles: str) -> None:
    law = book(clause("ca_cdsa/VI-2", "3", "Hydrochloric acid"), clause("ca_cdsa/VI-2", "5", "Sulphuric acid"))
    assert Structures(law, None).answer(smiles).status("CA").entries == ()
    assert Structures(law, None).answer("Cl").status("CA").outcome == "controlled"
    assert Structures(law, None).answer("OS(=O)(=O)O").status("CA").outcome == "controlled"


def test_a_form_of_what_a_name_leaves_open_answers_alike_by_name_and_by_structure() -> None:
    law = book(clause("ca_cdsa/I", "18", "Methamphetamine"), clause("us_cfr1308/II", "d", "Dexamfetamine"))
    drawn = Structures(law, None)
    for name, smiles in (
        ("levomethamphetamine", "CN[C@H](C)Cc1ccccc1"),
        ("methamphetamine", "CN[C@@H](C)Cc1ccccc1"),
        ("levamfetamine", "C[C@@H](N)Cc1ccccc1"),
    ):
        for jurisdiction in ("CA", "US"):
            by_name = assess(law, name).status(jurisdiction)
            assert drawn.answer(smiles).status(jurisdiction).outcome == by_name.outcome


@pytest.mark.parametrize("name", ["sufentanil citrate", "alfentanil hydrochloride", "carfentanil citrate"])
def test_the_salt_of_what_another_schedule_lists_is_no_fentanyl_related_substance(name: str) -> None:
    """21 USC 812(c) Schedule I(e)(3)."""
    law = book(
        clause("us_usc21/812-I-e", "(2)", "Fentanyl-related substances", kind="class", covers="salts"),
        *(clause("us_cfr1308/II", base, base) for base in ("sufentanil", "alfentanil", "carfentanil")),
    )
    status = assess(law, name).status("US")
    assert (status.outcome, {e.clause.list_id for e in status.entries}) == ("needs_expert", {"us_cfr1308/II"})


def test_a_name_of_the_index_is_asked_of_classes_and_of_open_terms_as_its_structure_is() -> None:
    assert assess(LAW, "lofentanil").status("US").outcome == "controlled_by_class"
    law = book(
        clause("mx_lgs/245-III", "CLONAZEPAM", "CLONAZEPAM"),
        clause("mx_lgs/provisions", "234 final", None, role="provision", kind="provision", text="made words"),
    )
    status = assess(law, "phenazepam").status("MX")
    assert (status.outcome, {r.code for r in status.reasons}) == ("needs_expert", {"alike"})


def test_a_name_whose_structure_is_not_known_is_never_not_listed_where_a_class_could_hold_it() -> None:
    status = assess(LAW, "ziprasidone").status("CA")
    assert status.outcome == "not_assessed"
    assert "structure_not_known" in {r.code for r in status.reasons}
