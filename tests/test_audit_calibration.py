"""A proposed threshold keeps the declared rate of false fails, and one that cannot tell is refused."""

import math
import random

import pytest

from autograder.audit.calibration import propose
from autograder.model import Side

SEED = 7


def draws(count: int, mean: float, deviation: float) -> list[float]:
    print("seed", SEED)
    source = random.Random(SEED)
    return [source.gauss(mean, deviation) for _ in range(count)]


def test_few_draws_are_fitted() -> None:
    found = propose("far", Side.BELOW, draws(500, 1, 0.1), {"wrong": [3.0] * 10}, 1e-4)
    assert not found.refusal
    assert found.value is not None
    # The quantile of the true distribution is 1 + 3.719 · 0.1; with 95 % confidence a little more.
    assert 1.37 < found.value < 1.45
    assert "normal tail fitted to the numbers" in found.method
    assert found.power == {"wrong": 1.0}
    assert found.room[0] < found.value < found.room[1] == 3


def test_a_lower_limit_is_the_mirror_image() -> None:
    right = draws(500, 1, 0.1)
    below = propose("far", Side.BELOW, [-one for one in right], {"wrong": [3.0]}, 1e-4)
    above = propose("far", Side.ABOVE, right, {"wrong": [-3.0]}, 1e-4)
    assert below.value is not None
    assert above.value == pytest.approx(-below.value, rel=0.02)
    assert above.value < min(right) == above.room[0]


def test_errors_over_decades_are_fitted_as_logarithms() -> None:
    right = [math.exp(one) for one in draws(500, -13, 1)]
    found = propose("error", Side.BELOW, right, {"wrong": [0.5]}, 1e-4)
    assert "logarithms" in found.method
    assert found.value is not None
    assert math.exp(-13 + 3.7) < found.value < math.exp(-13 + 4.5)


def test_enough_draws_need_no_fit() -> None:
    right = draws(1000, 0, 1)
    found = propose("far", Side.BELOW, right, {"wrong": [9.0]}, 0.01)
    assert "empirical quantile" in found.method
    assert found.value is not None
    assert sum(one > found.value for one in right) / 1000 <= 0.01


@pytest.mark.parametrize("rate", [0.01, 1e-4])
def test_rate_is_kept_on_fresh_draws(rate: float) -> None:
    found = propose("far", Side.BELOW, draws(400, 5, 2), {"wrong": [99.0]}, rate)
    assert found.value is not None
    assert 0.5 * math.erfc((found.value - 5) / 2 / math.sqrt(2)) <= rate


def test_one_value_of_all_draws() -> None:
    found = propose("far", Side.BELOW, [0.0] * 100, {"wrong": [1.0, 2.0]}, 1e-4)
    assert found.value == pytest.approx(0.5, rel=0.01)
    same = propose("far", Side.BELOW, [0.0] * 100, {"wrong": [0.0]}, 1e-4)
    assert same.value is None
    assert "same number as right" in same.refusal


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ([1.0] * 29, {"wrong": [2.0]}, "29 draws of right answers were measured; 30 are needed"),
        ([*range(40), math.nan], {"wrong": [99.0]}, "nan or inf"),
        (list(range(40)), {}, "nothing shows what it catches"),
        (list(range(40)), {"wrong": []}, "nothing shows what it catches"),
        ([*(0.01 * one for one in range(50)), 50.0], {"wrong": [99.0]}, "beyond the fitted normal tail"),
    ],
)
def test_what_cannot_be_measured_is_refused(
    right: list[float], wrong: dict[str, list[float]], said: str
) -> None:
    found = propose("far", Side.BELOW, right, wrong, 1e-4)
    assert found.value is None
    assert said in found.refusal


def test_what_cannot_tell_right_from_wrong_is_refused() -> None:
    wrong = {"bad": [9.0] * 10, "near": [1.1] * 5 + [9.0] * 5}
    found = propose("far", Side.BELOW, draws(100, 1, 0.1), wrong, 1e-4)
    assert found.power == {"bad": 1.0, "near": 0.5}
    assert found.refusal == "it would let “near” pass 50% of the time"


def test_the_draw_that_gives_the_bound_passes_itself() -> None:
    right = [float(one) for one in range(299)]
    found = propose("far", Side.BELOW, right, {"wrong": [1e6]}, 0.01)
    assert "number 1 from the extreme" in found.method
    assert found.value == 299
