"""Names of law texts and their structures: each checked two ways where that can be, none guessed, and what has none says why."""

import csv
import re
from pathlib import Path

import pytest
from rdkit import Chem
from rdkit.Chem.rdMolDescriptors import CalcMolFormula

from tripoint.registry.cas import cas_check
from tripoint.registry.identities import Identity, identities, identity_of
from tripoint.registry.names import normalise
from tripoint.registry.rows import rows_of
from tripoint.registry.substance_identity import has_layer, is_key
from tripoint.registry.substances import substances

ALL = tuple(identities().values())
WITH_STRUCTURE = {one.inchikey: one for one in ALL if one.inchikey}
OUR_TABLES = ("law_identity_decisions", "law_name_pairs", "law_own_names", "law_structures_drawn")
OTHER_CAS = {  # the compiled list's number is another form's, or wrong; ours is DrugBank's
    "4-methylmethcathinone", "allobarbital", "benzylmorphine", "pentazocine", "phenazocine", "tilidine",
}  # fmt: skip


def known(name: str) -> Identity:
    found = identity_of(name)
    assert found is not None, name
    return found


def mirrored(smiles: str) -> str:
    molecule = Chem.MolFromSmiles(smiles)
    for atom in molecule.GetAtoms():
        atom.InvertChirality()
    return str(Chem.MolToInchiKey(molecule))


def elements(formula: str) -> dict[str, int]:
    return {symbol: int(count or 1) for symbol, count in re.findall(r"([A-Z][a-z]?)(\d*)", formula)}


def test_every_structure_has_the_key_beside_it() -> None:
    wrong = [k for k, one in WITH_STRUCTURE.items() if Chem.MolToInchiKey(Chem.MolFromSmiles(one.smiles)) != k]
    assert wrong == []
    assert len(WITH_STRUCTURE) > 700


def test_key_structure_stereo_and_basis_come_together() -> None:
    for one in ALL:
        assert bool(one.inchikey) == bool(one.smiles) == bool(one.stereo) == (one.basis != "none") == bool(one.citation)
        assert not one.inchikey or is_key(one.inchikey)


def test_every_cas_number_has_its_check_digit() -> None:
    assert [one.name for one in ALL if one.cas and not cas_check(one.cas)] == []


def test_a_name_is_kept_normalised_once_and_in_order() -> None:
    names = [row["name"] for row in rows_of("law_identities")]
    assert names == sorted(set(names))
    assert [name for name in names if normalise(name) != name] == []


def test_every_drawing_has_the_formula_written_beside_it() -> None:
    for row in rows_of("law_structures_drawn"):
        drawn = CalcMolFormula(Chem.MolFromSmiles(row["smiles"]))
        assert elements(drawn) == elements(row["formula"].replace("HCl", "ClH")), row["name"]
        assert not row["cas"] or cas_check(row["cas"]), row["name"]


def test_a_drawing_that_a_base_knows_by_name_has_its_skeleton() -> None:
    drawn = {
        row["name"]: Chem.MolToInchiKey(Chem.MolFromSmiles(row["smiles"])) for row in rows_of("law_structures_drawn")
    }
    by_base = [one for one in ALL if one.basis in ("drugbank", "massbank") and one.name in drawn]
    assert len(by_base) > 60
    assert [one.name for one in by_base if drawn[one.name][:14] != one.first_block] == []


def test_a_substance_of_the_registry_is_the_same_here() -> None:
    pairs = [(s, found) for s in substances() for n in s.names.values() if (found := identity_of(n)) and s.inchikey]
    assert len(pairs) > 100
    assert [s.substance_id for s, found in pairs if found.inchikey and found.first_block != s.first_block] == []


