"""mx_law_texts and mx_controls: the traps of two Mexican laws, their counts, and a transcript without their words."""

import re
import unicodedata
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.samples import folder_of
from tests.sources import variants
from tests.sources.mx_transcript import FILES, transcript_of
from tests.sources.variants import problems_of, rows_of, swap, the_problem_of
from tripoint.harmonise.controls import NAMES
from tripoint.ingest.snapshot import hash_of
from tripoint.registry.law import duties, law_lists
from tripoint.sources.catalogue import source

NAME = "mx_law_texts"
HEALTH, PRECURSORS = "lgs_extracted_sample.txt", "lfcpq_extracted_sample.txt"
SAMPLES = folder_of(source(NAME)) / "sample"
FURNITURE = re.compile(
    r"\d+ de \d+|LEY GENERAL DE SALUD|LEY FEDERAL PARA EL CONTROL DE PRECURSORES QUÍMICOS, PRODUCTOS QUÍMICOS ESENCIALES Y"
    r"|MÁQUINAS PARA ELABORAR CÁPSULAS, TABLETAS Y/O COMPRIMIDOS|CÁMARA DE DIPUTADOS .* Última Reforma DOF [\d-]+"
    r"|Secretaría General|Secretaría de Servicios Parlamentarios"
)
FORMULAS = re.compile(
    r"Publicado en el Diario Oficial de la Federación el \d+ de \w+ de \d{4}"
    r"|Ley Federal para el Control de Precursores Químicos(?:, Productos [^(\n]*? Comprimidos)?"
    r"|Comisión Federal para la Protección contra Riesgos Sanitarios", re.IGNORECASE,
)  # fmt: skip
"""The line that dates a decree, which the reader looks for; the names of a law and of an office."""
REGISTRY = ("law_instruments", "law_lists", "law_notes", "law_duties", "order_checklists", "order_reports")
Clause = dict[str, Any]


def clauses(path: Path) -> dict[tuple[str, str], Clause]:
    """Every record but exclusions by list and clause."""
    return {(row["list_id"], row["clause"]): row for row in rows_of(NAME, path) if row["role"] != "exclusion"}


def of_list(path: Path, list_id: str) -> dict[str, Clause]:
    return {clause: row for (which, clause), row in clauses(path).items() if which == list_id}


def health(list_id: str) -> dict[str, Clause]:
    return of_list(SAMPLES / HEALTH, f"mx_lgs/{list_id}")


def precursors(list_id: str) -> dict[str, Clause]:
    return of_list(SAMPLES / PRECURSORS, f"mx_lfcpq/{list_id}")


def test_the_text_is_for_a_users_own_copy_and_the_clauses_without_it_may_ship() -> None:
    assert (source(NAME).may_ship, source(NAME).is_own_copy) == (False, True)
    assert (source("mx_controls").may_ship, source("mx_controls").is_own_copy) == (True, False)


def test_what_a_page_repeats_at_its_head_is_not_part_of_the_entry_it_breaks() -> None:
    broken = health("234")["METADONA, intermediario de la"]
    assert broken["text"].endswith("2-muestra-4,4- cianobutano).")
    assert "CÁMARA" not in broken["text"]


def test_an_intermediate_is_not_the_substance_whose_name_it_begins_with() -> None:
    found = health("234")
    assert found["METADONA"]["names"].split(NAMES)[0] == "METADONA"
    assert "METADONA" not in found["METADONA, intermediario de la"]["names"].split(NAMES)


def test_a_correction_of_the_dof_between_two_entries_belongs_to_neither_text_and_dates_the_first() -> None:
    row = health("234")["RACEMUESTRAN"]
    assert (row["text"], row["valid_from"]) == ("RACEMUESTRAN ((+)-3-muestra).", date(1988, 2, 11))


def test_every_narcotic_takes_in_isomers_and_what_is_analogous_and_only_some_their_salts() -> None:
    found = health("234")
    assert all({"isomers", "analogues"} <= set(row["covers"].split()) for c, row in found.items() if c[0].isupper())
    assert {c for c, row in found.items() if "salts" in row["covers"].split()} == {"MUESTRAINA"}
    assert (found["analogous"]["kind"], found["analogous"]["names"]) == ("class", None)


def test_an_enumeration_in_a_sentence_is_as_many_entries_with_what_is_said_of_each() -> None:
    found = health("237")
    assert list(found) == ["muestra preparada", "diamuestrina", "papaver muestra", "coca"]
    assert found["diamuestrina"]["names"] == "diamuestrina | heroína"
    assert [row["covers"] for row in found.values()] == [None, "salts preparations", None, "derivatives preparations"]


