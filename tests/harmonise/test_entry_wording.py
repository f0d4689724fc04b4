"""What an entry names and covers: names in brackets, endings that are mapped, and endings that are not."""

import pytest

from tripoint.harmonise.entry_wording import covered, names_of, understood
from tripoint.registry.names import normalise

PHRASES = {normalise(k): v for k, v in {
    "and its salts": "salts", "their salts and derivatives": "salts derivatives", "its salts": "salts",
    "ses sels et dérivés": "salts derivatives",
}.items()}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Codeine (methylmorphine)", ["Codeine", "methylmorphine"]),
        (
            "4-Anilino (ANPP) (N-phenyl-1-(2-phenylethyl)amine)",
            ["4-Anilino", "ANPP", "N-phenyl-1-(2-phenylethyl)amine"],
        ),
        ("Ephenidine (NEDPA, EPE) (N-ethyl)", ["Ephenidine", "NEDPA", "EPE", "N-ethyl"]),
        ("Dextromethorphan (d-1,2,3, 10a-hexahydro)", ["Dextromethorphan", "d-1,2,3, 10a-hexahydro"]),
        ("X ([S–(R*,S*)]–ethanol, propanoate ester)", ["X", "[S–(R*,S*)]–ethanol, propanoate ester"]),
        ("N–(1–phenylcyclohexyl)ethylamine (PCE)", ["N–(1–phenylcyclohexyl)ethylamine", "PCE"]),
        ("1–[1–(2–Thienyl) cyclohexyl]piperidine", ["1–[1–(2–Thienyl) cyclohexyl]piperidine"]),
        ("[Cyclohexyl (phénylméthyl)–1] pipéridine–1", ["[Cyclohexyl (phénylméthyl)–1] pipéridine–1"]),
        ("Phenampromide (N–(1–methyl) ethyl) anilide)", ["Phenampromide", "N–(1–methyl) ethyl) anilide"]),
        ("Benzylpiperazine [BZP], namely 1-benzylpiperazine", ["Benzylpiperazine", "BZP", "1-benzylpiperazine"]),
        ("ioflupane (123l)", ["ioflupane (123l)"]),
        ("benzene\u00adethanamine (DO\u200bET)", ["benzeneethanamine", "DOET"]),
        ("", []),
    ],
)
def test_names_are_the_head_and_what_a_space_sets_off_in_brackets(text: str, names: list[str]) -> None:
    assert list(names_of(text)) == names


@pytest.mark.parametrize(
    "end", ["", ",", ", including:", " including", ", notamment\u00a0:", ". Sont compris\u00a0:", " but including"]
)
def test_a_mapped_end_is_taken_off_the_name_however_it_leads_on(end: str) -> None:
    wording = understood(f"Fentanyls, their salts and derivatives{end}", PHRASES)
    assert wording is not None
    assert (wording.names, wording.covers, wording.is_of_several) == (("Fentanyls",), "salts derivatives", True)


def test_one_substance_is_not_several() -> None:
    wording = understood("Pethidine Intermediate C (1-methyl), its salts", PHRASES)
    assert wording is not None
    assert not wording.is_of_several


@pytest.mark.parametrize(
    "text",
    [
        "Fentanyls, their salts and esters of derivatives",
        "X, excluding its isomers, and its salts",
        "Any sample",
        "X, sauf Y",
    ],
)
def test_wording_that_is_not_mapped_is_never_taken_for_a_name(text: str) -> None:
    assert understood(text, PHRASES) is None


def test_brackets_hide_the_words_of_a_name() -> None:
    wording = understood("Camazepam (ester and its salts) (x)", PHRASES)
    assert wording is not None
    assert wording.covers is None


def test_a_description_names_nothing_and_may_cover() -> None:
    assert covered("any substance that has a ring — and its salts, including", PHRASES) == "salts"
    assert covered("any substance that has a ring", PHRASES) is None