@pytest.mark.parametrize(
    "names",
    [
        ("Fentanyl", "FENTANIL", "fentanilo"),
        ("Acetic anhydride", "Anhídrido acético", "Anhydride acétique"),
        ("Ephedrine", "Efedrina", "Éphédrine"),
        ("1-Phenyl-2-propanone", "1- FENIL -2- PROPANONA", "Phényl-1 propanone-2", "Phenylacetone"),
        ("Heroin", "HEROINA", "diacétylmorphine"),
        ("JWH–018", "1-pentyl-3-(1-naphthoyl)indole", "AM678"),
        ("ß–Hydroxyfentanyl", "β-hydroxyfentanyl"),
        ("Pethidine", "meperidina", "Meperidine"),
        ("MEK", "2-butanona", "méthyl éthyl cétone"),
        ("3-methylfentanyl", "3-metilfentanilo"),
        ("γ-butyrolactone", "γ-butirolactona", "gamma-butirolactona"),
    ],
)
def test_one_substance_has_one_key_in_every_language(names: tuple[str, ...]) -> None:
    assert len({known(name).inchikey for name in names}) == 1


@pytest.mark.parametrize("name", ["fentany", "acetic", "anhydride", "morphine derivative", "hydrochloride", "DET-", ""])
def test_part_of_a_name_is_no_name(name: str) -> None:
    assert identity_of(name) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [("etonitazene", "isotonitazene"), ("safrole", "isosafrole"), ("methadone", "isomethadone"), ("2C-B", "2C-I")],
)
def test_look_alike_names_are_two_substances(one: str, other: str) -> None:
    assert known(one).first_block != known(other).first_block


def test_a_short_name_is_not_what_another_list_means_by_it() -> None:
    assert known("4-AP").inchikey == known("4-anilinopiperidine").inchikey  # DrugBank's 4-AP is dalfampridine
    assert known("NPP").inchikey == known("1-Phenethyl-4-piperidone").inchikey


@pytest.mark.parametrize(
    ("levo", "dextro"),
    [
        ("levomethorphan", "dextromethorphan"),
        ("levorphanol", "dextrorphan"),
        ("levomoramide", "dextromoramide"),
        ("levamfetamine", "dexamfetamine"),
    ],
)
def test_a_pair_of_forms_listed_apart_are_mirror_images(levo: str, dextro: str) -> None:
    assert known(levo).stereo == known(dextro).stereo == "specific"
    assert mirrored(known(levo).smiles) == known(dextro).inchikey != known(levo).inchikey


@pytest.mark.parametrize("name", ["racemethorphan", "racemorphan", "racemoramide", "RACEMORFAN"])
def test_a_racemate_that_is_listed_beside_its_forms_means_the_flat_key_alone(name: str) -> None:
    assert known(name).stereo == "specific"
    assert not has_layer(known(name).inchikey)
    assert known(name).other_keys == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ephedrine", "pseudoephedrine"),
        ("alphaprodine", "betaprodine"),
        ("alphamethadol", "betamethadol"),
        ("phenylpropanolamine", "norpseudoephedrine"),
        ("EFEDRINA", "Seudoefedrina"),
    ],
)
def test_relative_configuration_means_both_mirror_images_and_not_the_other_form(one: str, other: str) -> None:
    first, second = ({known(n).inchikey, *known(n).other_keys} for n in (one, other))
    assert len(first) == len(second) == 2
    assert first.isdisjoint(second)
    assert known(one).first_block == known(other).first_block
    assert mirrored(known(one).smiles) == known(one).other_keys[0]


def test_a_name_that_leaves_stereo_open_means_every_form() -> None:
    assert known("amphetamine").stereo == known("methadone").stereo == "any"
    assert not has_layer(known("amphetamine").inchikey)


@pytest.mark.parametrize("name", ["Opium", "OPIO", "Coca leaves", "Peyote", "Marihuana", "Red phosphorus", "Fentanyls"])
def test_a_plant_mixture_or_class_has_no_structure_by_nature(name: str) -> None:
    assert known(name).basis == "none"
    assert known(name).absence == "by_nature"


@pytest.mark.parametrize("name", ["Morphine methylsulfonate", "TRAZOLIDONA", "TENANFETAMINA", "PIPERAZINA"])
def test_a_doubtful_name_is_left_out_and_says_so(name: str) -> None:
    assert known(name).inchikey == ""
    assert known(name).absence == "not_established"


def test_a_plant_named_beside_its_substance_does_not_become_the_substance() -> None:
    assert known("MESCALINA").inchikey
    assert known("HONGOS ALUCINANTES").inchikey == ""


