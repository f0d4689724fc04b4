"""Title 21 of the US Code: misplaced headings, the list of 1970, definitions, duties, and every clause back to its line."""

import csv
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.samples import folder_of
from tests.sources.variants import changed, problems_of, rows_of, swap, the_problem_of
from tripoint.registry.law import law_lists
from tripoint.sources.catalogue import source

NAME = "us_usc21"
FOLDER = Path("legal/us/uscode-codexstanford")
SCHEDULES, CHEMICALS = "chunck-1821.md", "chunck-1802.md"


def sample(file: str) -> list[dict[str, Any]]:
    return rows_of(NAME, folder_of(source(NAME)) / "sample" / file)


def names(rows: list[dict[str, Any]], list_id: str) -> list[str | None]:
    return [row["names"] for row in rows if row["list_id"] == f"us_usc21/{list_id}" and row["role"] == "entry"]


def every(raw: Path) -> list[dict[str, Any]]:
    member = source(NAME)
    files = [path for path in sorted((raw / FOLDER).iterdir()) if member.layout_of(path.name)]
    return [row | {"file": path.name} for path in files for row in rows_of(NAME, path)]


# the schedules


def test_items_whose_heading_stands_at_the_end_of_the_text_are_schedule_iv() -> None:
    rows = sample(SCHEDULES)
    assert names(rows, "812-IV") == ["Samplital", "Chloral samplate", "Phenosample"]
    assert names(rows, "812-III")[-1] == "Anabolic steroids"
    assert len(names(rows, "812-V")) == 2


