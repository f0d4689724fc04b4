"""One answer by any way in: name, CAS number, InChIKey and structure of everything that a law text names.

ways_apart.csv: where the ways differ, with the reason in law.
"""

import csv
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tripoint.controls.answer import Answer, assess
from tripoint.controls.finding import is_half_left_out
from tripoint.controls.lawbook import LawBook, open_lawbook
from tripoint.controls.query import read_query
from tripoint.controls.structures import Structures
from tripoint.registry.identities import Identity, identities
from tripoint.registry.index_structures import index_structures
from tripoint.store.ledger import Reader, edition_path

JURISDICTIONS = ("US", "CA", "MX")
DRAWN = [row for row in identities().values() if row.smiles]
with (Path(__file__).parent / "ways_apart.csv").open(encoding="utf-8", newline="") as _file:
    APART = {(row["name"], row["jurisdiction"]): (row["by_name"], row["otherwise"]) for row in csv.DictReader(_file)}


@cache
def law() -> LawBook:
    return open_lawbook(Reader(edition_path()), today=date(2026, 7, 1))


@cache
def structures() -> Structures:
    return Structures(law(), None)


@cache
def by_name(name: str) -> Answer:
    return assess(law(), read_query(name, "name"))


@cache
def by_structure(smiles: str) -> Answer:
    return structures().answer(smiles)


def outcomes(answer: Answer) -> tuple[str, ...]:
    return tuple(answer.status(jurisdiction).outcome for jurisdiction in JURISDICTIONS)


def others(row: Identity) -> list[Answer]:
    cas = [assess(law(), read_query(row.cas, "cas"))] if row.cas else []
    return [assess(law(), read_query(row.inchikey, "inchikey")), by_structure(row.smiles), *cas]


def test_a_name_a_number_a_key_and_a_structure_of_one_thing_have_one_answer() -> None:
    found = {
        (row.name, jurisdiction, named, other)
        for row in DRAWN
        if not is_half_left_out(law(), row.first_block)
        for answer in others(row)
        for jurisdiction, named, other in zip(JURISDICTIONS, outcomes(by_name(row.name)), outcomes(answer), strict=True)
        if named != other
    }
    assert found == {(name, jurisdiction, *two) for (name, jurisdiction), two in APART.items()}


def test_a_key_and_a_structure_of_the_index_have_one_answer() -> None:
    """Every sixteenth of the index; all of them take a minute."""
    sample = list(index_structures().items())[::16]
    asked = [(key, assess(law(), read_query(key, "inchikey")), by_structure(smiles)) for key, smiles in sample]
    assert [key for key, keyed, drawn in asked if outcomes(keyed) != outcomes(drawn)] == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("dextromethorphan", ("excluded", "excluded", "needs_expert")),
        ("dextrorphan", ("needs_expert", "excluded", "needs_expert")),
    ],
)
def test_the_entry_of_a_racemate_does_not_take_in_its_other_half(name: str, expected: tuple[str, ...]) -> None:
    smiles = identities()[name].smiles
    assert outcomes(by_name(name)) == outcomes(by_structure(smiles)) == expected


def test_a_diastereomer_is_not_what_is_listed_and_the_mirror_image_of_an_open_name_is() -> None:
    key = "MUMGGOZAMZWBJJ-KZYORJDKSA-N"  # epitestosterone
    assert outcomes(assess(law(), read_query(key, "inchikey")))[:2] == ("needs_expert", "needs_expert")
    assert outcomes(by_structure(index_structures()[key]))[:2] == ("needs_expert", "needs_expert")
    assert outcomes(by_name("testosterone"))[:2] == ("controlled", "controlled")
    both = (by_structure(f"CN[C{form}H](C)Cc1ccccc1") for form in ("@", "@@"))
    assert {outcomes(answer)[:2] for answer in both} == {("controlled", "controlled")}


