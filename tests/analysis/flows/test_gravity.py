"""Gravity of flows: the estimates are those of the full likelihood, and what lies off the model is found."""

import numpy as np
import pytest
from scipy import optimize, stats

from tripoint.analysis.flows.gravity import gravity, shrunk
from tripoint.errors import AnalysisError


def world(n: int, seed: int, years: int = 0, *, distance: float = -0.8, adjacent: float = 0.9):
    """Made flows: every origin and destination of its own size, and two covariates."""
    rng = np.random.default_rng(seed)
    spot = rng.uniform(0, 3, (n, 2))
    away = np.sqrt(((spot[:, None] - spot[None]) ** 2).sum(axis=2))
    near = (away < 0.6).astype(float)
    shape = (years, n, n) if years else (n, n)
    sizes = rng.normal(0, 0.7, (*shape[:-1], 1)) + rng.normal(0, 0.7, (*shape[:-2], 1, n)) + 3
    flows = rng.poisson(np.exp(sizes + distance * away + adjacent * near)).astype(float)
    flows[..., np.arange(n), np.arange(n)] = np.nan
    return flows, {"distance": away, "adjacent": near}


def test_the_estimates_are_those_of_the_likelihood_with_every_effect_written_out():
    flows, covariates = world(9, seed=1)
    found = gravity(flows, covariates)
    known = ~np.isnan(flows)
    start, end = np.nonzero(known)
    x = np.column_stack([
        covariates["distance"][known], covariates["adjacent"][known], np.eye(9)[start], np.eye(9)[end][:, 1:],
    ])  # fmt: skip
    y = flows[known]

    def cost(b):
        eta = x @ b
        return float((np.exp(eta) - y * eta).sum()), x.T @ (np.exp(eta) - y)

    best = optimize.minimize(
        cost, np.zeros(x.shape[1]), jac=True, method="BFGS", options={"gtol": 1e-7, "maxiter": 3000}
    )
    assert found.reason == ""
    np.testing.assert_allclose(found.coefficients, best.x[:2], atol=1e-5)
    np.testing.assert_allclose(found.expected[known], np.exp(x @ best.x), rtol=1e-4)


def test_fitted_rows_and_columns_add_to_the_observed():
    flows, covariates = world(12, seed=2, years=3)
    expected = gravity(flows, covariates).expected
    np.testing.assert_allclose(np.nansum(expected, axis=2), np.nansum(flows, axis=2), rtol=1e-6)
    np.testing.assert_allclose(np.nansum(expected, axis=1), np.nansum(flows, axis=1), rtol=1e-6)


def test_a_planted_ratio_lies_in_its_interval_nineteen_times_of_twenty():
    held = 0
    for seed in range(60):
        flows, covariates = world(30, seed=100 + seed)
        _, low, high = gravity(flows, covariates).ratio("distance")
        held += low <= np.exp(-0.8) <= high
    assert stats.binomtest(held, 60, 0.95).pvalue > 0.001


def test_a_covariate_that_is_only_an_effect_of_the_origin_is_not_told():
    flows, covariates = world(10, seed=3)
    law = np.repeat(np.arange(10.0)[:, None], 10, axis=1)
    found = gravity(flows, {**covariates, "law": law})
    assert np.isnan(found.coefficients[2])
    np.testing.assert_allclose(found.coefficients[:2], gravity(flows, covariates).coefficients, atol=1e-8)


def test_places_without_any_flow_are_expected_to_have_none():
    flows, covariates = world(8, seed=4)
    flows[2, :] = np.where(np.isnan(flows[2, :]), np.nan, 0)
    found = gravity(flows, covariates)
    assert np.nansum(found.expected[2]) == 0
    assert np.isfinite(found.coefficients).all()


@pytest.mark.parametrize(
    ("flows", "reason"), [(np.zeros((4, 4)), "all_zero"), (np.array([[np.nan, 1.0], [2.0, np.nan]]), "short_history")]
)
def test_what_cannot_be_estimated_says_why(flows, reason):
    found = gravity(flows, {"distance": np.ones(flows.shape)})
    assert found.reason == reason
    assert np.isnan(found.expected).all()


def test_flows_that_make_no_sense_are_refused():
    with pytest.raises(AnalysisError, match="below 0"):
        gravity(np.array([[0.0, -1.0], [1.0, 0.0]]), {})
    with pytest.raises(AnalysisError, match="different shapes"):
        gravity(np.ones((3, 3)), {"distance": np.ones((2, 2))})
    with pytest.raises(AnalysisError, match="missing"):
        gravity(np.ones((6, 6)), {"distance": np.full((6, 6), np.nan)})


def test_pairs_are_pulled_towards_the_mean_and_a_planted_corridor_stands_out():
    rng = np.random.default_rng(5)
    expected = rng.gamma(2, 5, (40, 40))
    observed = rng.poisson(expected).astype(float)
    observed[7, 9] = 6 * expected[7, 9] + 20
    found = shrunk(observed, expected)
    assert np.unravel_index(np.nanargmax(found.low), found.low.shape) == (7, 9)
    assert abs(np.median(found.ratio) - 1) < 0.1
    small = shrunk(np.array([[1.0, 100.0, 0.0, 3.0]]), np.array([[0.1, 10.0, 5.0, 3.0]]))
    assert small.ratio[0, 0] < small.ratio[0, 1]  # 1 of 0.1 says less than 100 of 10


def test_where_nothing_is_planted_few_intervals_leave_one_out():
    rng = np.random.default_rng(6)
    expected = rng.gamma(2, 20, 4000)
    truth = rng.gamma(8, 1 / 8, 4000)
    found = shrunk(rng.poisson(expected * truth).astype(float), expected)
    held = ((found.low <= truth) & (truth <= found.high)).mean()
    assert 0.93 < held < 0.97
    assert found.shape == pytest.approx(8, rel=0.15)


def test_pairs_without_an_expected_flow_have_no_ratio():
    found = shrunk(np.array([1.0, 2.0, 3.0, 4.0, np.nan]), np.array([1.0, 2.0, 3.0, 0.0, 5.0]))
    assert np.isnan(found.ratio[3:]).all()
    assert np.isfinite(found.ratio[:3]).all()
