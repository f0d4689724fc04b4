"""Sentences under filters, on the shipped edition: every number is computed again from the records themselves."""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from tests.findings.answers import ask, rows, sentences
from tripoint.errors import QuestionError
from tripoint.findings.catalogue import CATALOGUE
from tripoint.findings.question import Fact, Finding
from tripoint.present.cells import sentence
from tripoint.present.sections import NOTHING_MATCHES, NOTHING_THEN, nothing
from tripoint.present.words import words
from tripoint.registry.words import name
from tripoint.store.ledger import Reader, edition_path

BORDER, LABORATORY, MEXICO, HARMS = (
    "border_drug_seizures", "laboratory_reports", "mexico_investigations", "harms",
)  # fmt: skip
STATED = ("cross_border_firearms", "canada_border_seizures", "stated_drug_figures", "interstate_firearm_flows")
Record = Mapping[str, Any]
TIMES = (
    {}, {"since": date(2024, 3, 1)}, {"until": date(2024, 6, 30)},
    {"since": date(2025, 3, 1), "until": date(2025, 9, 30)}, {"since": date(2019, 2, 15), "until": date(2022, 11, 20)},
)  # fmt: skip
PLACES: Mapping[str, tuple[str | None, ...]] = {
    BORDER: (None, "US-CBP-LAREDO-SECTOR", "US-CBP-LAREDO-FO", "US-BORDER-N"),
    LABORATORY: (None, "US-OH", "US-XX", "US-PR"),
    MEXICO: (None, "MX-SON", "MX-EXTRANJERO"),
    HARMS: (None, "CA", "CA-BC", "US-TX", "US-NYC"),
}
SUBSTANCES: Mapping[str, tuple[str | None, ...]] = {
    BORDER: (None, "cocaine", "lsd", "heroin"), LABORATORY: (None, "carfentanil", "4_anpp", "cocaine"),
}  # fmt: skip


SERIES = ("nationwide_drugs", "dqs", "fuero_federal", "substance_harms", "t40_4")


