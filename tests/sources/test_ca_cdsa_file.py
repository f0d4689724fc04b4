"""ca_cdsa against the publisher's files: every clause back to its element, counts, both languages, the lists beside."""

import csv
import re
from collections import Counter
from pathlib import Path
from xml.etree.ElementTree import Element, parse

import pytest

from tests.sources.printed import printed
from tests.sources.variants import rows_of

pytestmark = pytest.mark.raw
NAME = "ca_cdsa"
FILES = {"en": "eng", "fr": "fra"}
EXCEPTING = ("but not including", "mais non compris")
LIMS = "{http://justice.gc.ca/lims}id"
Record = dict[str, object]


@pytest.fixture(scope="module", params=["en", "fr"])
def held(request: pytest.FixtureRequest, raw: Path) -> tuple[Element, list[Record]]:
    """The file as another reader sees it, and the records made of it."""
    path = raw / "legal" / "ca" / FILES[request.param] / "C-38.8.xml"
    return parse(path).getroot(), list(rows_of(NAME, path))


def letters(text: str) -> str:
    """Letters and digits only: independent of how white space is set."""
    return re.sub(r"[\W_]+", "", text)


def schedules(root: Element) -> dict[str, Element]:
    found = {s.findtext("ScheduleFormHeading/Label") or "": s for s in root.findall("Schedule")}
    return {label.split()[-1]: s for label, s in found.items() if label}


def is_excepting(item: Element) -> bool:
    return item.find("Label") is None and "".join(item.itertext()).strip(" :\u00a0\r\n\t").lower() in EXCEPTING


def test_every_clause_leads_back_to_its_element_and_has_its_words(held: tuple[Element, list[Record]]) -> None:
    root, records = held
    elements = list(root.iter())
    for record in records:
        element = elements[int(str(record["source_row"])) - 1]
        traced = [element.tag, *(i for i in (element.get(LIMS),) if i)]
        assert str(record["source_column"]).split()[: len(traced)] == traced
        own = letters(printed(element))
        assert letters(str(record["text"])) in own, record["clause"]
        if str(record["list_id"]).endswith("provisions") and element.tag != "Schedule":
            assert letters(str(record["text"])) == own, record["clause"]
        if element.tag == "Item":
            lead = "".join(letters("".join(words.itertext())) for words in element.findall("Text"))
            assert letters(str(record["text"])) == lead or " except " in str(record["clause"])
        for name in str(record["names"] or "").split(" | "):
            assert letters(name.replace("\u00ad", "")) in own.replace("\u00ad", ""), (record["clause"], name)


def test_every_line_of_a_schedule_is_a_clause(held: tuple[Element, list[Record]]) -> None:
    root, records = held
    made = Counter(str(r["list_id"]).split("/")[1].split("-")[0] for r in records if " except " not in str(r["clause"]))
    counted = {}
    for name, schedule in schedules(root).items():
        items = [item for item in schedule.iter("Item") if not is_excepting(item)]
        counted[name] = len(items) + len(schedule.findall(".//tbody/row"))
    del counted["VII"], counted["VIII"]
    assert {name: made[name] for name in counted} == counted
    assert counted == {"I": 204, "II": 47, "III": 49, "IV": 147, "V": 8, "VI": 54, "IX": 5}


def test_the_exceptions_are_those_counted_beside(held: tuple[Element, list[Record]], raw: Path) -> None:
    _, records = held
    language = str(records[0]["language"])
    with (raw / "legal" / "control_exclusions.csv").open(encoding="utf-8") as file:
        expected = {letters(row[f"excluded_{language}"]) for row in csv.DictReader(file)}
    found = [r for r in records if r["role"] == "exclusion" and " except " not in str(r["clause"])]
    assert len(found) == 30
    assert {letters(str(r["text"])) for r in found} == expected


def test_the_languages_agree_clause_by_clause_but_for_two_items_set_in_another_order(raw: Path) -> None:
    english, french = (
        {(r["list_id"], r["clause"], r["role"]): r for r in rows_of(NAME, raw / "legal" / "ca" / folder / "C-38.8.xml")}
        for folder in FILES.values()
    )
    assert len(english) == 560
    assert english.keys() == french.keys()
    for key, record in english.items():
        for column in ("kind", "covers", "under", "valid_to", "status", "equipment", "duties"):
            assert record[column] == french[key][column], (key, column)
    numbers = re.compile(r"[A-Z]{2,}-?\d{2,}")
    differ = [k[1] for k, r in english.items() if code(numbers, r) != code(numbers, french[k])]
    assert differ == ["2(4)(ii)", "2(4)(iii)"]
    assert {english["ca_cdsa/II", clause, "entry"]["note"] for clause in differ} == {"ca_languages_differ"}


def code(pattern: re.Pattern[str], record: Record) -> list[str]:
    return [name for name in str(record["names"] or "").split(" | ") if pattern.fullmatch(name)]


def test_names_in_the_lists_beside_are_among_the_clauses(held: tuple[Element, list[Record]], raw: Path) -> None:
    _, records = held
    column = f"entry_name_{records[0]['language']}"
    with (raw / "legal" / "control_lists.csv").open(encoding="utf-8") as file:
        wanted = [r for r in csv.DictReader(file) if r["instrument"].startswith("Controlled Drugs and Substances Act")]
    texts = {letters(str(r["text"])) for r in records}
    lacking = [r[column] for r in wanted if not any(letters(r[column]) in text for text in texts)]
    assert lacking == []
