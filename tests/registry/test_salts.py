"""Words for salts are taken from a name only where what is left is the substance that the name means."""

import pytest

from tripoint.registry.names import normalise
from tripoint.registry.rows import rows_of
from tripoint.registry.salts import salt_words, without_salt


@pytest.mark.parametrize(
    ("name", "substance", "word"),
    [
        ("clorhidrato de fentanilo", "fentanilo", "clorhidrato"),
        ("fentanyl HCl", "fentanyl", "hcl"),
        ("Ketamine (HCl)", "ketamine", "hcl"),
        ("chlorhydrate d’éphédrine", "ephedrine", "chlorhydrate"),
        ("sulfato de morfina", "morfina", "sulfato"),
        ("Morphine sulfate pentahydrate", "morphine", "sulfate pentahydrate"),
        ("fentanyl citrate", "fentanyl", "citrate"),
        ("fenobarbital sódico", "fenobarbital", "sodico"),
        ("sodium phenobarbital", "phenobarbital", "sodium"),
        ("sodium oxybate", "oxybate", "sodium"),
        ("oxibato de sodio", "oxibato", "sodio"),
        ("oxybate de sodium", "oxybate", "sodium"),
        ("codeine phosphate", "codeine", "phosphate"),
        ("cocaine base", "cocaine", "base"),
        ("xylazine hydrochloride", "xylazine", "hydrochloride"),
    ],
)
def test_a_salt_or_base_is_told_from_its_substance(name: str, substance: str, word: str) -> None:
    assert without_salt(name) == (substance, word)


@pytest.mark.parametrize(
    "name",
    [
        "acetic anhydride", "anhídrido acético", "hydrochloric acid", "ácido clorhídrico", "acide chlorhydrique",
        "sulphuric acid", "sodium permanganate", "sodium chloride", "potassium permanganate", "permanganato potásico", "permanganato de sodio",
        "permanganato de potasio", "permanganate de potassium", "ethyl acetate", "lithium carbonate", "chloral hydrate",
        "hidrato de cloral", "pentotal sódico", "fentanyl", "sodium", "hydrochloride", "clorhidrato",
    ],
)  # fmt: skip
def test_a_substance_of_its_own_keeps_its_words(name: str) -> None:
    assert without_salt(name) == (normalise(name), None)


@pytest.mark.parametrize(
    "name", ["psilocin phosphate", "testosterone sulfate", "dimethyl fumarate", "nandrolone citrate"]
)
def test_an_ester_is_no_salt(name: str) -> None:
    assert without_salt(name)[1] is None


def test_a_salt_that_a_law_lists_apart_from_its_base_is_still_a_salt_of_it() -> None:
    assert without_salt("Etorphine HCl") == ("etorphine", "hcl")


def test_a_word_inside_a_name_is_left_there() -> None:
    assert without_salt("pasta base de cocaína") == ("pasta base de cocaina", None)
    assert without_salt("phosphate-free fentanyl")[1] is None


def test_no_name_that_texts_print_loses_a_word_but_for_the_salts_among_them() -> None:
    own = {row["name"] for row in rows_of("law_own_names")}
    changed = {row["name"] for row in rows_of("law_identities") if without_salt(row["name"])[1] is not None} - own
    assert changed == {"cloracepato dipotasico", "diclorhidrato de n-fenil-4-piperidinamina", "etorphine hcl"}


def test_each_word_stands_once_and_names_its_languages() -> None:
    assert len(salt_words()) == len(rows_of("salt_words"))
    assert all(set(row["language"].split()) <= {"en", "es", "fr"} and row["language"] for row in rows_of("salt_words"))
