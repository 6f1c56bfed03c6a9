"""The few formulas of an audit, so that no statistics library is needed for them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist

__all__ = ["normal_tolerance_factor", "rank_of_quantile_bound", "spread", "upper_bound"]


def upper_bound(failures: int, draws: int, confidence: float = 0.95) -> float:
    """Return the one-sided upper bound of Clopper and Pearson (1934) for a rate.

    It is the rate at which so few failures, or fewer, have a probability of 1 - confidence.

    Args:
        failures: How often it happened.
        draws: How often it was tried; with none the bound is 1.
        confidence: Probability with which the bound holds.
    """
    if failures >= draws:
        return 1.0
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if _at_most(failures, draws, middle) > 1 - confidence:
            low = middle
        else:
            high = middle
    return high


def rank_of_quantile_bound(draws: int, beyond: float, confidence: float = 0.95) -> int | None:
    """Return which of the sorted draws, counted from the extreme one as 1, bounds a quantile, or None.

    With the confidence, at most a share ``beyond`` of all draws lies beyond the r-th most extreme of
    ``draws``: the chance that r or more of them already lie there must be large. None: there are too few.
    """
    rank = 0
    while rank < draws and _at_most(rank, draws, beyond) <= 1 - confidence:
        rank += 1
    return rank or None


def normal_tolerance_factor(draws: int, beyond: float, confidence: float = 0.95) -> float:
    """Return how many deviations from the mean bound a share of a normal distribution, on one side.

    Natrella's approximation of the one-sided tolerance factor (NIST/SEMATECH e-Handbook, 7.2.6.3).

    Args:
        draws: How many numbers gave mean and deviation, at least 10.
        beyond: Share that may lie beyond.
        confidence: Probability with which the bound holds.
    """
    z_share = NormalDist().inv_cdf(1 - beyond)
    z_confidence = NormalDist().inv_cdf(confidence)
    a = 1 - z_confidence**2 / (2 * (draws - 1))
    b = z_share**2 - z_confidence**2 / draws
    return (z_share + math.sqrt(max(0.0, z_share**2 - a * b))) / a


def spread(numbers: Sequence[float]) -> tuple[float, float]:
    """Return mean and standard deviation (0 of a single number)."""
    mean = math.fsum(numbers) / len(numbers)
    if len(numbers) < 2:
        return mean, 0.0
    return mean, math.sqrt(math.fsum((one - mean) ** 2 for one in numbers) / (len(numbers) - 1))


def _at_most(failures: int, draws: int, rate: float) -> float:
    """Return the probability of so many failures or fewer: the binomial distribution function."""
    if rate <= 0:
        return 1.0
    if rate >= 1:
        return float(failures >= draws)
    logs = [
        math.lgamma(draws + 1)
        - math.lgamma(k + 1)
        - math.lgamma(draws - k + 1)
        + k * math.log(rate)
        + (draws - k) * math.log1p(-rate)
        for k in range(failures + 1)
    ]
    return math.fsum(map(math.exp, logs))