def test_a_flattened_table_gives_the_names_of_its_three_columns() -> None:
    found = {clause: row["names"] for clause, row in health("245-I").items()}
    assert found["CATINONA"] == "CATINONA | (-)-alfa-muestrafenona"
    assert found["DET"] == "DET | n,n-muestratriptamina"
    assert found["BROLAMFETAMINA"] == "BROLAMFETAMINA | DOB | 2,5-muestra-4-bromomuestra"
    assert found["MESCALINA"].split(NAMES)[:2] == ["MESCALINA", "PEYOTE"]
    assert found["PIPERONAL"] == "PIPERONAL | HELIOTROPINA"
    assert found["CANABINOIDES SINTÉTICOS"] == "CANABINOIDES SINTÉTICOS | K2"


@pytest.mark.parametrize("line", ["NUEVA SUSTANCIA 3-nueva", "LO-PHOPHORO", "4-nueva"])
def test_a_line_of_the_table_that_nobody_has_reviewed_stops_the_run(tmp_path: Path, line: str) -> None:
    path = variants.changed(NAME, HEALTH, tmp_path, swap("CANABINOIDES K2", f"{line}\nCANABINOIDES K2"))
    problem = the_problem_of(NAME, path)
    assert (problem.code, problem.value) == ("unknown_value", line)


def test_a_class_that_the_text_does_not_define_is_a_class_and_no_substance() -> None:
    row = health("245-I")["CANABINOIDES SINTÉTICOS"]
    assert (row["kind"], row["note"].split()[0]) == ("class", "mx_undefined_class")


def test_two_substances_on_one_line_are_two_entries_and_the_text_keeps_its_error() -> None:
    first, second = health("245-IV")["NALOXONA"], health("245-IV")["NOR-PSEUDOEFEDRINA"]
    assert first["source_row"] == second["source_row"]
    assert first["text"] == "NALOXONA NOR-PSEUDOEFEDRINA (+) CATINA (sic DOF 22-06-2017)"
    assert (first["names"], second["names"].split(NAMES)[-1]) == ("NALOXONA", "CATINA")
    assert "mx_sic" in first["note"]


def test_a_fragment_of_a_name_cannot_be_found_by_that_word() -> None:
    row = health("245-IV")["CLORHIDRATO"]
    assert row["names"] == "CLORHIDRATO (sic DOF 22-06-2017)"
    assert row["note"].startswith("mx_fragment")


def test_a_corrected_name_stands_beside_the_printed_one() -> None:
    assert health("245-III")["CLORACEPATO DIPOTASICO"]["names"] == "CLORACEPATO DIPOTASICO | CLORAZEPATO DIPOTASICO"
    assert health("245-IV")["VALPROICO"]["names"] == "VALPROICO | ACIDO VALPROICO"


def test_the_words_on_salts_hold_for_the_entries_above_them_and_not_for_the_next_heading() -> None:
    found = health("245-III")
    assert found["CLORACEPATO DIPOTASICO"]["covers"] == "salts derivatives"
    assert found["KETAMINA"]["covers"] is None
    assert (found["CLORACEPATO DIPOTASICO"]["under"], found["KETAMINA"]["under"]) == ("BENZODIAZEPINAS", None)


def test_thc_is_in_two_groups_by_its_concentration() -> None:
    assert "mx_thc_above" in health("245-II")["TETRAHIDROCANNABINOL"]["note"]


def test_a_day_is_that_of_coming_into_force_where_the_text_says_it_and_else_of_publication() -> None:
    found = precursors("4-I")
    assert (found["-1"]["valid_from"], found["-1"]["note"]) == (date(2009, 11, 13), "mx_in_force")
    assert found["-2"]["valid_from"] == date(2016, 1, 2)  # 80 days after 14 October 2015
    assert health("245-I")["alfa-Fenilacetoacetonitrilo"]["note"] == "mx_publication"
    assert (found["a"]["valid_from"], found["a"]["valid_from_basis"]) == (None, "listed_on")


def test_a_text_answers_from_the_last_change_of_the_list_to_the_day_its_last_reform_came_into_force() -> None:
    found = clauses(SAMPLES / PRECURSORS)
    days = {list_id: (row["text_from"], row["text_to"]) for (list_id, _), row in found.items()}
    assert days["mx_lfcpq/4-I"] == (date(2016, 5, 21), date(2019, 4, 10))
    assert days["mx_lfcpq/4-II"] == (date(2009, 11, 13), date(2019, 4, 10))
    assert days["mx_lfcpq/2-V"] == (date(2019, 4, 10), date(2019, 4, 10))


