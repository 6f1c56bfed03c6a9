"""The formulas agree with SciPy and with printed tables."""

from typing import Any

import numpy as np
import pytest

from autograder.audit.statistics import normal_tolerance_factor, rank_of_quantile_bound, spread, upper_bound


@pytest.fixture
def stats() -> Any:
    """Return SciPy's distributions, imported only here: that takes seconds."""
    return pytest.importorskip("scipy.stats", reason="comes with scikit-learn, which only developers have")


@pytest.mark.parametrize(("failures", "draws"), [(0, 1), (0, 20), (0, 1000), (1, 50), (7, 500), (499, 500)])
def test_clopper_pearson(failures: int, draws: int, stats: Any) -> None:
    expected = stats.beta.ppf(0.95, failures + 1, draws - failures)
    assert upper_bound(failures, draws) == pytest.approx(expected, rel=1e-9)


def test_bound_without_a_passed_draw_is_one() -> None:
    assert upper_bound(0, 0) == upper_bound(3, 3) == 1


def test_three_over_n() -> None:
    assert upper_bound(0, 1000) == pytest.approx(3 / 1000, rel=0.01)


def test_quantile_bound_needs_enough_draws() -> None:
    # The largest of n lies beyond the 99 % quantile with 95 % confidence from n = 299 on.
    assert rank_of_quantile_bound(298, 0.01) is None
    assert rank_of_quantile_bound(299, 0.01) == 1
    # And the second largest from 473 on.
    assert rank_of_quantile_bound(472, 0.01) == 1
    assert rank_of_quantile_bound(473, 0.01) == 2


@pytest.mark.parametrize(("draws", "beyond"), [(43, 0.1), (100, 1e-4), (1000, 1e-4)])
def test_tolerance_factor(draws: int, beyond: float, stats: Any) -> None:
    z = stats.norm.ppf(1 - beyond)
    exact = stats.nct.ppf(0.95, draws - 1, z * np.sqrt(draws)) / np.sqrt(draws)
    assert normal_tolerance_factor(draws, beyond) == pytest.approx(exact, rel=0.01)


def test_spread() -> None:
    assert spread([1.0, 2.0, 4.0]) == pytest.approx((7 / 3, np.std([1, 2, 4], ddof=1)))
    assert spread([5.0]) == (5.0, 0.0)
