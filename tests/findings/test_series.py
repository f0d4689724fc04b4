"""Families of series as panels: gaps stay gaps, what is absent is 0 only where the publisher says so, tails are open."""

from datetime import date

import numpy as np
import pytest

from tripoint.errors import RegistryError
from tripoint.findings.series import family_series
from tripoint.registry.alarm_families import alarm_families, alarm_family
from tripoint.registry.measures import measure
from tripoint.sources.catalogue import sources
from tripoint.store.ledger import Reader, edition_path


@pytest.fixture(scope="module")
def edition() -> Reader:
    return Reader(edition_path())


def test_every_family_names_a_source_and_a_measure_that_exist():
    for family in alarm_families():
        assert family.source in sources()
        assert measure(family.measure)
        assert 12 % family.per_year == 0
        assert family.why_not or family.method in ("alarms", "short")


def test_an_unknown_family_is_refused():
    with pytest.raises(RegistryError):
        alarm_family("weather")


def test_border_events_are_zero_where_no_row_is_and_the_running_fiscal_year_is_open(edition):
    series = family_series(edition, alarm_family("us_border_events"))
    assert series.periods[0][0] == date(2018, 10, 1)
    assert series.periods[series.last][1] == date(2025, 9, 30)  # the fiscal year 2026 is marked as running
    assert not np.isnan(series.panel.counts).any()
    row = series.keys.index(("US-CBP-TUCSON-FO", "fentanyl"))
    figures = edition.figures()
    wanted = figures.filter(
        figures.source == "us_cbp_drugs", figures.measure == "seizure_events", figures.substance == "fentanyl",
        figures.place == "US-CBP-TUCSON-FO",
    )  # fmt: skip
    assert series.panel.counts[row].sum() == edition.fetch(wanted)["value"].to_numpy().sum()


def test_months_not_yet_reported_are_missing_and_after_the_last_complete_one(edition):
    series = family_series(edition, alarm_family("mx_federal_investigations"))
    assert series.periods[series.last][1] == date(2026, 4, 30)
    assert np.isnan(series.panel.counts[:, series.last + 1 :]).all()
    assert not np.isnan(series.panel.counts[:, : series.last + 1]).any()


def test_a_change_of_classification_begins_the_baseline_anew(edition):
    series = family_series(edition, alarm_family("mx_federal_investigations"))
    begins = dict(zip(series.keys, series.panel.begin(), strict=True))
    year = [start for start, _ in series.periods].index(date(2018, 1, 1))
    assert begins["MX-SON", "drugs/trafficking"] == year
    assert begins["MX-SON", "firearms_law"] == 0


def test_a_country_is_no_series_beside_its_provinces_and_withheld_counts_are_missing(edition):
    series = family_series(edition, alarm_family("ca_deaths"))
    assert {place for place, *_ in series.keys} == {place for place, *_ in series.keys if place != "CA"}
    assert np.isnan(series.panel.counts).any()
    assert series.panel.per_year == 4


def test_laboratories_that_report_nothing_at_all_are_not_zero(edition):
    series = family_series(edition, alarm_family("us_laboratory_reports"))
    whole = series.panel.counts[:, : series.complete_count]
    assert (whole == 0).any()
    silent = {
        place for place in {key[0] for key in series.keys}
        if all(np.isnan(whole[i]).any() for i, key in enumerate(series.keys) if key[0] == place)
    }  # fmt: skip
    for place in silent:
        rows = [i for i, key in enumerate(series.keys) if key[0] == place]
        gaps = np.isnan(whole[rows])
        assert (gaps.all(axis=0) == gaps.any(axis=0)).all()  # a gap of one is a gap of all


def test_a_family_without_records_is_an_empty_panel(edition):
    figures = edition.figures().filter(edition.figures().source == "no_such")
    series = family_series(edition, alarm_family("us_border_events"), figures)
    assert series.keys == ()
    assert series.last is None