def test_a_chloride_drawn_with_its_hydrogen_apart_is_the_acid() -> None:
    assert (
        outcomes(by_structure("[H+].[Cl-]")) == outcomes(by_structure("Cl")) == outcomes(by_name("hydrochloric acid"))
    )
    assert "controlled" not in outcomes(by_structure("[Na+].[Cl-]"))


def test_an_ion_of_a_quaternary_amine_is_left_out_as_by_name_and_so_is_a_labelled_tracer() -> None:
    for name in ("methylnaltrexone", "123l-ioflupane"):
        answer = by_structure(identities()[name].smiles)
        assert outcomes(answer) == outcomes(by_name(name))
        assert answer.status("CA").outcome == "excluded"


def test_a_salt_named_by_itself_is_met_as_a_salt_of_its_acid_too() -> None:
    assert outcomes(by_name("sodium phenylacetate"))[:2] == ("controlled", "controlled")


def test_the_salts_of_a_hydrogen_halide_are_put_to_an_expert_where_the_words_take_salts_in() -> None:
    """21 USC 802(34), closing words; LFCPQ art. 4."""
    assert outcomes(by_name("potassium iodide")) == outcomes(by_structure("[K+].[I-]"))
    assert outcomes(by_name("potassium iodide")) == ("needs_expert", "not_listed", "needs_expert")


@pytest.mark.parametrize("name", ["cannabis", "marijuana", "hashish", "THC", "cannabinol", "cannabidiol", "dronabinol"])
def test_what_the_cannabis_act_has_is_said_to_be_there_and_is_never_just_not_listed(name: str) -> None:
    status = by_name(name).status("CA")
    assert status.outcome in ("not_assessed", "excluded")
    assert "cannabis_act" in {remark.code for remark in (*status.reasons, *status.warnings)}


def test_a_drawn_phytocannabinoid_is_said_to_be_under_the_cannabis_act() -> None:
    for name in ("cannabinol", "cannabigerol"):
        key = by_name(name).identity.inchikey  # type: ignore[union-attr]
        status = by_structure(index_structures().get(key) or _smiles(key)).status("CA")
        assert "cannabis_act" in {remark.code for remark in (*status.reasons, *status.warnings)}


def _smiles(key: str) -> str:
    return next(row.smiles for row in DRAWN if row.inchikey == key)


def test_a_medicine_with_an_approved_application_is_no_analogue_in_the_united_states() -> None:
    """21 USC 802(32)(C)(ii)."""
    assert by_name("naloxone").status("US").outcome == "not_assessed"
    assert by_structure(identities()["naloxone"].smiles).status("US").outcome == "not_assessed"
    for name in ("azelaic acid", "plerixafor"):  # much like what is listed by fingerprint, and named by no text
        named = by_name(name)
        assert named.status("US").outcome == "not_assessed"
        assert named.identity is not None
        assert outcomes(by_structure(index_structures()[named.identity.inchikey])) == outcomes(named)


@pytest.mark.parametrize("racemate", ["racemethorphan", "racemorphan"])
def test_a_drawing_without_stereo_may_be_the_half_that_a_text_leaves_out(racemate: str) -> None:
    row = identities()[racemate]
    drawn = [by_structure(row.smiles), assess(law(), read_query(row.inchikey, "inchikey"))]
    assert {outcomes(answer) for answer in drawn} == {("needs_expert",) * 3}
    named = [by_name(racemate), assess(law(), read_query(row.cas, "cas"))]
    assert {outcomes(answer) for answer in named} == {("controlled",) * 3}


@pytest.mark.parametrize("name", ["dextromethorphan", "dextrorphan", "levomethorphan", "levorphanol"])
def test_a_half_of_a_racemate_drawn_as_such_is_read_as_by_name(name: str) -> None:
    row = identities()[name]
    assert {outcomes(answer) for answer in others(row)} == {outcomes(by_name(name))}


DOXEPIN = "CN(C)CCC=C1c2ccccc2COc2ccccc12"


