"""Where a threshold should lie: measured on right answers, and held against wrong ones.

The value is meant to fail a right answer at a declared rate and no more often, with a confidence of 95 %:

- With enough draws it is an empirical quantile: the r-th most extreme draw, r chosen so that with this
  confidence no larger share than the rate lies beyond (about 3 / rate draws are needed for r = 1).
- With fewer it is fitted: the one-sided tolerance bound of a normal distribution, of the numbers or of their
  logarithms, whichever are less skewed. If a draw lies beyond what was fitted, the tail is no normal one.
- If all draws are the same number, it lies half-way to the nearest wrong one.

The value is the tightest one. What it cannot know is how numbers differ between machines: where right and
wrong answers lie decades apart, an author does well to leave some of that room to the right ones.

A threshold that lets a misconception pass more than one time in 20 cannot tell right from wrong.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autograder.audit.answers import Kind, Material
from autograder.audit.run import Runner, right_trials
from autograder.audit.statistics import normal_tolerance_factor, rank_of_quantile_bound, spread
from autograder.audit.trials import Record, Trial
from autograder.model import Side

__all__ = ["ENOUGH_POWER", "LEAST_DRAWS", "Proposal", "calibrate", "propose"]

ENOUGH_POWER = 0.95
"""Share of a misconception's draws that a threshold must fail."""

LEAST_DRAWS = 30
"""Fewer draws of right answers say too little about a tail."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where one threshold should lie."""

    name: str
    """Its name in ``course.yml``."""
    draws: int
    """How many numbers right answers gave."""
    value: float | None
    """The value, or None if there is none to propose."""
    method: str
    """How it was found."""
    power: Mapping[str, float]
    """Share of each misconception's draws that it fails."""
    refusal: str
    """Why it must not be written; empty if it may."""
    room: tuple[float, float] = (math.nan, math.nan)
    """The right and the wrong number that lie nearest to each other's side."""


def calibrate(material: Material, runner: Runner, *, seeds: int, false_fail: float) -> tuple[Proposal, ...]:
    """Measure right answers and misconceptions, and propose a value for each threshold of an exercise.

    Args:
        material: The exercise.
        runner: Where trials run.
        seeds: How many draws of right answers are measured.
        false_fail: Rate at which right answers may fail.
    """
    records = runner.run(list(right_trials(material, seeds)), material)
    measured = {check for record in records for check, _ in record.measures}
    tries = max(10, min(100, seeds // 10))
    records += runner.run(
        [
            Trial(answer, seed)
            for answer in material.of(Kind.MISCONCEPTION)
            if material.misconceptions[answer.name].fails in measured
            for seed in range(tries)
        ],
        material,
    )
    return tuple(
        _proposal(name, material, records, false_fail) for name in sorted(material.exercise.thresholds)
    )


def propose(
    name: str,
    side: Side,
    right: Sequence[float],
    wrong: Mapping[str, Sequence[float]],
    false_fail: float,
) -> Proposal:
    """Return where a threshold should lie, from numbers measured on right and on wrong answers."""
    # Mirrored for a lower limit, so that right answers always lie below.
    sign = 1.0 if side is Side.BELOW else -1.0
    numbers = sorted(sign * one for one in right)
    others = {mistake: [sign * one for one in values] for mistake, values in wrong.items() if values}
    if len(numbers) < LEAST_DRAWS:
        few = f"{len(numbers)} draws of right answers were measured; {LEAST_DRAWS} are needed at least"
        return Proposal(name, len(numbers), None, "", {}, few)
    if not all(map(math.isfinite, numbers)):
        return Proposal(name, len(numbers), None, "", {}, "a right answer gave nan or inf")
    if not others:
        nothing = "no misconception of its check is measured against it, so nothing shows what it catches"
        return Proposal(name, len(numbers), None, "", {}, nothing)
    nearest = min(min(values) for values in others.values())
    bound, method = _bound(numbers, nearest, false_fail)
    if bound is None:
        return Proposal(name, len(numbers), None, "", {}, method)
    value = _rounded_up(bound)
    power = {mistake: _share_beyond(values, value) for mistake, values in others.items()}
    refusal = "; ".join(
        f"it would let “{mistake}” pass {1 - share:.0%} of the time"
        for mistake, share in power.items()
        if share < ENOUGH_POWER
    )
    room = sign * numbers[-1], sign * nearest
    return Proposal(name, len(numbers), sign * value, method, power, refusal, room)


def _proposal(name: str, material: Material, records: Sequence[Record], false_fail: float) -> Proposal:
    right: list[float] = []
    wrong: dict[str, list[float]] = {}
    sides: set[Side] = set()
    for record in records:
        for check, measure in record.measures:
            if measure.threshold != name:
                continue
            sides.add(measure.side)
            if record.kind is not Kind.MISCONCEPTION:
                right.append(measure.value)
            elif material.misconceptions[record.name].fails == check:
                wrong.setdefault(record.name, []).append(measure.value)
    if len(sides) != 1:
        reason = (
            "it is a lower limit in one place and an upper one in another"
            if sides
            else "no check compares with it by expect_below or expect_above"
        )
        return Proposal(name, len(right), None, "", {}, reason)
    return propose(name, sides.pop(), right, wrong, false_fail)


def _bound(numbers: Sequence[float], nearest: float, false_fail: float) -> tuple[float | None, str]:
    """Return the bound of sorted numbers and how it was found, or None and why there is none."""
    if numbers[0] == numbers[-1]:
        if nearest <= numbers[-1]:
            return None, "wrong answers give the same number as right ones"
        return (
            numbers[-1] + nearest
        ) / 2, "half-way from the one value of all draws to the nearest wrong one"
    rank = rank_of_quantile_bound(len(numbers), false_fail)
    if rank:
        return numbers[-rank], f"empirical quantile with 95 % confidence: number {rank} from the extreme"
    return _fitted(numbers, false_fail)


def _fitted(numbers: Sequence[float], false_fail: float) -> tuple[float | None, str]:
    logarithms = [math.log(one) for one in numbers] if numbers[0] > 0 else []
    in_logarithms = bool(logarithms) and abs(_skewness(logarithms)) < abs(_skewness(numbers))
    scale = logarithms if in_logarithms else numbers
    mean, deviation = spread(scale)
    bound = mean + normal_tolerance_factor(len(scale), false_fail) * deviation
    if bound <= scale[-1]:
        enough = math.ceil(math.log(0.05) / math.log1p(-false_fail))
        return (
            None,
            f"a draw lies beyond the fitted normal tail; an empirical quantile needs {enough:,} draws",
        )
    what = "logarithms" if in_logarithms else "numbers"
    method = f"normal tail fitted to the {what}, one-sided tolerance bound with 95 % confidence"
    return (math.exp(bound) if in_logarithms else bound), method


def _skewness(numbers: Sequence[float]) -> float:
    mean, deviation = spread(numbers)
    if not deviation:
        return 0.0
    return math.fsum(((one - mean) / deviation) ** 3 for one in numbers) / len(numbers)


def _share_beyond(values: Sequence[float], limit: float) -> float:
    """Return the share that does not lie below the limit; nan does not."""
    return sum(not one < limit for one in values) / len(values)


def _rounded_up(number: float) -> float:
    """Return the next number of three digits, for people to read; it lies above, where right ones are not."""
    if number == 0:
        return 0.0
    unit = 10.0 ** (math.floor(math.log10(abs(number))) - 2)
    # Written and read once more, so that no dust of the multiplication is left.
    return float(f"{(math.floor(number / unit) + 1) * unit:.3g}")
