"""Neighbours and distances of states, provinces and territories."""

import pytest

from tripoint.registry.adjacency import distance_km, neighbours


@pytest.mark.parametrize(
    ("place", "known"),
    [
        ("US-TN", "US-AL US-AR US-GA US-KY US-MO US-MS US-NC US-VA"),
        ("US-ME", "US-NH"),
        ("US-DC", "US-MD US-VA"),
        ("MX-CMX", "MX-MEX MX-MOR"),
        ("MX-BCS", "MX-BCN"),
        ("CA-SK", "CA-AB CA-MB CA-NT"),
        ("US-HI", ""),
    ],
)
def test_neighbours_are_those_of_the_map(place, known):
    found = sorted({a if b == place else b for a, b in neighbours() if place in (a, b)})
    assert found == known.split()


def test_no_pair_reaches_over_a_national_border():
    assert all(a[:2] == b[:2] and a < b for a, b in neighbours())
    assert len(neighbours()) > 180


def test_distances_are_along_the_ground():
    assert distance_km("US-CA", "US-CA") == 0
    assert distance_km("US-CA", "US-NY") == pytest.approx(distance_km("US-NY", "US-CA"))
    assert 3500 < distance_km("US-CA", "US-NY") < 4200
