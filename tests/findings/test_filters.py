"""Sentences under filters, on the shipped edition: every number is computed again from the records themselves."""

import itertools
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest

from tests.findings.answers import ask, rows, sentences
from tripoint.errors import QuestionError
from tripoint.findings.catalogue import CATALOGUE
from tripoint.findings.question import Fact, Finding
from tripoint.present.cells import sentence
from tripoint.present.sections import NOTHING, NOTHING_MATCHES, nothing
from tripoint.present.words import words
from tripoint.registry.words import name
from tripoint.store.ledger import Reader, edition_path

BORDER, LABORATORY, MEXICO, HARMS = (
    "border_drug_seizures", "laboratory_reports", "mexico_investigations", "harms",
)  # fmt: skip
STATED = ("cross_border_firearms", "canada_border_seizures", "stated_drug_figures", "interstate_firearm_flows")
Record = Mapping[str, Any]
TIMES = (
    {}, {"since": date(2024, 3, 1)}, {"until": date(2024, 6, 30)}, {"until": date(2025, 6, 30)},
    {"since": date(2025, 3, 1), "until": date(2025, 9, 30)}, {"since": date(2022, 10, 1), "until": date(2024, 9, 30)},
    {"since": date(2019, 2, 15), "until": date(2022, 11, 20)},
)  # fmt: skip
PLACES: Mapping[str, tuple[str | None, ...]] = {
    BORDER: (None, "US", "US-CBP-LAREDO-SECTOR", "US-CBP-LAREDO-FO", "US-BORDER-N"),
    LABORATORY: (None, "US", "US-OH", "US-XX", "US-PR"),
    MEXICO: (None, "MX", "MX-SON", "MX-EXTRANJERO"),
    HARMS: (None, "CA", "US", "CA-BC", "US-TX", "US-NYC", "MX-SON"),
}
SUBSTANCES: Mapping[str, tuple[str | None, ...]] = {
    BORDER: (None, "cocaine", "lsd", "heroin"), LABORATORY: (None, "carfentanil", "4_anpp", "cocaine"),
}  # fmt: skip


def combinations() -> Iterator[tuple[str, dict[str, Any]]]:
    for question in (BORDER, LABORATORY, MEXICO, HARMS):
        for place, substance, time in itertools.product(PLACES[question], SUBSTANCES.get(question, (None,)), TIMES):
            given = {"place": place, "substance": substance}
            yield question, {**{k: v for k, v in given.items() if v is not None}, **time}
    for question, time in itertools.product(STATED, TIMES):
        yield question, dict(time)


GRID = tuple(combinations())


@pytest.fixture(scope="module")
def edition() -> Reader:
    return Reader(edition_path())


@pytest.fixture(scope="module")
def records(edition: Reader) -> Mapping[str, list[Record]]:
    """Source → its figures, with the few columns that the sums below need."""
    edition.connection  # noqa: B018
    figures = edition.figures().select(
        "source", "series", "measure", "place", "border_segment", "substance", "category", "period_start",
        "period_end", "value", "missing", "caveats",
    )  # fmt: skip
    found: dict[str, list[Record]] = {}
    for record in edition.fetch(figures).to_pylist():
        found.setdefault(record["source"], []).append(record)
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


def months(records: list[Record]) -> set[tuple[date, date]]:
    return {(r["period_start"], r["period_end"]) for r in records}


def fiscal(start: date) -> int:
    return start.year + (start.month >= 10)


def check_border(fact: Fact, filters: Mapping[str, Any], records: list[Record]) -> None:
    found = said(fact)
    assert found["substance"] == filters.get("substance", "fentanyl")
    is_area = str(filters.get("place", "")).startswith("US-CBP-")
    assert found.get("area") == (filters["place"] if is_area else None)
    for year in (found["last"], found["before"]):
        own = {month for month in months(records) if fiscal(month[0]) == year}
        assert len(own) == 12
        assert all(within(filters, *month) for month in own)

    def total(measure: str, year: int) -> float:
        return sum(
            r["value"]
            for r in records
            if (r["measure"], r["substance"], r["border_segment"]) == (measure, found["substance"], found["segment"])
            and fiscal(r["period_start"]) == year
            and (not is_area or r["place"] == filters["place"])
        )

    assert found["now"] == pytest.approx(total("seized_mass_kg", found["last"]))
    assert found["then"] == pytest.approx(total("seized_mass_kg", found["before"]))
    assert found["events"] == total("seizure_events", found["last"])


def check_laboratory(fact: Fact, filters: Mapping[str, Any], records: list[Record]) -> None:
    found = said(fact)
    halves = [r for r in records if r["series"] == "dqs"]
    growing = {r["period_start"] for r in halves if "incomplete_last_period" in r["caveats"]}
    if "count" in found:  # of the whole release: said only where nothing is asked for
        assert not filters.keys() - {"place"}
        assert filters.get("place", "US") == "US"
        return
    place = filters.get("place", "US")
    assert found["place"] == place
    focus = filters.get("substance", "fentanyl")
    is_rest = fact.message.startswith("All other")

    def total(span: tuple[date, date]) -> float:
        return sum(
            r["value"]
            for r in halves
            if (r["period_start"], r["period_end"]) == span
            and place in ("US", r["place"])
            and (r["substance"] == focus) != is_rest
        )

    assert found["substance"] == focus
    pairs = {"now": "period", "then": "before", "most": "period", "so_far": "period"}
    for number, span in pairs.items():
        if number in found:
            assert found[number] == total(found[span])
            assert (found[span][0] in growing) == (number == "so_far")
    complete = {span for span in months(halves) if span[0] not in growing}
    if "the last half-year" in fact.message:
        assert found["period"] == max(complete)
    if "most" in found:
        assert found["most"] == max(total(span) for span in complete if within(filters, *span))