def test_a_copy_with_its_headings_in_place_reads_the_same(tmp_path: Path) -> None:
    def mended(text: str) -> str:
        return text.removesuffix(" Schedule IV").replace("(1) Samplital.", "Schedule IV\n\n(1) Samplital.")

    def known(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
        return [(row["list_id"], row["clause"], row["names"], row["text"]) for row in rows]

    path = changed(NAME, SCHEDULES, tmp_path, mended)
    assert known(rows_of(NAME, path)) == known(sample(SCHEDULES))


@pytest.mark.parametrize("heading", ["Schedule III", "Schedule V", "Schedule IV"])
def test_a_schedule_without_a_heading_stops_the_run(heading: str, tmp_path: Path) -> None:
    def without(text: str) -> str:
        return re.sub(rf" {heading}(?= [A-Z]|\n|$)", "", text)

    found = problems_of(NAME, changed(NAME, SCHEDULES, tmp_path, without))
    assert found
    assert {problem.code for problem in found} == {"bad_cell"}


def test_the_schedules_of_1970_are_never_todays_law() -> None:
    rows = [row for row in sample(SCHEDULES) if re.fullmatch(r"us_usc21/812-[IV]+", row["list_id"])]
    assert {row["note"] for row in rows} == {"initial_1970"}
    assert not any(law_lists()[row["list_id"]].is_current for row in rows)
    assert law_lists()["us_usc21/812-I-d2"].is_current


def test_a_heading_hands_what_it_takes_in_to_its_items() -> None:
    covers = {row["clause"]: row["covers"] for row in sample(SCHEDULES) if row["list_id"] == "us_usc21/812-I"}
    assert covers["(a)(1)"] == "salts isomers salts_of_isomers esters ethers"
    assert covers["(b)(1)"] == "salts isomers salts_of_isomers"
    assert covers["(c)(2)"] == "salts isomers salts_of_isomers preparations"


def test_a_footnote_stays_in_the_text_and_not_in_the_name() -> None:
    row = next(r for r in sample(SCHEDULES) if r["list_id"] == "us_usc21/812-I" and r["clause"] == "(a)(2)")
    assert (row["text"], row["names"]) == ("Alphasamplathadol. 2", "Alphasamplathadol")


def test_the_class_of_cannabimimetic_agents_stands_apart_from_its_examples() -> None:
    rows = {row["clause"]: row for row in sample(SCHEDULES) if row["list_id"] == "us_usc21/812-I-d2"}
    assert rows["(A)(ii)"]["kind"] == "class"
    assert rows["(B)(i)"]["names"] == "1-pentyl-3-(1-samployl)indole | SWH–018 | SM678"


# definitions


def test_an_analogue_is_an_open_term_and_what_it_leaves_out_is_an_exclusion() -> None:
    (entry,) = [row for row in sample("chunck-1801.md") if row["role"] == "entry"]
    assert (entry["names"], entry["covers"], entry["kind"]) == ("controlled substance analogue", "analogues", "class")
    left_out = [row["clause"] for row in sample(CHEMICALS) if row["role"] == "exclusion"]
    assert left_out == ["(C)(i)", "(C)(ii)"]


def test_a_chemical_that_was_repealed_is_no_entry() -> None:
    rows = [row for row in sample(CHEMICALS) if row["list_id"] == "us_usc21/802-35"]
    assert [(row["clause"], row["status"]) for row in rows if row["role"] != "entry"] == [("(C)", "repealed")]
    assert names(rows, "802-35") == ["Sample anhydride", "2-Samplone | Methyl Sample Ketone"]


def test_every_listed_chemical_bears_the_duties_of_830_and_three_bear_more() -> None:
    duties = {row["clause"]: row["duties"] for row in sample(CHEMICALS) if row["list_id"] == "us_usc21/802-34"}
    assert "us_record" in duties["(B)"]
    assert "us_retail_logbook" not in duties["(B)"]
    assert "us_retail_logbook" in duties["(C)"]


def test_machines_are_recorded_and_reported() -> None:
    (machine,) = [row for row in sample(CHEMICALS) if row["list_id"] == "us_usc21/machines"]
    assert (machine["kind"], machine["equipment"]) == ("equipment", "machine")
    assert machine["names"] == "tableting machine | encapsulating machine"
    assert machine["duties"] == "us_record us_identify us_no_completion us_report_machine"


def test_a_clause_of_830_is_a_provision_with_its_duty() -> None:
    duties = {row["clause"]: row["duties"] for row in sample("chunck-1913.md")}
    assert duties["830(b)(1)(C)"] == "us_report_loss"
    assert duties["830(b)(3)(A)(i)"] is None


def test_a_copy_answers_for_its_own_day_alone() -> None:
    assert {(row["text_from"], row["text_to"]) for row in sample(CHEMICALS)} == {
        (row["recorded_at"],) * 2 for row in sample(CHEMICALS)
    }


# what stops the run


def test_a_chunk_of_another_section_is_refused(tmp_path: Path) -> None:
    path = changed(NAME, CHEMICALS, tmp_path, swap("§\u202f802.", "§\u202f803."))
    assert the_problem_of(NAME, path).code == "foreign_file"


def test_a_label_that_follows_nothing_is_named_with_its_line(tmp_path: Path) -> None:
    path = changed(NAME, CHEMICALS, tmp_path, swap("(B) Sample cyanide.", "(D) Sample cyanide."))
    problem = next(iter(problems_of(NAME, path)))
    assert (problem.code, problem.column, problem.value) == ("bad_cell", "clause", "(D)")
    assert "line 17" in problem.detail


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / CHEMICALS
    path.write_bytes("#### § 802. Definitions".encode("utf-16"))
    assert the_problem_of(NAME, path).code == "wrong_encoding"


# the publisher's files


def test_counts_per_schedule_are_those_of_a_count_by_lines(raw: Path) -> None:
    """Counted apart from the reader: numbered lines between the first words of the lettered headings."""
    text = (raw / FOLDER / SCHEDULES).read_text("utf-8")
    starts = [("I", 0)] + [(m[1], m.start()) for m in re.finditer(r"Schedule (II|III|V) ?(?=\n|Any)", text)]
    blocks = {
        name: text[at:end] for (name, at), end in zip(starts, [at for _, at in starts[1:]] + [len(text)], strict=True)
    }
    third, fourth = blocks["III"].split("(e) Anabolic steroids.")
    counts = {
        "I": len(re.findall(r"^\(\d+\)", blocks["I"].split("\n(d)\n")[0], re.M)),
        "II": len(re.findall(r"^\(\d+\)", blocks["II"], re.M)) + 1,  # (c) is one
        "III": len(re.findall(r"^\(\d+\)", third, re.M)) + 2,  # (c) and (e)
        "IV": len(re.findall(r"^\(\d+\)", fourth, re.M)),
        "V": len(re.findall(r"^\(\d+\)", blocks["V"], re.M)),
    }
    found = Counter(row["list_id"].rpartition("-")[2] for row in every(raw) if row["role"] == "entry" and row["note"])
    assert counts == dict(found) == {"I": 92, "II": 26, "III": 24, "IV": 11, "V": 5}


def test_counts_of_each_list_are_those_of_the_statute(raw: Path) -> None:
    found = Counter((row["list_id"], row["kind"]) for row in every(raw) if row["role"] == "entry" and not row["note"])
    assert found == {
        ("us_usc21/802-32", "class"): 1,
        ("us_usc21/802-34", "precursor"): 24,
        ("us_usc21/802-34", "class"): 1,
        ("us_usc21/802-35", "precursor"): 9,
        ("us_usc21/802-41", "class"): 3,
        ("us_usc21/802-41", "substance"): 89,
        ("us_usc21/812-I-d2", "class"): 6,
        ("us_usc21/812-I-d2", "substance"): 15,
        ("us_usc21/machines", "equipment"): 1,
    }


def test_trap_5_and_6_on_the_publishers_file(raw: Path) -> None:
    rows = every(raw)
    assert names(rows, "812-IV")[0] == "Barbital"
    assert names(rows, "812-IV")[-1] == "Phenobarbital"
    stands = [row["list_id"] for row in rows if row["names"] in ("methamphetamine", "Phencyclidine")]
    assert stands == ["us_usc21/812-III", "us_usc21/812-III"]


def test_every_clause_is_found_again_in_its_line(raw: Path) -> None:
    for row in every(raw):
        lines = (raw / FOLDER / row["file"]).read_text("utf-8").split("\n")
        label = re.search(r"\((\w+)\)$", row["clause"])
        below = " ".join(line.strip() for line in lines[row["source_row"] - 1 :] if line.strip())
        assert row["text"] in below, row["clause"]
        assert below.index(row["text"][:30]) < 60, row["clause"]
        if label and row["clause"] != "heading":
            assert f"({label[1]})" in lines[row["source_row"] - 1], row["clause"]


def test_every_line_of_the_lists_is_in_a_clause(raw: Path) -> None:
    texts = {file: " ".join(r["text"] for r in every(raw) if r["file"] == file) for file in (SCHEDULES, CHEMICALS)}
    for file, text in texts.items():
        for line in (raw / FOLDER / file).read_text("utf-8").split("\n")[6:]:
            words = re.sub(r"^\(\w+\)", "", line).strip()
            words = re.sub(r"\s*Schedule (I|II|III|IV|V)$", "", words)
            assert all(piece.strip() in text for piece in words.split(" Schedule V ")), line


def test_the_compiled_list_has_the_same_texts(raw: Path) -> None:
    """control_lists.csv was compiled by others from the same chunks: a check, never a source."""
    table = csv.DictReader((raw / "legal" / "control_lists.csv").read_text("utf-8").splitlines())
    lists = {"21 U.S.C. 802(34)": "802-34", "21 U.S.C. 802(35)": "802-35"}
    theirs = {
        (lists[row["instrument"]], row["entry_name_en"].rstrip(".")) for row in table if row["instrument"] in lists
    }
    rows = [row for row in every(raw) if row["role"] == "entry"]
    ours = {(row["list_id"].removeprefix("us_usc21/"), row["text"].rstrip(".")) for row in rows}
    assert theirs <= ours
    assert len(theirs) == 34
