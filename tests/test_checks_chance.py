"""Expectations about chance keep the rate of false fails that they declare, and find what is wrong."""

import numpy as np
import pytest

from autograder.checks import expect_distribution, normal, uniform
from autograder.errors import CheckFailed

SEED = 20261120


def draws(count: int) -> np.ndarray:
    print("seed", SEED)
    return np.random.default_rng(SEED).standard_normal(count)


def test_right_draws_pass() -> None:
    expect_distribution(1 + 2 * draws(1000), normal(1, 2), false_fail=1e-6, problem="no")
    even = np.random.default_rng(SEED).uniform(-3, 5, size=(20, 50))
    expect_distribution(even, uniform(-3, 5), false_fail=1e-6, problem="no")


@pytest.mark.parametrize("count", [10, 200])
def test_right_draws_fail_no_more_often_than_declared(count: int) -> None:
    print("seed", SEED)
    rng = np.random.default_rng(SEED)
    failed = 0
    for _ in range(1000):
        try:
            expect_distribution(rng.standard_normal(count), normal(), false_fail=0.1, problem="no")
        except CheckFailed:
            failed += 1
    # 0.1 is the bound, which the test comes near; 132 of 1,000 would be three deviations beyond it.
    assert 0 < failed < 132


def test_wrong_variance_is_named() -> None:
    with pytest.raises(CheckFailed, match="not the noise") as failed:
        expect_distribution(
            2 * draws(1000),
            normal(0, np.sqrt(2)),
            false_fail=1e-6,
            problem="That is not the noise.",
            mistakes={"the variance is 9": normal(0, 3), "Here stddev is used as variance": normal(0, 2)},
        )
    assert failed.value.cause == "Here stddev is used as variance."


def test_what_is_not_finite_fails() -> None:
    with pytest.raises(CheckFailed, match="not all finite"):
        expect_distribution([0.1, np.nan], normal(), false_fail=0.5, problem="no")
    with pytest.raises(CheckFailed, match="not all finite"):
        expect_distribution(np.zeros(0), normal(), false_fail=0.5, problem="no")


@pytest.mark.parametrize("answer", [None, "text", [[1], [2, 3]]])
def test_what_is_no_array_fails(answer: object) -> None:
    with pytest.raises(CheckFailed, match=r"nothing|not made of numbers"):
        expect_distribution(answer, normal(), false_fail=0.1, problem="no")


def test_rate_must_be_a_probability() -> None:
    with pytest.raises(ValueError, match="between 0 and 1, got 2"):
        expect_distribution([0.0], normal(), false_fail=2, problem="no")