def test_the_salts_of_two_acids_are_excluded_and_a_struck_letter_is_no_entry() -> None:
    found = precursors("4-II")
    assert {clause for clause, row in found.items() if row["covers"] is None} == {"b", "c", "d"}
    assert (found["c"]["status"], found["c"]["role"], found["c"]["names"]) == ("repealed", "provision", None)
    (exclusion,) = [row for row in rows_of(NAME, SAMPLES / PRECURSORS) if row["role"] == "exclusion"]
    assert exclusion["names"] == "sales del ácido clorhídrico | sales del ácido sulfúrico"


def test_an_agreement_makes_a_precursor_a_narcotic_or_a_psychotropic_too() -> None:
    found = {clause: row["note"].split()[0] for clause, row in precursors("agreements").items()}
    assert found["2016-05-20 SEGUNDO N-Fenil-4-piperidinamina"] == "mx_narcotic_by_agreement"
    assert found["2015-10-14 SEGUNDO Muestrometano"] == "mx_psychotropic_v_by_agreement"
    assert found["2009-11-12 CUARTO muestramina"] == "mx_psychotropic_ii_by_agreement"
    assert found["2009-11-12 CUARTO Fenil acetato de amuestrilo"] == "mx_psychotropic_ii_by_agreement"


def test_an_agreement_with_a_standing_that_is_not_known_stops_the_run(tmp_path: Path) -> None:
    path = variants.changed(
        NAME, PRECURSORS, tmp_path, swap("se consideran estupefacientes", "se consideran otra cosa")
    )
    assert the_problem_of(NAME, path).code == "unknown_value"


def test_machines_are_equipment_with_the_duties_of_machines() -> None:
    row = precursors("2-V")["V"]
    assert (row["kind"], row["equipment"]) == ("equipment", "machine")
    assert "mx_lfcpq_17" in row["duties"].split()


def test_the_identity_of_a_customer_is_kept_five_years() -> None:
    assert duties()["mx_lfcpq_13"].record_years == 5
    assert all("mx_lfcpq_13" in row["duties"] for row in precursors("4-I").values())


@pytest.mark.parametrize(("sample", "change"), [(HEALTH, ("Artículo 246.-", "Artículo 946.-")),
                                                (PRECURSORS, ("Artículo 13.-", "Artículo 913.-")),
                                                (PRECURSORS, ("Última reforma publicada DOF", "Reforma"))])  # fmt: skip
def test_a_text_without_one_of_its_articles_or_its_date_is_refused(
    tmp_path: Path, sample: str, change: tuple[str, str]
) -> None:
    assert {p.code for p in problems_of(NAME, variants.changed(NAME, sample, tmp_path, swap(*change)))} == {
        "foreign_file"
    }


def test_a_text_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / HEALTH
    path.write_bytes((SAMPLES / HEALTH).read_text("utf-8").replace("\uf061", "a").replace("∆", "d").encode("latin-1"))
    assert the_problem_of(NAME, path).code == "wrong_encoding"


def test_a_transcript_with_a_bad_day_is_refused(tmp_path: Path) -> None:
    path = variants.changed("mx_controls", "mx_lgs_sample.csv", tmp_path, swap("1988-02-18", "18-02-1988"))
    assert (the_problem_of("mx_controls", path).code) == "bad_cell"


# the publisher's files


def file_of(raw: Path, name: str) -> Path:
    return raw / source(NAME).text("raw_folder") / name


@pytest.mark.parametrize("name", FILES.values())
def test_every_clause_is_found_again_on_its_own_lines(raw: Path, name: str) -> None:
    lines = file_of(raw, name).read_text("utf-8").splitlines()
    rows = rows_of(NAME, file_of(raw, name))
    assert hash_of(file_of(raw, name)) in source(NAME).known_snapshots
    for row in rows:
        assert row["list_id"] in law_lists()
        below = (line.strip() for line in lines[row["source_row"] - 1 : row["source_row"] + 250])
        kept = [line for line in below if not FURNITURE.fullmatch(line)]
        without_notes = [
            line for line in kept if not re.search(r"(reformad|adicionad|derogad|inválid).*DOF|y publicada DOF", line)
        ]
        assert any(" ".join(found).startswith(row["text"]) for found in (kept, without_notes)), row["clause"]