def check_mexico(fact: Fact, filters: Mapping[str, Any], records: list[Record]) -> None:
    found = said(fact)
    blank = {r["period_start"] for r in records if r["missing"]}
    if fact.message.startswith("Not yet"):
        assert found["period"][0] in blank
        assert found["period"][1] in {r["period_end"] for r in records if r["missing"]}
        return
    place = filters.get("place", "MX")
    if fact.message.startswith("Break"):
        assert place == "MX"
        assert {year for year in (2018, 2020) if not within(filters, date(year, 1, 1), date(year, 12, 31))} == set() or (
            "2012" in fact.message
        )
        return
    assert found["place"] == place
    prefix = "firearms_law" if fact.message.startswith("Firearms") else "drugs/"
    for number, span in (("now", "period"), ("then", "before")):
        if number in found:
            start, end = found[span]
            own = [r for r in records if start <= r["period_start"] and r["period_end"] <= end]
            assert not blank & {r["period_start"] for r in own}
            assert found[number] == sum(
                r["value"] for r in own if r["category"].startswith(prefix) and place in ("MX", r["place"])
            )
    start, end = found["period"]
    reported = sorted(m for m in months(records) if m[0] not in blank and m[0].year == start.year)
    is_whole = len({m for m in reported if start <= m[0] and m[1] <= end}) == 12
    is_running = len(reported) < 12 and (start, end) == (reported[0][0], reported[-1][1])
    assert ("running year" in fact.message) == is_running
    assert ("part of the year" in fact.message) == (not is_whole and not is_running)
    if "before" in found:
        assert found["before"] == (date(start.year - 1, 1, 1), date(start.year - 1, 12, 31))


def check_harms(fact: Fact, filters: Mapping[str, Any], records: list[Record]) -> None:
    found = said(fact)
    if "country" in found:
        assert found == {"country": "MX"}
        return
    assert found["place"] in (filters["place"],) if "place" in filters else ("CA", "US")
    if "day" in found:
        own = {
            r["measure"]: r["value"]
            for r in records
            if (r["series"], r["place"], r["period_end"]) == ("t40_4", found["place"], found["day"])
        }
        assert own == {"deaths_12_months": found["reported"], "deaths_12_months_predicted": found["predicted"]}
        day: date = found["day"]
        assert within(filters, date(day.year - (day.month < 12), day.month % 12 + 1, 1), day)
        return
    values = [
        r["value"]
        for r in records
        if (r["series"], r["place"], r["category"]) == ("substance_harms", found["place"], "overall")
        and (r["period_start"], r["period_end"]) == found["period"]
        and r["substance"] == "opioids"
    ]
    assert found["value"] in values
    start, end = found["period"]
    assert ("part of a year" in fact.message) == ((end - start).days < 364)


CHECKS = {
    BORDER: (check_border, ("us_cbp_drugs",)), LABORATORY: (check_laboratory, ("us_nflis_drug",)),
    MEXICO: (check_mexico, ("mx_sesnsp_federal",)), HARMS: (check_harms, ("ca_infobase_harms", "us_cdc_overdose")),
}  # fmt: skip


@pytest.mark.parametrize(("question", "filters"), GRID, ids=lambda value: str(value))
def test_no_sentence_says_what_the_filters_make_false(
    edition: Reader, records: Mapping[str, list[Record]], question: str, filters: dict[str, Any]
) -> None:
    finding = ask(edition, question, **filters)
    for fact in finding.facts:
        assert all(within(filters, *period) for period in periods(fact)), sentence(fact, words("en"))
        if question in CHECKS:
            check, sources = CHECKS[question]
            check(fact, filters, [r for source in sources for r in records[source]])


def test_the_grid_has_sentences_of_every_kind(edition: Reader) -> None:
    counted = {question: 0 for question in CHECKS}
    for question, filters in GRID[::5]:
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
    marks = {r["year"]: r["is_complete"] for r in rows(ask(edition, BORDER), "yearly_seized_mass_kg")}
    for substance in {r["substance"] for r in rows(ask(edition, BORDER), "yearly_seized_mass_kg")}:
        for row in rows(ask(edition, BORDER, substance=substance), "yearly_seized_mass_kg"):
            assert row["is_complete"] == marks[row["year"]]


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
    assert nothing(ask(early, BORDER, substance="cocaine")) == NOTHING
    assert nothing(ask(early, BORDER)) == NOTHING


def test_mexico_is_said_to_have_no_series_of_harms(edition: Reader) -> None:
    assert sentences(ask(edition, HARMS, country="MX")) == ["Mexico: no comparable open series held."]
