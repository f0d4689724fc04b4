"""The reporting triangle: small cases worked by hand."""

import numpy as np
import pytest

from tripoint.analysis.trends.revisions import Links, growth_by_age, settled_from


def links(*rows: tuple[int, int, float, float]) -> Links:
    """Rows of (age, later age, value, later value), each of a period of its own."""
    age, later_age, value, later = (np.array(column) for column in zip(*rows, strict=True))
    return Links(age, later_age, value.astype(float), later.astype(float), np.arange(len(rows)))


def test_two_vintages_give_the_sum_of_the_newer_over_the_sum_of_the_older() -> None:
    (found,) = growth_by_age(links((2, 90, 100, 110), (2, 90, 300, 302)))
    assert found.total == pytest.approx(412 / 400)
    assert found.median == pytest.approx((1.1 + 302 / 300) / 2)
    assert found.pairs == 2


def test_growth_is_chained_over_vintages() -> None:
    young, old = growth_by_age(links((0, 1, 50, 80), (1, 2, 80, 100)))
    assert old.total == pytest.approx(1.25)
    assert young.total == pytest.approx(2.0)


def test_a_link_over_a_gap_is_carried_on_by_the_next_older_age() -> None:
    young, old = growth_by_age(links((0, 3, 50, 60), (4, 9, 100, 110)))
    assert old.total == pytest.approx(1.1)
    assert young.total == pytest.approx(60 * 1.1 / 50)


def test_a_cell_that_was_zero_counts_in_the_total_and_not_in_the_median() -> None:
    (found,) = growth_by_age(links((1, 2, 0, 5), (1, 2, 100, 100)))
    assert found.total == pytest.approx(1.05)
    assert found.median == 1.0
    assert found.pairs == 2


def test_an_age_of_zeros_only_has_no_growth() -> None:
    assert growth_by_age(links((1, 2, 0, 5))) == ()


def test_two_vintages_of_one_month_do_not_feed_on_themselves() -> None:
    (found,) = growth_by_age(links((1, 1, 100, 110)))
    assert found.total == pytest.approx(1.1)


def test_values_that_shrink_by_more_than_the_tolerance_are_not_settled_either() -> None:
    found = growth_by_age(links((0, 9, 100, 90), (1, 10, 100, 99)))
    assert settled_from(found, tolerance=0.02, least_pairs=1) == 1


def test_an_old_correction_does_not_lengthen_the_tail() -> None:
    found = growth_by_age(links((0, 60, 100, 110), (1, 61, 100, 101), (40, 99, 100, 150)))
    assert settled_from(found, tolerance=0.02, least_pairs=1) == 1
