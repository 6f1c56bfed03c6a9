"""Named thresholds that keep what is measured against them, so that an audit can say how near it came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from autograder.checks.expect import fail
from autograder.errors import GraderFault
from autograder.model import Measure, Side

__all__ = ["Threshold", "Thresholds", "expect_above", "expect_below"]


class Threshold(float):
    """A number of ``course.yml`` that knows its name and what was compared with it."""

    name: str
    """Its name in ``course.yml``."""
    measures: list[Measure]
    """What was compared with it and with its siblings, in order."""

    def __new__(cls, value: float, name: str, measures: list[Measure]) -> Threshold:
        """Return a number with a name."""
        number = super().__new__(cls, value)
        number.name = name
        number.measures = measures
        return number


class Thresholds(Mapping[str, float]):
    """The thresholds of an exercise as one run of a check gets them."""

    def __init__(self, values: Mapping[str, float]) -> None:
        """Give out these values; nothing is measured yet."""
        self._values = values
        self._measures: list[Measure] = []

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What was compared with them so far, in order."""
        return tuple(self._measures)

    def __getitem__(self, name: str) -> Threshold:
        """Return the threshold of that name.

        Raises:
            GraderFault: ``course.yml`` has none of that name.
        """
        if name not in self._values:
            known = ", ".join(self._values) or "none"
            raise GraderFault(f"no threshold {name!r} in course.yml for this exercise; there is {known}")
        return Threshold(self._values[name], name, self._measures)

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def expect_below(value: object, threshold: float, problem: str, **words: Any) -> None:
    """Expect a measured number, or every number of an array, to lie below a threshold.

    Args:
        value: What was measured by the grader, a number or an array; nan is never below.
        threshold: ``thresholds["NAME"]``; the largest number is noted there for ``autograder audit``.
        problem: One sentence that holds no hidden value.
        words: ``answer``, ``returned``, ``expected``, ``cause`` and ``picture``, as
            :func:`autograder.checks.fail` takes.

    Raises:
        CheckFailed: Some number does not lie below.
    """
    _expect_side(value, threshold, Side.BELOW, problem, words)


def expect_above(value: object, threshold: float, problem: str, **words: Any) -> None:
    """Expect a measured number, or every number of an array, to lie above a threshold.

    Args:
        value: What was measured by the grader, a number or an array; nan is never above.
        threshold: ``thresholds["NAME"]``; the smallest number is noted there for ``autograder audit``.
        problem: One sentence that holds no hidden value.
        words: ``answer``, ``returned``, ``expected``, ``cause`` and ``picture``, as
            :func:`autograder.checks.fail` takes.

    Raises:
        CheckFailed: Some number does not lie above.
    """
    _expect_side(value, threshold, Side.ABOVE, problem, words)


def _expect_side(value: object, threshold: float, side: Side, problem: str, words: Mapping[str, Any]) -> None:
    numbers = np.asarray(value, dtype=float)
    worst = float(numbers.max() if side is Side.BELOW else numbers.min())
    if isinstance(threshold, Threshold):
        threshold.measures.append(Measure(threshold.name, worst, float(threshold), side))
    # Written so that nan, which max and min hand on, is on the wrong side of everything.
    if not (worst < threshold if side is Side.BELOW else worst > threshold):
        fail(problem, **words)
