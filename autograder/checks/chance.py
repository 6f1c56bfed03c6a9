"""Expectations about chance, which no single draw can decide: each spends a declared rate of false fails."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.checks.drawing import compare, panel, plot
from autograder.checks.expect import expect_array, fail
from autograder.picture import Picture

__all__ = ["expect_distribution", "normal", "uniform"]

_Array = np.ndarray[Any, Any]
_Cumulative = Callable[[_Array], _Array]

_BINS = 40
"""How many intervals a picture of draws has."""


def normal(mean: float = 0.0, stddev: float = 1.0) -> _Cumulative:
    """Return the cumulative distribution function of normal numbers."""
    erf = np.vectorize(math.erf, otypes=[float])

    def cumulative(values: _Array) -> _Array:
        return np.asarray(0.5 * (1 + erf((values - mean) / (stddev * math.sqrt(2)))))

    return cumulative


def uniform(low: float = 0.0, high: float = 1.0) -> _Cumulative:
    """Return the cumulative distribution function of numbers spread evenly over an interval."""

    def cumulative(values: _Array) -> _Array:
        return np.clip((values - low) / (high - low), 0.0, 1.0)

    return cumulative


def expect_distribution(
    answer: object,
    distribution: _Cumulative,
    *,
    false_fail: float,
    problem: str,
    mistakes: Mapping[str, _Cumulative] | None = None,
) -> None:
    """Expect independent draws from a continuous distribution, by the Kolmogorov-Smirnov distance.

    The test fails draws whose distance D between their empirical and the expected distribution function
    exceeds sqrt(ln(2 / false_fail) / (2 n)). By the inequality of Dvoretzky, Kiefer and Wolfowitz with the
    constant of Massart (1990), draws that are right go beyond that with a probability of at most
    ``false_fail``, whatever the distribution and for every n; no table and no approximation is needed. It
    is at its weakest in the tails. To find dependence as well, test what dependence would change:
    neighbours of independent normal numbers differ by sqrt(2) times their standard deviation, and so do the
    halves of one draw, or two draws of one seed that should not be the same.

    Args:
        answer: The draws, any shape.
        distribution: Cumulative distribution function, such as ``normal(0, 2)`` or ``uniform(0, 1)``.
        false_fail: Probability with which right draws may fail, between 0 and 1; all the calls of a check
            add up.
        problem: One sentence for draws that fit none of the mistakes; holds no hidden value.
        mistakes: Wrong distributions by their sentence; one is named if the draws fit it.

    Raises:
        CheckFailed: The draws are no finite numbers, too few to tell, or of another distribution.
        ValueError: ``false_fail`` is no probability between 0 and 1.
    """
    if not 0 < false_fail < 1:
        raise ValueError(f"expected false_fail between 0 and 1, got {false_fail}")
    draws = np.sort(expect_array(answer).astype(float).ravel())
    if not draws.size or not np.isfinite(draws).all():
        fail(
            "The draws are not all finite numbers, or there are none.",
            answer=answer,
        )
    allowed = math.sqrt(math.log(2 / false_fail) / (2 * draws.size))
    if _distance(draws, distribution) <= allowed:
        return
    fitting = (name for name, wrong in (mistakes or {}).items() if _distance(draws, wrong) <= allowed)
    fail(problem, answer=answer, cause=next(fitting, ""), picture=lambda: _histograms(draws, distribution))


def _histograms(draws: _Array, distribution: _Cumulative) -> Picture:
    """Draw how many of the numbers lie where, beside how many should."""
    edges = np.linspace(draws[0], draws[-1], _BINS + 1)
    found = np.histogram(draws, edges)[0] / draws.size
    middles = (edges[1:] + edges[:-1]) / 2
    shares = compare("share", found, np.diff(distribution(edges)), x=middles)
    return plot(
        "Where the numbers lie: yours solid, expected dashed",
        panel("number", "share of all numbers", *shares),
    )


def _distance(draws: _Array, distribution: _Cumulative) -> float:
    """Return the largest difference between the distribution functions of sorted draws and expected ones."""
    expected = distribution(draws)
    steps = np.arange(draws.size + 1) / draws.size
    return float(max((steps[1:] - expected).max(), (expected - steps[:-1]).max()))