def combinations() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every place with every time and every substance with every time; the third of the three goes round."""
    for question in (BORDER, LABORATORY, MEXICO, HARMS):
        places, substances = PLACES[question], SUBSTANCES.get(question, (None,))
        for (row, time), column in itertools.product(enumerate(TIMES), range(max(len(places), len(substances)))):
            place, substance = places[column % len(places)], substances[(row + column) % len(substances)]
            given = {"place": place, "substance": substance}
            yield question, {**{k: v for k, v in given.items() if v is not None}, **time}
    for question, time in itertools.product(STATED, TIMES):
        yield question, dict(time)


GRID = tuple(combinations())


@dataclass
class Held:
    """The figures of a source by the first day of their period, and of which days some are blank or will grow."""

    months: set[tuple[date, date]]
    by_start: dict[date, list[Record]]
    blank: set[date]
    growing: set[date]

    def between(self, start: date, end: date) -> list[Record]:
        starts = sorted(day for day, last in self.months if start <= day and last <= end)
        return [r for day in starts for r in self.by_start[day] if r["period_end"] <= end]


@pytest.fixture(scope="module")
def edition() -> Reader:
    return Reader(edition_path())


@pytest.fixture(scope="module")
def held(edition: Reader) -> Mapping[str, Held]:
    figures = edition.figures().select(
        "source", "series", "measure", "place", "border_segment", "substance", "category", "period_start",
        "period_end", "value", "missing", "caveats",
    )  # fmt: skip
    found: dict[str, Held] = {}
    for record in edition.fetch(figures.filter(figures.series.isin(SERIES))).to_pylist():
        own = found.setdefault(record["source"], Held(set(), {}, set(), set()))
        start = record["period_start"]
        own.months.add((start, record["period_end"]))
        own.by_start.setdefault(start, []).append(record)
        if record["missing"]:
            own.blank.add(start)
        if "incomplete_last_period" in (record["caveats"] or ""):
            own.growing.add(start)
    return found


def said(fact: Fact) -> dict[str, Any]:
    return {key: value for key, (_, value) in fact.parameters.items()}


def numbers(fact: Fact) -> set[float]:
    return {float(str(value)) for kind, value in fact.parameters.values() if kind in ("number", "percent")}


def periods(fact: Fact) -> Iterator[tuple[date, date]]:
    for kind, value in fact.parameters.values():
        if kind == "period":
            yield value  # type: ignore[misc]
        if kind == "stated_period" and value["period_start"] and value["period_end"]:  # type: ignore[index]
            yield value["period_start"], value["period_end"]  # type: ignore[index]


def within(filters: Mapping[str, Any], start: date, end: date) -> bool:
    return filters.get("since", date.min) <= start and end <= filters.get("until", date.max)


def fiscal(start: date) -> int:
    return start.year + (start.month >= 10)


def check_border(fact: Fact, filters: Mapping[str, Any], held: Mapping[str, Held]) -> None:
    found, own = said(fact), held["us_cbp_drugs"]
    assert found["substance"] == filters.get("substance", "fentanyl")
    is_area = str(filters.get("place", "")).startswith("US-CBP-")
    assert found.get("area") == (filters["place"] if is_area else None)
    for year in (found["last"], found["before"]):
        months = {month for month in own.months if fiscal(month[0]) == year}
        assert len(months) == 12
        assert all(within(filters, *month) for month in months)

    def total(measure: str, year: int) -> float:
        return sum(
            r["value"]
            for r in own.between(date(year - 1, 10, 1), date(year, 9, 30))
            if (r["measure"], r["substance"], r["border_segment"]) == (measure, found["substance"], found["segment"])
            and (not is_area or r["place"] == filters["place"])
        )

    assert found["now"] == pytest.approx(total("seized_mass_kg", found["last"]))
    assert found["then"] == pytest.approx(total("seized_mass_kg", found["before"]))
    assert found["events"] == total("seizure_events", found["last"])


def check_laboratory(fact: Fact, filters: Mapping[str, Any], held: Mapping[str, Held]) -> None:
    found, own = said(fact), held["us_nflis_drug"]
    place, focus = filters.get("place", "US"), filters.get("substance", "fentanyl")
    if "count" in found:  # of the whole release: said only where nothing is asked for
        assert (place, set(filters) - {"place"}) == ("US", set())
        return
    is_rest = fact.message.startswith("All other")

    def total(span: tuple[date, date]) -> float:
        return sum(
            r["value"]
            for r in own.between(*span)
            if place in ("US", r["place"]) and (r["substance"] == focus) != is_rest
        )

    assert (found["place"], found["substance"]) == (place, focus)
    for number, span in {"now": "period", "then": "before", "most": "period", "so_far": "period"}.items():
        if number in found:
            assert found[number] == total(found[span])
            assert (found[span][0] in own.growing) == (number == "so_far")
    complete = {span for span in own.months if span[0] not in own.growing}
    if "the last half-year" in fact.message:
        assert found["period"] == max(complete)
    if "most" in found:
        assert found["most"] == max(total(span) for span in complete if within(filters, *span))


def check_mexico(fact: Fact, filters: Mapping[str, Any], held: Mapping[str, Held]) -> None:
    found, own = said(fact), held["mx_sesnsp_federal"]
    place = filters.get("place", "MX")
    if fact.message.startswith("Not yet"):
        first, last = found["period"]
        assert {first, last.replace(day=1)} <= own.blank
        return
    if fact.message.startswith("Break"):
        years = (2012, 2013) if "2012" in fact.message else (2018, 2020)
        assert place == "MX"
        assert within(filters, date(years[0], 1, 1), date(years[1], 12, 31))
        return
    assert found["place"] == place
    prefix = "firearms_law" if fact.message.startswith("Firearms") else "drugs/"
    for number, span in (("now", "period"), ("then", "before")):
        if number in found:
            rows_of_it = own.between(*found[span])
            assert not own.blank & {r["period_start"] for r in rows_of_it}
            assert found[number] == sum(
                r["value"] for r in rows_of_it if r["category"].startswith(prefix) and place in ("MX", r["place"])
            )
    start, end = found["period"]
    reported = sorted(m for m in own.months if m[0] not in own.blank and m[0].year == start.year)
    is_whole = (start, end) == (date(start.year, 1, 1), date(start.year, 12, 31)) and len(reported) == 12
    is_running = len(reported) < 12 and (start, end) == (reported[0][0], reported[-1][1])
    assert ("running year" in fact.message) == is_running
    assert ("part of the year" in fact.message) == (not is_whole and not is_running)
    if "before" in found:
        assert found["before"] == (date(start.year - 1, 1, 1), date(start.year - 1, 12, 31))


def check_harms(fact: Fact, filters: Mapping[str, Any], held: Mapping[str, Held]) -> None:
    found = said(fact)
    if "country" in found:
        assert found == {"country": "MX"}
        return
    assert found["place"] in ((filters["place"],) if "place" in filters else ("CA", "US"))
    if "day" in found:
        day: date = found["day"]
        start = date(day.year - (day.month < 12), day.month % 12 + 1, 1)
        own = {
            r["measure"]: r["value"] for r in held["us_cdc_overdose"].by_start[start] if r["place"] == found["place"]
        }
        assert own == {"deaths_12_months": found["reported"], "deaths_12_months_predicted": found["predicted"]}
        assert within(filters, start, day)
        return
    start, end = found["period"]
    measure = next(key for key, text in HARM_WORDS.items() if text in fact.message)
    (value,) = (
        r["value"]
        for r in held["ca_infobase_harms"].by_start[start]
        if (r["measure"], r["place"], r["category"]) == (measure, found["place"], "overall")
        and (r["period_end"], r["substance"]) == (end, "opioids")
    )
    assert found["value"] == value
    assert ("part of a year" in fact.message) == ((end - start).days < 364)


HARM_WORDS = {
    "deaths": "opioid toxicity deaths", "hospitalisations": "opioid-related hospitalisations",
    "emergency_department_visits": "emergency department visits", "ems_responses": "medical service responses",
}  # fmt: skip
CHECKS = {BORDER: check_border, LABORATORY: check_laboratory, MEXICO: check_mexico, HARMS: check_harms}


@pytest.mark.parametrize(("question", "filters"), GRID, ids=str)
def test_no_sentence_says_what_the_filters_make_false(
    edition: Reader, held: Mapping[str, Held], question: str, filters: dict[str, Any]
) -> None:
    for fact in ask(edition, question, **filters).facts:
        assert all(within(filters, *period) for period in periods(fact)), sentence(fact, words("en"))
        if question in CHECKS:
            CHECKS[question](fact, filters, held)


def test_the_grid_has_sentences_of_every_kind(edition: Reader) -> None:
    counted = dict.fromkeys(CHECKS, 0)
    for question, filters in GRID[::9]:
        if question in CHECKS:
            counted[question] += sum(bool(numbers(fact)) for fact in ask(edition, question, **filters).facts)
    assert all(counted.values())


@pytest.mark.parametrize("question", CATALOGUE)
def test_nothing_newest_or_lacking_is_claimed_of_a_part_of_the_time(edition: Reader, question: str) -> None:
    if "until" not in CATALOGUE[question].filters:
        return
    for text in sentences(ask(edition, question, until=date(2024, 6, 30))):
        assert "newest" not in text
        assert "the last half-year" not in text
        assert "No figure held" not in text


def test_an_area_is_named_in_sentences_and_titles(edition: Reader) -> None:
    finding = ask(edition, BORDER, place="US-CBP-LAREDO-SECTOR")
    area = name("place", "US-CBP-LAREDO-SECTOR", "en")
    assert sentences(finding)
    assert all(f", {area} (its part of " in text for text in sentences(finding))
    assert all("area asked for" in table.title for table in finding.tables)
    assert all(area in sentence(c.title, words("en")) for c in finding.charts if isinstance(c.title, Fact))


def test_a_segment_as_a_place_has_the_numbers_of_the_segment(edition: Reader) -> None:
    asked = sentences(ask(edition, BORDER, place="US-BORDER-SW"))
    assert asked == [text for text in sentences(ask(edition, BORDER)) if "Southwest" in text]


def test_a_year_that_the_time_asked_for_cuts_is_marked(edition: Reader) -> None:
    for filters, marked in (({"since": date(2024, 3, 1)}, 2024), ({"until": date(2025, 8, 31)}, 2025)):
        finding = ask(edition, BORDER, **filters)
        years = {r["year"]: r["fiscal_year"] for r in rows(finding, "yearly_seized_mass_kg")}
        assert years[marked] == f"{marked}*"
        assert not any(f"fiscal year {marked}" in text for text in sentences(finding))
    short = ask(edition, BORDER, since=date(2025, 3, 1), until=date(2025, 9, 30))
    assert {r["fiscal_year"] for r in rows(short, "yearly_seized_mass_kg")} == {"2025*"}


def test_a_drug_without_a_row_in_september_has_whole_years(edition: Reader) -> None:
    whole = rows(ask(edition, BORDER), "yearly_seized_mass_kg")
    marks = {row["year"]: row["is_complete"] for row in whole}
    assert marks[2019]
    assert not marks[max(marks)]
    assert all(row["is_complete"] == marks[row["year"]] for row in whole)
    rare = rows(ask(edition, BORDER, substance="lsd", place="US-CBP-LAREDO-SECTOR"), "yearly_seized_mass_kg")
    assert all(row["is_complete"] == marks[row["year"]] for row in rare)


def test_a_year_cut_by_the_time_asked_for_is_no_running_year(edition: Reader) -> None:
    said_of = " ".join(sentences(ask(edition, MEXICO, until=date(2024, 6, 30))))
    assert "running year" not in said_of
    assert "January 2024 to June 2024 (the part of the year that was asked for)" in said_of


def test_the_twelve_months_before_are_not_called_not_supplied_where_they_were_not_asked_for(edition: Reader) -> None:
    finding = ask(edition, HARMS, country="US", since=date(2025, 1, 1))
    table = next(t for t in finding.tables if t.name == "us_deaths_12_months_by_state")
    assert [c.name for c in table.columns] == ["place", "newest"]
    assert all(row["before_missing"] is None for row in table.data.to_pylist())


@pytest.mark.parametrize(
    ("question", "filters", "error"),
    [
        (BORDER, {"place": "US-TX"}, "cannot be asked about US-TX, a state of US"),
        (LABORATORY, {"place": "CA-BC"}, "cannot be asked about CA-BC"),
        (MEXICO, {"place": "US-TX"}, "country, state, residual place of MX"),
        (HARMS, {"place": "US-CBP-LAREDO-FO"}, "a CBP area of US"),
        (HARMS, {"place": "US-TX", "country": "CA"}, "US-TX is not in CA"),
        (HARMS, {"since": date(2025, 1, 1), "until": date(2024, 1, 1)}, "ends before it begins"),
        ("trace_denominators", {"country": "US"}, "is not about US"),
    ],
)
def test_filters_that_cannot_answer_are_refused(
    edition: Reader, question: str, filters: dict[str, Any], error: str
) -> None:
    with pytest.raises(QuestionError) as raised:
        ask(edition, question, **filters)
    assert error in str(raised.value)


@pytest.mark.parametrize(
    ("question", "filters"),
    [
        (LABORATORY, {"substance": "cocaine"}), (LABORATORY, {"since": date(2100, 1, 1)}),
        (BORDER, {"until": date(1990, 1, 1)}), (HARMS, {"country": "MX"}),
    ],
)  # fmt: skip
def test_an_answer_emptied_by_filters_says_that_nothing_matches(
    edition: Reader, question: str, filters: dict[str, Any]
) -> None:
    finding: Finding = ask(edition, question, **filters)
    assert finding.record_count == 0
    assert nothing(finding) == NOTHING_MATCHES


def test_an_answer_of_a_day_before_anything_was_known_is_not_emptied_by_filters() -> None:
    early = Reader(edition_path(), as_of=date(1990, 1, 1))
    assert nothing(ask(early, BORDER, substance="cocaine")) == NOTHING_THEN
    assert nothing(ask(early, BORDER)) == NOTHING_THEN


def test_mexico_is_said_to_have_no_series_of_harms(edition: Reader) -> None:
    assert sentences(ask(edition, HARMS, country="MX")) == ["Mexico: no comparable open series held."]
