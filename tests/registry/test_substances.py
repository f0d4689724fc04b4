"""Substances: identified only where the identity is sure, and matched only by their publisher's labels."""

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripoint.errors import UnknownSubstance
from tripoint.registry.names import normalise
from tripoint.registry.rows import LANGUAGES, rows_of
from tripoint.registry.substances import labels, resolve_substance, substance, substances

LABELS = rows_of("substance_labels")


def has_valid_check_digit(cas: str) -> bool:
    *digits, check = (int(c) for c in cas if c.isdigit())
    return sum(place * digit for place, digit in enumerate(reversed(digits), start=1)) % 10 == check


def test_every_id_is_lower_snake_and_used_once() -> None:
    ids = [row["substance_id"] for row in rows_of("substances")]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", i) for i in ids)


def test_every_substance_has_a_kind_and_three_names() -> None:
    for s in substances():
        assert s.kind in {"substance", "isomer_unspecified", "group"}, s
        assert all(s.names[language].strip() for language in LANGUAGES), s


def test_every_inchikey_has_the_form_of_one_and_is_used_once() -> None:
    keys = [s.inchikey for s in substances() if s.inchikey]
    assert all(re.fullmatch(r"[A-Z]{14}-[A-Z]{8}SA-N", key) for key in keys)
    assert len(keys) == len(set(keys))


def test_every_cas_number_has_its_check_digit() -> None:
    numbers = [s.cas for s in substances() if s.cas]
    assert all(re.fullmatch(r"\d{2,7}-\d{2}-\d", number) for number in numbers)
    assert all(has_valid_check_digit(number) for number in numbers)
    assert len(numbers) == len(set(numbers))


def test_a_wrong_cas_check_digit_is_seen() -> None:
    assert has_valid_check_digit("437-38-7")
    assert not has_valid_check_digit("437-38-8")


def test_identity_is_given_with_its_source_and_for_single_compounds_only() -> None:
    for s in substances():
        assert bool(s.identity_source) == bool(s.inchikey or s.cas), s
        assert s.kind == "substance" or not s.identity_source, s
        assert not s.cas or not s.identity_source.startswith("structure drawn"), s


def test_names_of_one_language_are_not_shared() -> None:
    for language in LANGUAGES:
        names = [normalise(s.names[language]) for s in substances()]
        assert len(names) == len(set(names))


@pytest.mark.parametrize("row", LABELS, ids=lambda row: f"{row['source']}: {row['label']}")
def test_every_label_means_a_known_substance(row: Mapping[str, str]) -> None:
    assert resolve_substance(row["label"], row["source"]) is substance(row["substance_id"])


def test_no_source_lists_a_label_twice() -> None:
    keys = [(row["source"], normalise(row["label"])) for row in LABELS]
    assert len(keys) == len(set(keys))


def test_every_substance_is_printed_by_some_source() -> None:
    assert {s.substance_id for s in substances()} == {row["substance_id"] for row in LABELS}


@given(st.sampled_from(LABELS))
def test_case_and_spacing_of_a_label_do_not_matter(row: Mapping[str, str]) -> None:
    padded = f" {row['label'].upper().replace(' ', '  ')} "
    assert resolve_substance(padded, row["source"]).substance_id == row["substance_id"]


def test_a_label_of_another_source_is_not_known() -> None:
    assert resolve_substance("Other Drugs**", "us_cbp_drugs").substance_id == "other_drugs_cbp"
    with pytest.raises(UnknownSubstance):
        resolve_substance("Other Drugs**", "us_nflis_drug")


def test_an_unknown_label_is_refused_with_its_source_and_cure() -> None:
    with pytest.raises(UnknownSubstance, match=r"us_cbp_drugs: the label 'Nitazenes'.*\n.*substance_labels"):
        resolve_substance("Nitazenes", "us_cbp_drugs")


def test_an_unknown_id_is_refused_with_suggestions() -> None:
    with pytest.raises(UnknownSubstance, match="carfentanil") as refused:
        substance("carfentanyl")
    assert refused.value.candidates[0] == "carfentanil"


def test_an_unknown_source_has_no_labels() -> None:
    assert labels("xx_nothing") == {}


@pytest.mark.parametrize(
    "label", ["Fluorofentanyl", "Fluorofentanyl (unspecified isomer)", "FLUOROFENTANYL, ISOMER UNDETERMINED"]
)
def test_an_unnamed_isomer_is_not_made_into_one(label: str) -> None:
    found = resolve_substance(label, "us_nflis_drug")
    assert (found.substance_id, found.kind, found.inchikey) == ("fluorofentanyl", "isomer_unspecified", "")


@pytest.mark.parametrize(
    "label", ["FENTANYL HYDROCHLORIDE", "FENTANYL CITRATE", "FENTANYL SALT UNDETERMINED", "Fentanyl"]
)
def test_a_salt_counts_under_its_base(label: str) -> None:
    assert resolve_substance(label, "us_nflis_drug").substance_id == "fentanyl"


@pytest.mark.parametrize(
    ("table_3", "query_system"),
    [
        ("ANPP", "4-ANPP"),
        ("Despropionyl para-fluorofentanyl", "para-Fluoro 4-ANPP"),
        ("4-Fluoroisobutyryl fentanyl", "para-Fluoroisobutyryl fentanyl"),
        ("p-Fluorobutyryl fentanyl", "para-Fluorobutyryl fentanyl"),
        ("Furanyl benzyl fentanyl", "N-Benzyl furanyl fentanyl"),
        ("Tetrahydrofuran fentanyl", "Tetrahydrofuranyl fentanyl"),
        ("4?-Methyl acetyl fentanyl", "4'-Methyl acetyl fentanyl"),
    ],
)
def test_table_3_and_the_query_system_meet_in_one_substance(table_3: str, query_system: str) -> None:
    one = resolve_substance(table_3, "us_nflis_drug")
    assert one is resolve_substance(query_system, "us_nflis_drug")
