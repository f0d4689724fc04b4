"""The index of names: every meaning is given, none is guessed, and identity is the skeleton with its stereo."""

from importlib.resources import files
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tripoint.registry.rows import rows_of
from tripoint.registry.substance_identity import first_block, stereo_flags
from tripoint.registry.substance_index import KINDS, Answer, substance_index
from tripoint.registry.substances import substance

FOLDER = Path(str(files("tripoint.registry"))) / "data" / "substance_index"
INDEX = substance_index()


def ask(text: str) -> Answer:
    return INDEX.ask(text)


def titles(answer: Answer) -> list[str]:
    return [candidate.meaning.titles["en"] for candidate in answer.exact]


def test_tusi_means_the_mixture_and_2c_b_each_with_its_citation() -> None:
    answer = ask("tusi")
    assert [c.meaning.meaning_id for c in answer.exact] == ["tripoint:tusi_mixture", "tripoint:2c_b"]
    assert all(name.kind == "street" and "UNODC" in name.citation for c in answer.exact for name in c.names)
    assert "seldom 2C-B" in answer.exact[0].meaning.notes["en"]


def test_pink_cocaine_is_not_cocaine() -> None:
    assert [c.meaning.identity for c in ask("Pink Cocaine").exact] == ["tripoint:tusi_mixture"]


def test_an_ambiguous_street_name_answers_with_all_its_meanings() -> None:
    assert {"Heroin", "Cocaine", "Methylphenidate", "Amphetamine"} <= set(titles(ask("speedball")))


@pytest.mark.parametrize("text", ["Cocaína", "COCAINE", "cocaïne", "50-36-2", "benzoylmethylecgonine"])
def test_a_name_is_found_in_three_languages_and_by_number(text: str) -> None:
    assert "cocaine" in [c.meaning.meaning_id.removeprefix("registry:") for c in ask(text).exact]


def test_the_french_name_of_the_act_has_the_structure_of_the_english_one() -> None:
    (french,), (english,) = ask("désomorphine").exact, ask("Desomorphine").exact
    assert french.meaning == english.meaning
    assert french.meaning.inchikey


def test_two_stereo_forms_are_one_substance_with_different_flags() -> None:
    (racemate,), (one_form,) = ask("medetomidine").exact, ask("dexmedetomidine").exact
    assert racemate.meaning.identity == one_form.meaning.identity == "CUHVIMMYOGQXCV"
    assert (racemate.meaning.stereo, one_form.meaning.stereo) == ("open", "defined")


def test_a_key_without_stereo_and_without_siblings_is_none_and_no_key_is_nothing() -> None:
    assert ask("fentanyl").exact[0].meaning.stereo == "none"
    assert ask("marijuana").exact[0].meaning.stereo == ""


def test_flags_come_from_the_second_block_and_its_siblings() -> None:
    flat, one, other, alone = "A" * 14, "B" * 14, "C" * 14, "D" * 14
    keys = [f"{flat}-UHFFFAOYSA-N", f"{flat}-ABCDEFGHSA-N", f"{one}-ABCDEFGHSA-N", f"{alone}-UHFFFAOYSA-N", ""]
    assert list(map(stereo_flags(keys).get, keys)) == ["open", "defined", "defined", "none", ""]
    assert first_block(f"{other}-UHFFFAOYSA-N") == other


def test_what_is_no_inchikey_has_no_block() -> None:
    with pytest.raises(ValueError, match="'437-38-7' is no InChIKey"):
        first_block("437-38-7")


def test_a_substance_of_the_registry_shows_its_block_and_whether_stereo_is_given() -> None:
    assert (substance("fentanyl").first_block, substance("fentanyl").has_defined_stereo) == ("PJMPHNIQZUBGLI", False)
    assert substance("cocaine").has_defined_stereo
    assert substance("opioids").first_block == ""


@pytest.mark.parametrize("name", ["isotonitazene", "metonitazene", "bromazolam", "4-ANPP"])
def test_new_substances_that_drugbank_lacks_have_a_structure_of_ours(name: str) -> None:
    assert any(candidate.meaning.first_block for candidate in ask(name).exact)


@pytest.mark.parametrize("text", ["ZPUCINDJVBIVPJ-LJISPDSOSA-N", "zpucindjvbivpj-ljispdsosa-n"])
def test_an_inchikey_is_looked_up(text: str) -> None:
    assert "registry:cocaine" in [c.meaning.meaning_id for c in ask(text).exact]
    assert {c.meaning.inchikey for c in ask(text).exact} == {text.upper()}


def test_a_first_block_gives_every_stereo_form_and_an_unknown_form_only_suggests_them() -> None:
    assert {c.meaning.stereo for c in ask("CUHVIMMYOGQXCV").exact} == {"defined", "open"}
    other = ask("CUHVIMMYOGQXCV-AAAAAAAASA-N")
    assert other.exact == ()
    assert {c.meaning.first_block for s in other.suggestions for c in s.candidates} == {"CUHVIMMYOGQXCV"}
    assert ask("ABCDEFGHIJKLMN-UHFFFAOYSA-N").suggestions == ()


@pytest.mark.parametrize(
    ("text", "first"), [("xylazine hydrochloride", "Xylazine"), ("polvo de fentanilo", "Fentanyl")]
)
def test_a_name_that_stands_in_the_text_comes_before_others_spelled_a_little_alike(text: str, first: str) -> None:
    answer = ask(text)
    assert answer.exact == ()
    assert (answer.suggestions[0].is_inside, titles_of(answer)[0]) == (True, first)


