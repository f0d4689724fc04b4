"""What cannot be read says why, and never looks like a structure in which nothing was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdkit import Chem

from tripoint.analysis.structures.many import coded
from tripoint.analysis.structures.reading import MOST_ATOMS, Structure, Unreadable, read
from tripoint.analysis.structures.screener import Screener
from tripoint.registry.class_rules import class_rules

ETHANOL = Chem.MolToMolBlock(Chem.MolFromSmiles("CCO"))
NEW_STYLE = Chem.MolToV3KMolBlock(Chem.MolFromSmiles("CCO"))


def reason(text: str, kind: str = "smiles") -> str:
    found = read(text, kind)  # type: ignore[arg-type]
    return found.reason if isinstance(found, Unreadable) else "read"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "empty"), ("   ", "empty"), ("CCO", "read"), (" CCO\n", "read"), ("C#N", "read"), ("[C]#N", "read"),
        ("CCO ethanol", "blanks"), ("CCO .CCN", "blanks"), ("CCO |$_R1$|", "blanks"), ("CC\x00O", "no_text"), ("CC\tO", "no_text"),
        ("CC>>CO", "reaction"), ("*CC", "query"), ("C~C", "query"), ("[#6]CC", "query"), ("[C,N]C", "query"), ("[*]C", "query"),
        ("c1ccccc", "syntax"), ("=CC(", "syntax"), ("fentanyl", "syntax"), ("Ｃ", "syntax"), ("C%99", "syntax"),
        ("C(C)(C)(C)(C)C", "valence"), ("c1cccc1", "aromaticity"), ("C:C", "aromaticity"),
        ("C" * 10_001, "too_long"), ("C" * (MOST_ATOMS + 1), "too_many_atoms"), ("(" * 5_000, "syntax"), ("C" + "(C" * 4_000, "syntax"),
    ],
)  # fmt: skip
def test_a_smiles_is_read_or_says_why_not(text: str, expected: str):
    assert reason(text) == expected


def line(block: str, old: str, new: str) -> str:
    assert old in block
    return block.replace(old, new, 1)


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (ETHANOL, "read"),
        ("", "empty"),
        ("no block at all", "syntax"),
        (ETHANOL[:60], "syntax"),
        (Chem.MolToMolBlock(Chem.Mol()), "no_atoms"),
        (line(ETHANOL, " O  ", " A  "), "query"),
        (line(ETHANOL, " O  ", " R# "), "query"),
        (line(ETHANOL, "    0.0000    0.0000    0.0000 C", "       nan    0.0000    0.0000 C"), "syntax"),
        (line(ETHANOL, "  1  2  1  0", "  1  2  8  0"), "query"),
        (NEW_STYLE, "read"),
        (line(NEW_STYLE, " C 0.000000", " C nan"), "coordinates"),
        (line(NEW_STYLE, " C 0.000000", " C 1e999"), "coordinates"),
        (ETHANOL + "x" * 200_001, "too_long"),
    ],
)
def test_a_mol_block_is_read_or_says_why_not(block: str, expected: str):
    assert reason(block, "molblock") == expected


def test_a_polymer_is_no_single_structure():
    block = line(ETHANOL, "M  END", "M  STY  1   1 SRU\nM  SAL   1  1   2\nM  SBL   1  2   1   2\nM  SMT   1 n\nM  END")
    assert reason(block, "molblock") == "repeating_unit"


def test_an_unknown_kind_is_not_guessed():
    assert reason("CCO", "name") == "unknown_kind"


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text: str):
    assert isinstance(read(text), Structure | Unreadable)


@given(st.text(alphabet="CNOcno()[]=#123+-@.%/\\HFl*:~>", max_size=40))
def test_nothing_alike_a_smiles_breaks_the_screener(text: str):
    answer = SCREENER.one(text)
    assert answer.unreadable or answer.component_count >= 1


SCREENER = Screener((), class_rules())


@pytest.mark.parametrize("text", ["c1ccccc", "", "*CC", "CCO ethanol", "C" * 20_000])
def test_an_unreadable_structure_never_looks_clean(text: str):
    answer = SCREENER.one(text)
    assert answer.unreadable
    assert answer.component_count == 0
    assert coded(answer).startswith("unreadable ")


@pytest.mark.parametrize(
    ("text", "lone"),
    [
        ("P", True),
        ("CCO.P", True),
        ("[P]", True),
        ("[PH3]", False),
        ("[H]P([H])[H]", False),
        ("CP", False),
        ("[PH4+].[I-]", False),
    ],
)
def test_a_p_alone_is_asked_as_the_element_too_and_phosphine_is_not(text: str, lone: bool):
    for kind, drawn in (("smiles", text), ("molblock", _block(text))):
        found = read(drawn, kind)  # type: ignore[arg-type]
        assert isinstance(found, Structure)
        assert found.mol.HasSubstructMatch(Chem.MolFromSmarts("[PH0;D0;+0]")) is lone


def _block(text: str) -> str:
    """With hydrogens as atoms where the SMILES writes them."""
    mol = Chem.MolFromSmiles(text)
    return Chem.MolToMolBlock(mol if "P" in text.split(".") else Chem.AddHs(mol))