def test_as_many_entries_as_an_independent_count_of_lines_finds(raw: Path) -> None:
    def between(name: str, start: str, end: str) -> list[str]:
        text = file_of(raw, name).read_text("utf-8")
        kept = [line for line in text.splitlines() if not FURNITURE.fullmatch(line)]
        first = next(i for i, line in enumerate(kept) if re.match(start, line))
        last = next(i for i in range(first, len(kept)) if re.match(end, kept[i]))
        return kept[first + 1 : last]

    def capitals(lines: list[str]) -> int:
        return sum(bool(re.match(r"(1- |N-)?[A-ZÑ]{4,}", line)) and not line.endswith(":") for line in lines)

    health_law, precursor_law = FILES["mx_lgs.csv"], FILES["mx_lfcpq.csv"]
    entries = [row for name in FILES.values() for row in rows_of(NAME, file_of(raw, name)) if row["role"] == "entry"]

    def records(list_id: str) -> int:
        return sum(row["list_id"] == list_id and row["kind"] != "class" for row in entries)

    article_234 = capitals(between(health_law, r"Artículo 234\.-", "Los isómeros de los"))
    assert article_234 == 110 == records("mx_lgs/234") + 1  # one entry is a class of its own
    assert capitals(between(health_law, r"II\.- Las que tienen algún", "Y sus sales")) == 15 == records("mx_lgs/245-II")
    assert capitals(between(health_law, r"III\.- Las que", "Fe de erratas")) == 63 == records("mx_lgs/245-III")
    assert capitals(between(health_law, r"IV\.- Las que", "Fe de erratas")) + 1 == 70 == records("mx_lgs/245-IV")
    assert records("mx_lgs/245-I") == 28  # and synthetic cannabinoids, a class
    items = re.compile(r"(?:[a-z]\)|-) (?!\(Se suprime\))")
    for start, end, list_id, count in (
        (r"Artículo 4\.-", r"II\. Productos Qu", "4-I", 26),
        (r"II\. Productos Químicos Esenciales:", r"Artículo 5\.-", "4-II", 12),
    ):
        counted = sum(bool(items.match(line)) for line in between(precursor_law, start, end))
        assert counted == count == records(f"mx_lfcpq/{list_id}")


def words_of(text: str) -> list[str]:
    """The words of a text, without accents, case and marks."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    return [word for part in plain.split() if (word := re.sub(r"\W", "", part))]


def runs_of(text: str) -> set[tuple[str, ...]]:
    """Every run of eight words; formulas are breaks."""
    parts = [words_of(part) for part in FORMULAS.split(text)]
    return {tuple(part[at : at + 8]) for part in parts for at in range(len(part) - 7)}


@pytest.mark.raw
def test_no_eight_words_of_the_laws_stand_in_the_samples_the_cases_or_the_registry(raw: Path) -> None:
    """Our samples have the layout of the laws, not their words; what we say of the laws is our own summary."""
    real = set().union(*(runs_of(file_of(raw, name).read_text("utf-8")) for name in FILES.values()))
    cases = Path(__file__).parents[1] / "cases" / "law.csv"
    ours = [SAMPLES / HEALTH, SAMPLES / PRECURSORS, SAMPLES.parent / "expected.jsonl", cases]
    ours += [Path(str(files("tripoint.registry"))) / "data" / f"{name}.csv" for name in REGISTRY]
    found = {path.name: sorted(" ".join(run) for run in runs_of(path.read_text("utf-8")) & real) for path in ours}
    assert len(real) > 50_000
    assert found == {path.name: [] for path in ours}


@pytest.mark.parametrize("name", FILES)
def test_the_transcript_that_ships_equals_the_records_without_their_text(raw: Path, name: str) -> None:
    transcript = source("mx_controls").transcript
    assert transcript is not None
    assert (transcript / name).read_text("utf-8") == transcript_of(file_of(raw, FILES[name]))
    assert hash_of(transcript / name) in source("mx_controls").known_snapshots
    shipped = rows_of("mx_controls", transcript / name)
    read = rows_of(NAME, file_of(raw, FILES[name]))
    own = {"source", "source_row", "source_column", "text"}
    assert [{k: v for k, v in row.items() if k not in own} for row in shipped] == [
        {k: v for k, v in row.items() if k not in own} for row in read
    ]
    assert {row["text"] for row in shipped} == {None}
    long = [row["text"] for row in read if len(row["text"].split()) > 12 and row["role"] == "provision"]
    words = (transcript / name).read_text("utf-8")
    assert long
    assert not [text for text in long if text[:60] in words]