def titles_of(answer: Answer) -> list[str]:
    return [candidate.meaning.titles["en"] for s in answer.suggestions for candidate in s.candidates]


def test_a_misspelt_name_of_two_words_comes_before_the_name_that_stands_in_it() -> None:
    assert titles_of(ask("acetil fentanyl"))[:2] == ["Acetylfentanyl", "Fentanyl"]


def test_street_names_that_stand_in_a_text_are_not_suggested() -> None:
    assert ask("sugar and spice").suggestions == ()


def test_crack_peyote_and_hashish_are_one_thing_each_and_cannabis_is_not_only_a_medicine() -> None:
    assert [c.meaning.meaning_id for c in ask("crack cocaine").exact] == ["registry:crack"]
    assert ask("crack cocaine").exact[0].meaning.first_block == "ZPUCINDJVBIVPJ"
    assert titles(ask("peyote")) == ["Peyote (Lophophora williamsii)", "Mescaline"]
    assert titles(ask("hachís")) == titles(ask("haschich")) == ["Hashish (cannabis resin)"]
    assert "Marijuana" in titles(ask("cannabis"))
    assert titles(ask("tranq")) == ["Xylazine"]


def test_items_that_french_and_english_number_otherwise_are_not_mixed_up() -> None:
    (found,) = ask("JWH-251").exact
    assert found.meaning.meaning_id == "name:1-pentyl-3-(2-methylphenylacetyl)indole"


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("gamma hydroxybutyric acid", "SJZRECIVHVDYJC"), ("β-hydroxyfentanyl", "JEFVHLMGRUJLET"),
        ("N-méthyl méthylènedioxy-3,4 amphétamine", "SHXWCVYOXRDMCX"), ("beta-methyl fentanyl", "UXIGUKSHASXDNI"),
    ],
)  # fmt: skip
def test_a_name_of_a_list_that_differs_in_hyphens_or_greek_letters_has_its_structure(text: str, block: str) -> None:
    assert [c.meaning.first_block for c in ask(text).exact] == [block]


def test_a_name_known_exactly_is_not_searched_for_others() -> None:
    assert ask("xylazine").suggestions == ()


def test_a_misspelt_name_is_suggested_and_never_taken_as_a_match() -> None:
    answer = ask("metanfetamna")
    assert answer.exact == ()
    assert answer.suggestions[0].candidates[0].meaning.meaning_id == "registry:methamphetamine"
    assert answer.suggestions[0].similarity < 1


@pytest.mark.parametrize("text", ["fen", "ghz", "mdmx", "", "  "])
def test_very_short_texts_resemble_nothing(text: str) -> None:
    answer = ask(text)
    assert (answer.exact, answer.suggestions, answer.is_short) == ((), (), True)


def test_a_short_name_known_exactly_says_that_it_is_short() -> None:
    answer = ask("K")
    assert {"Potassium", "Ketamine", "Clonazepam"} <= set(titles(answer))
    assert answer.is_short


def test_other_marks_and_spaces_lead_to_a_suggestion() -> None:
    assert ask("jwh018").suggestions[0].candidates[0].names[0].text == "JWH-018"


@pytest.mark.parametrize("text", ["toronto", "screwdriver", "Guadalajara", "boulangerie"])
def test_ordinary_words_are_no_substances(text: str) -> None:
    answer = ask(text)
    assert not answer.exact
    assert all(name.kind != "street" for s in answer.suggestions for c in s.candidates for name in c.names)


def test_every_label_of_every_source_is_in_the_index() -> None:
    for row in rows_of("substance_labels"):
        found = {c.meaning.meaning_id for c in INDEX.meanings_of(row["label"])}
        own = substance(row["substance_id"])
        assert f"registry:{row['substance_id']}" in found, (row, own)


def test_every_meaning_of_the_reviewed_tables_exists() -> None:
    known = {f"registry:{row['substance_id']}" for row in rows_of("substances")}
    known |= {f"tripoint:{row['meaning_id']}" for row in rows_of("substance_meanings")}
    for table, name in (("substance_lexicon", "heading"), ("substance_own_names", "name")):
        for row in rows_of(table):
            assert INDEX.meanings_of(row[name]), row
            if not row["meaning"].startswith("drugbank:"):
                assert row["meaning"] in known or INDEX.meaning(row["meaning"]), row
    assert all(row["citation"] for row in rows_of("substance_own_names"))


def test_every_name_has_a_known_kind_source_and_meaning() -> None:
    names = pq.read_table(FOLDER / "names.parquet").to_pydict()
    assert set(names["kind"]) <= set(KINDS)
    assert set(names["source"]) == {
        "drugbank", "ca_cdsa", "us_niem_dea", "dope_dea_street", "dope_dea_brands", "dope_dea_controlled", "dope_lookup",
    }  # fmt: skip
    for name in INDEX.names[::500]:
        assert INDEX.meanings_of(name)


def test_the_shipped_index_is_small_and_names_its_publishers() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 1_500_000
    said = (FOLDER / "ATTRIBUTION.md").read_text("utf-8")
    for publisher in (
        "DrugBank",
        "Department of Justice Canada",
        "NIEM",
        "National Drug Abuse Treatment Clinical Trials",
    ):
        assert publisher in said