def test_only_records_under_open_licences_without_share_alike_are_cited() -> None:
    cited = {one.citation for one in ALL if one.basis == "massbank"}
    assert cited
    assert all(re.fullmatch(r"MassBank MSBNK-\S+ \((CC BY|CC0|dl-de/by-2-0)\)", citation) for citation in cited)


def test_a_name_of_our_own_has_the_structure_of_the_name_that_it_equals() -> None:
    rows = rows_of("law_own_names")
    assert len(rows) > 700
    assert [row["name"] for row in rows if not known(row["name"]).inchikey] == []
    pairs = [(row, found) for row in rows if (found := identity_of(row["same_as"]))]
    assert len(pairs) > 700
    assert [row["name"] for row, found in pairs if known(row["name"]).inchikey != found.inchikey] == []


def test_a_greek_letter_may_be_spelled_out_either_way() -> None:
    assert known("17alpha-methyl-5alpha-androstan-17beta-ol") == known("17α-methyl-5α-androstan-17β-ol")


def test_every_decision_says_why() -> None:
    assert [
        row["name"]
        for table in ("law_identity_decisions", "law_name_pairs", "law_own_names", "law_names_alike")
        for row in rows_of(table)
        if not row["reason"]
    ] == []


@pytest.mark.raw
@pytest.mark.slow
def test_the_shipped_table_is_what_the_publishers_files_give(raw: Path) -> None:
    from tripoint.registry.identities_build import built

    made = built(raw).rows
    assert [made[key] for key in sorted(made)] == [dict(row) for row in rows_of("law_identities")]


@pytest.mark.raw
def test_a_library_of_spectra_that_no_base_comes_from_gives_the_same_skeletons(raw: Path) -> None:
    with (raw / "forensic/swgdrug34/swgdrug34_compounds.csv").open(encoding="utf-8-sig", newline="") as lines:
        pairs = [(row["Name"], row["InChIKey_realigned"], identity_of(row["Name"])) for row in csv.DictReader(lines)]
    both = [(name, key, found) for name, key, found in pairs if key and found and found.inchikey]
    assert len(both) > 300
    assert {name for name, key, found in both if key[:14] != found.first_block} == {
        "MMDA"
    }  # theirs has a shifted methoxy


@pytest.mark.raw
def test_the_compiled_list_gives_the_same_cas_numbers_but_for_those_reviewed(raw: Path) -> None:
    with (raw / "legal/control_lists.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["cas"] and row["kind"] != "class"]
    pairs = [(n, row["cas"], identity_of(n)) for row in rows for n in (row["entry_name_en"], row["entry_name_es"]) if n]
    both = [(normalise(name), cas, found.cas) for name, cas, found in pairs if found and found.cas]
    assert len(both) > 400
    assert {name for name, theirs, ours in both if theirs != ours} <= OTHER_CAS


@pytest.mark.raw
def test_no_name_ships_that_only_the_un_lists_have(raw: Path) -> None:
    from tripoint.registry.identities_names import entries, keys
    from tripoint.registry.substance_published import drugbank

    printed = [name for entry in entries(raw) if entry.place[0] != "UN" for name, _ in entry.names]
    ours = [row["name"] for table in OUR_TABLES for row in rows_of(table)]
    known_here = {key for name in (*printed, *ours) for key in keys(name)}
    published = {normalise(name.name) for name, _ in drugbank(raw)}
    assert [name for name in identities() if name not in known_here | published] == []


@pytest.mark.raw
def test_every_substance_of_the_mexican_precursor_law_but_red_phosphorus_has_a_structure(raw: Path) -> None:
    with (raw / "legal/control_lists.csv").open(encoding="utf-8-sig", newline="") as lines:
        names = [row["entry_name_es"] for row in csv.DictReader(lines) if row["list"].startswith("Art. 4 fr.")]
    plain = [re.sub(r", así como.*| \(\w+(-\w+)?\)$", "", name) for name in names]
    assert len(plain) == 38
    assert [name for name in plain if not known(name).inchikey] == ["Fósforo rojo"]
