"""Pictures for failures: what came back beside what was expected, made of whatever came back.

A check hands a function over, as in ``expect_close(…, picture=lambda: plot(…))``, which is called only if
the check fails and is public. Answers may be odd: what is not a finite number becomes a gap, what is too long
is thinned out, and what is no row of numbers at all is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.checks.expect import is_numbers
from autograder.picture import LARGEST, MOST_POINTS, Bars, Curve, Panel, Picture, Role

__all__ = ["bars", "compare", "curve", "panel", "plot", "scatter"]

_Array = np.ndarray[Any, Any]


def plot(title: str, *panels: Panel) -> Picture:
    """Return a picture.

    Args:
        title: What is compared, such as "Loss by epoch: yours solid, expected dashed".
        panels: One to four, from left to right.
    """
    return Picture(title, panels)


def panel(across: str, upward: str, *curves: Curve) -> Panel:
    """Return a pair of axes with curves.

    Args:
        across: Label of the axis of ``x``, with its unit.
        upward: Label of the axis of ``y``, with its unit.
        curves: What it shows; those without a point are left out.
    """
    return Panel(across, upward, tuple(one for one in curves if one.x))


def compare(label: str, answer: object, expected: object, *, x: object = None) -> tuple[Curve, Curve]:
    """Return two curves, the student's and the expected one, for a panel.

    Args:
        label: What they show, such as "loss".
        answer: Heights that came back, shape (n,).
        expected: Heights that were expected, shape (m,).
        x: Places of the points on the axis across; 0, 1, 2, … if left out.
    """
    return curve(label, answer, x=x), curve(label, expected, x=x, role=Role.EXPECTED)


def scatter(label: str, x: object, y: object) -> Curve:
    """Return data that both are drawn over, such as the examples.

    Args:
        label: What they are, such as "examples".
        x: Places on the axis across, shape (n,).
        y: Heights, shape (n,).
    """
    return curve(label, y, x=x, role=Role.DATA)


def curve(label: str, y: object, *, x: object = None, role: Role = Role.YOURS) -> Curve:
    """Return a curve of whatever came back; without a point if that is no row of numbers.

    Args:
        label: What it shows.
        y: Heights, shape (n,).
        x: Places on the axis across; 0, 1, 2, … if left out.
        role: Whose numbers they are.
    """
    heights = _row(y)
    places = np.arange(len(heights), dtype=float) if x is None else _row(x)
    count = min(len(heights), len(places))
    heights, places = heights[:count], places[:count]
    drawn = np.flatnonzero(_is_drawable(places))
    if len(drawn) > MOST_POINTS:
        drawn = drawn[np.linspace(0, len(drawn) - 1, MOST_POINTS).round().astype(int)]
    return Curve(label, tuple(places[drawn].tolist()), _gapped(heights[drawn]), role)


def bars(across: str, upward: str, names: Sequence[str], *, answer: object, expected: object) -> Panel:
    """Return names with two bars each, the student's beside the expected one.

    Args:
        across: What the names are, such as "class".
        upward: Label of the bars' lengths, with its unit.
        names: Name of each bar.
        answer: Lengths that came back, one a name; what is missing is a gap.
        expected: Lengths that were expected, one a name.
    """
    count = len(names)
    found = _gapped(_row(answer)[:count])
    found += (None,) * (count - len(found))
    series = Bars(upward, found, Role.YOURS), Bars(upward, _gapped(_row(expected)), Role.EXPECTED)
    return Panel(across, upward, series, tuple(names))


def _row(values: object) -> _Array:
    """Return numbers as a flat array of float64; of what is no numbers an empty one."""
    if not (isinstance(values, range) or is_numbers(values)):
        return np.zeros(0)
    try:
        array = np.asarray(values)
    except (ValueError, OverflowError, MemoryError):
        return np.zeros(0)
    with np.errstate(over="ignore"):
        return array.astype(float).ravel() if array.dtype.kind in "biuf" else np.zeros(0)


def _is_drawable(numbers: _Array) -> _Array:
    return np.isfinite(numbers) & (abs(numbers) <= LARGEST)


def _gapped(numbers: _Array) -> tuple[float | None, ...]:
    shown = zip(numbers.tolist(), _is_drawable(numbers).tolist(), strict=True)
    return tuple(number if drawable else None for number, drawable in shown)
