"""False discovery, expected false alarms, minimum effect, and laboratories that joined or left."""

import numpy as np
import pytest

from tripoint.analysis.trends.multiplicity import family, matters, q_values, reporting_weights, with_weights
from tripoint.analysis.trends.panel import REASON, Judged
from tripoint.errors import AnalysisError

PUBLISHED = (
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
)  # fmt: skip
"""The fifteen p-values of Benjamini and Hochberg 1995, section 4.1."""


def test_four_of_the_published_hypotheses_are_rejected_at_five_percent() -> None:
    q = q_values(np.array(PUBLISHED))
    assert (q <= 0.05).sum() == 4
    assert q[3] == pytest.approx(0.0095 * 15 / 4)
    assert q[0] == pytest.approx(0.0001 * 15)


def test_q_is_never_below_p_and_keeps_its_order() -> None:
    p = np.random.default_rng(4).random((30, 7)) ** 2
    q = q_values(p)
    assert (q >= p).all()
    assert (np.diff(q.ravel()[np.argsort(p.ravel())]) >= 0).all()
    assert q.max() <= 1


def test_points_that_were_not_assessed_change_nothing_for_the_others() -> None:
    p = np.array(PUBLISHED)
    with_gaps = np.insert(p, [0, 5, 15], np.nan).reshape(2, 9)
    q = q_values(with_gaps)
    assert np.isnan(q).sum() == 3
    assert q[~np.isnan(q)] == pytest.approx(q_values(p))


def test_an_empty_family_has_no_alarms() -> None:
    assert np.isnan(q_values(np.full((3, 2), np.nan))).all()
    assert q_values(np.empty((0, 0))).size == 0


def test_what_is_no_probability_is_refused() -> None:
    with pytest.raises(AnalysisError, match="not between 0 and 1"):
        q_values(np.array([0.2, 1.2]))


@pytest.mark.parametrize("seed", range(5))
def test_the_false_discovery_rate_holds_among_planted_effects(seed: int) -> None:
    chance = np.random.default_rng(seed)
    shares = []
    for _ in range(400):
        p = chance.random(200)
        p[:20] = chance.random(20) * 1e-3
        found = q_values(p) <= 0.1
        shares.append(found[20:].sum() / max(found.sum(), 1))
    assert np.mean(shares) == pytest.approx(0.1 * 180 / 200, abs=0.02)


def judged(observed: list[float], expected: list[float], p: list[float]) -> Judged:
    reason = np.where(np.isnan(p), REASON["gaps"], 0).astype(np.int8)[None]
    return Judged(np.array([observed]), np.array([expected]), np.array([expected]), np.array([p]), reason)


def test_the_expected_false_alarms_stand_beside_the_list() -> None:
    found = judged([9, 30, 4, 5], [2, 10, 4, np.nan], [0.001, 0.004, 0.6, np.nan])
    q = q_values(found.p)
    said = family(found, q <= 0.05, q, alpha=0.01)
    assert (said.assessed, said.not_assessed, said.alarms) == (3, 1, 2)
    assert said.expected_by_chance == pytest.approx(0.03)
    assert said.expected_false == pytest.approx(2 * 0.006)


def test_without_alarms_none_are_false() -> None:
    found = judged([3], [2], [0.4])
    assert family(found, np.zeros((1, 1), dtype=bool), q_values(found.p), alpha=0.01).expected_false == 0


def test_an_effect_matters_by_ratio_and_by_excess() -> None:
    found = judged([4, 40, 130, 300, 9], [1, 30, 100, 200, np.nan], [0.001, 0.001, 0.001, 0.001, np.nan])
    assert matters(found, ratio=1.3, excess=5).tolist() == [[False, True, True, True, False]]
    assert matters(found, ratio=1.5, excess=5).tolist() == [[False, False, False, True, False]]


def test_laboratories_that_left_raise_the_weight_and_lower_the_exposure() -> None:
    weights = reporting_weights(np.array([[100.0, 50.0, 0.0, 120.0]]), np.array([[100.0, 100.0, 100.0, 100.0]]))
    assert weights[0].tolist()[:2] == [1, 2]
    assert np.isnan(weights[0, 2])
    assert weights[0, 3] == 1
    counts, offset = with_weights(np.array([[20.0, 10.0, 0.0, 24.0]]), None, weights)
    assert (counts / offset)[0, :2].tolist() == [20, 20]
    assert np.isnan(offset[0, 2])
