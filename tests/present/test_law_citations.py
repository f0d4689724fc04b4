"""Citations in three languages, lists with their article in a sentence, the first of a month in French."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from tripoint.cli.order_sheets import amount_words
from tripoint.present.law_citations import ARTICLES, cited, with_article
from tripoint.present.law_words import clause_words, instrument_citation, list_title, remark_words
from tripoint.present.words import words
from tripoint.registry.law import duties, instruments, law_lists

DATA = Path(str(files("tripoint.registry"))) / "data"
COLUMNS = {
    "order_flags": ("basis",), "order_checklists": ("basis",), "order_reports": ("citation", "contents_read_in"),
    "notice_fields": ("read_in",),
}  # fmt: skip


@pytest.mark.parametrize(
    ("citation", "spanish", "french"),
    [
        ("S.C. 1996, c. 19, s. 46.3", "S.C. 1996, c. 19, art. 46.3", "L.C. 1996, ch. 19, art. 46.3"),
        ("SOR/2002-359, ss. 6, 12 and 14", "SOR/2002-359, arts. 6, 12 y 14", "DORS/2002-359, art. 6, 12 et 14"),
        ("SOR/2002-359, ss. 86 and 85(7)", "SOR/2002-359, arts. 86 y 85(7)", "DORS/2002-359, art. 86 et 85(7)"),
        ("SOR/2002-359 s. 34(f)", "SOR/2002-359 art. 34(f)", "DORS/2002-359 art. 34f)"),
        ("SOR/2002-359, s. 86(2)(b), (f)", "SOR/2002-359, art. 86(2)(b), (f)", "DORS/2002-359, art. 86(2)b), (f)"),
        ("C.R.C., c. 1041", "C.R.C., c. 1041", "C.R.C., ch. 1041"),
        ("LGS, arts. 289 to 292", "LGS, arts. 289 a 292", "LGS, art. 289 à 292"),
        ("LFCPQ, arts. 7 and 11", "LFCPQ, arts. 7 y 11", "LFCPQ, art. 7 et 11"),
        ("LFCPQ, art. 14 fr. I", "LFCPQ, art. 14, fr. I", "LFCPQ, art. 14, fraction I"),
        ("21 CFR part 1308", "21 CFR, parte 1308", "21 CFR, partie 1308"),
        ("21 U.S.C. 801 et seq.", "21 U.S.C. 801 y ss.", "21 U.S.C. 801 et suiv."),
        ("21 USC 830(b)(1)(A)", "21 USC 830(b)(1)(A)", "21 USC 830(b)(1)(A)"),
        ("UN 1988 art. 12(10)(a)", "Convención de 1988, art. 12(10)(a)", "Convention de 1988, art. 12(10)a)"),
        ("CDSA, Schedule IX", "CDSA, anexo IX", "LRCDAS, annexe IX"),
    ],
)
def test_a_citation_is_written_as_the_language_cites(citation: str, spanish: str, french: str) -> None:
    assert [cited(citation, code) for code in ("en", "es", "fr")] == [citation, spanish, french]


def citations() -> Iterator[str]:
    yield from (duty.citation for duty in duties().values())
    yield from (named.citation for named in instruments().values() if named.jurisdiction != "UN")
    for table, columns in COLUMNS.items():
        with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            yield from (row[column] for row in csv.DictReader(file) for column in columns)


def test_no_citation_of_the_registry_keeps_english_words() -> None:
    english = re.compile(r"\b(?:and|to|part|seq|Schedule)\b|\bss?\. \d")
    french = re.compile(r"\bSOR/|(?<!U\.)S\.C\.|, c\. |\barts\.")
    found = list(citations())
    assert len(found) > 80
    assert [c for c in found if english.search(cited(c, "es")) or english.search(cited(c, "fr"))] == []
    assert [c for c in found if french.search(cited(c, "fr"))] == []


def test_a_convention_is_cited_by_its_title() -> None:
    assert instrument_citation("un_1961", words("es")).startswith("Convención Única de 1961")
    assert "Single Convention" not in list_title("un_1961/I", words("fr"))


@pytest.mark.parametrize("language", ["es", "fr"])
def test_every_list_has_an_article_within_a_sentence(language: str) -> None:
    first = {listed.titles[language].split()[0] for listed in law_lists().values()}
    assert first - set(ARTICLES[language]) == set()


def test_a_sentence_takes_the_list_with_its_article_and_a_label_without() -> None:
    values = (("list", "ca_cdsa/I"), ("clause", "16(5)"))
    assert remark_words("by_name", values, words("fr")) == "nommé dans l’annexe I (L.C. 1996, ch. 19), 16(5)"
    assert remark_words("by_name", values, words("es")) == "nombrado en el anexo I (S.C. 1996, c. 19), 16(5)"
    assert remark_words("by_name", values, words("en")) == "named in Schedule I (S.C. 1996, c. 19), 16(5)"
    assert remark_words("ended", values, words("fr")) == "Annexe I (L.C. 1996, ch. 19), 16(5)\u00a0: plus en vigueur"
    assert with_article("Tableau II (21 CFR 1308)", "fr") == "le tableau II (21 CFR 1308)"


def test_a_clause_without_a_number_is_named_in_the_language() -> None:
    assert [clause_words("analogous", words(code)) for code in ("en", "es", "fr")] == [
        "open clause", "cláusula abierta", "disposition ouverte",
    ]  # fmt: skip
    assert clause_words("17 except 1", words("fr")) == "17 sauf 1"
    assert clause_words("not in force: 2017 7 36", words("fr")) == "pas en vigueur\u00a0: 2017 7 36"
    assert clause_words("16(5)", words("es")) == "16(5)"


def test_the_first_of_a_month_is_an_ordinal_in_french_alone() -> None:
    first, eleventh = date(2026, 10, 1), date(2026, 10, 11)
    assert words("fr").day(first) == "1er octobre 2026"
    assert words("fr").day(eleventh) == "11 octobre 2026"
    assert words("es").day(first) == "1 de octubre de 2026"


def test_one_machine_is_one_unit() -> None:
    assert [amount_words(1, "units", words(code)) for code in ("en", "es", "fr")] == ["1 unit", "1 unidad", "1 unité"]
    assert amount_words(3, "units", words("es")) == "3 unidades"
    assert amount_words(2000.5, "kg", words("en")) == "2,000.5 kg"