def test_a_structure_in_a_list_is_asked_for_likeness_as_the_single_query_is() -> None:
    listed = structures().ask(read_query(DOXEPIN, "structure"))
    assert outcomes(listed) == outcomes(by_name("doxepin"))
    assert listed.status("MX").outcome == "needs_expert"
    assert {reason.code for reason in listed.status("MX").reasons} == {"alike"}


@pytest.mark.parametrize(
    "name",
    ["sodium bicarbonate", "calcium carbonate", "potassium carbonate", "magnesium carbonate", "sebacic acid", "tryptophan",
     "betaine", "acetic acid", "zinc chloride"],
)  # fmt: skip
def test_salts_long_chains_and_amino_acids_are_not_much_like_what_is_listed(name: str) -> None:
    assert "needs_expert" not in outcomes(by_name(name))


def test_a_salt_of_what_is_left_out_without_its_salts_is_for_an_expert_for_that_reason() -> None:
    """21 USC 811(g)(2) names dextromethorphan and says nothing of its salts."""
    salt = identities()["dextromethorphan"].smiles + ".Br"
    for answer in (by_name("dextromethorphan hydrobromide"), by_structure(salt)):
        status = answer.status("US")
        assert status.outcome == "needs_expert"
        assert {e.clause.list_id for e in status.decides} == {"us_usc21/811-g"}
        assert status.reasons[0].code == "salt_of_left_out"


@pytest.mark.parametrize(("name", "same"), [
    ("aceite de sasafrás", "sassafras oil"), ("huile de sassafras", "sassafras oil"), ("hipofosfito de sodio", "sodium hypophosphite"),
    ("hypophosphite de calcium", "calcium hypophosphite"), ("xilacina", "xylazine"), ("sulfato de salbutamol", "salbutamol"),
    ("escopolamina", "scopolamine"), ("adrenalina", "epinephrine"), ("resina de cannabis", "cannabis resin"),
    ("mitraginina", "mitragynine"), ("BMK glycidate", "BMK methyl glycidate"), ("3-metoxifenciclidina", "3-MeO-PCP"),
    ("4-methylthioamphetamine", "4-MTA"), ("MXE", "methoxetamine"), ("PCC", "1-piperidinocyclohexanecarbonitrile"),
    ("R-29676", "R 29676"), ("troquel", "matriz"), ("fentanyl-d5", "fentanyl"), ("d5-fentanyl", "fentanyl"),
])  # fmt: skip
def test_usual_names_of_one_thing_have_one_answer(name: str, same: str) -> None:
    one, other = (assess(law(), text) for text in (name, same))
    assert one.problem == other.problem == ""
    assert outcomes(one) == outcomes(other)


@pytest.mark.parametrize("name", ["phenyl-d5", "d3", "fentany-d5"])
def test_a_name_with_deuterium_is_met_only_if_the_rest_is_a_known_structure(name: str) -> None:
    assert set(outcomes(assess(law(), name))) == {"not_assessed"}


def test_an_essential_oil_is_for_an_expert_only_where_the_words_take_such_oils_in() -> None:
    status = assess(law(), "sassafras oil").status("CA")
    assert (status.outcome, [e.clause.clause for e in status.decides]) == ("needs_expert", ["17"])


@pytest.mark.parametrize(("name", "expected"), [
    ("apomorphine", "not_listed"), ("MT-45", "not_listed"), ("ephenidine", "needs_expert"),
])  # fmt: skip
def test_only_open_chains_are_derivatives_of_lefetamine(name: str, expected: str) -> None:
    assert by_name(name).status("MX").outcome == expected


def test_a_lactam_is_no_carboxamide_and_a_pyrazolodiazepine_is_read_as_a_thienodiazepine() -> None:
    assert [by_name(name).status("CA").outcome for name in ("alosetron", "zolazepam", "etizolam")] == [
        "not_listed", "needs_expert", "needs_expert",
    ]  # fmt: skip
