"""Curves and bars that say more than numbers: what came back beside what was expected, as plain data.

Nothing here draws: who checks makes a picture, and who reports turns it into an image or into words.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["LARGEST", "MOST_NAMES", "MOST_PANELS", "MOST_POINTS", "Bars", "Curve", "Panel", "Picture", "Role"]

MOST_POINTS = 2_000
"""How many points a curve may have."""
MOST_NAMES = 20
"""How many bars may stand in a row of bars."""
MOST_PANELS = 4
"""How many panels a picture may have, and how many series a panel."""
LARGEST = 1e100
"""What is farther from zero is no number to draw."""


class Role(StrEnum):
    """Whose numbers they are."""

    YOURS = "yours"
    EXPECTED = "expected"
    DATA = "data"


@dataclass(frozen=True, slots=True)
class Curve:
    """Points in order; those of data stand alone, others are joined by a line."""

    label: str
    """What it shows, such as "loss"."""
    x: tuple[float, ...]
    """Where the points lie on the axis across, in its units."""
    y: tuple[float | None, ...]
    """Their heights, in the other axis's units; None where no finite number came."""
    role: Role
    """Whose numbers they are."""

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn.

        Raises:
            ValueError: There are too many points, not as many heights as places, or odd numbers.
        """
        if len(self.x) != len(self.y) or len(self.x) > MOST_POINTS:
            raise ValueError(f"expected at most {MOST_POINTS} points, got {len(self.x)} and {len(self.y)}")
        _expect_numbers(self.x)
        _expect_numbers(height for height in self.y if height is not None)


@dataclass(frozen=True, slots=True)
class Bars:
    """One bar for each name of its panel."""

    label: str
    """What they show, such as "probability"."""
    lengths: tuple[float | None, ...]
    """Their lengths in the axis's units; None where no finite number came."""
    role: Role
    """Whose numbers they are."""

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn.

        Raises:
            ValueError: There are too many bars, or odd numbers.
        """
        if len(self.lengths) > MOST_NAMES:
            raise ValueError(f"expected at most {MOST_NAMES} bars, got {len(self.lengths)}")
        _expect_numbers(length for length in self.lengths if length is not None)


@dataclass(frozen=True, slots=True)
class Panel:
    """A pair of axes with curves, or names with bars."""

    across: str
    """Label of the axis of ``x``, or of the bars' names, with its unit."""
    upward: str
    """Label of the axis of ``y``, or of the bars' lengths, with its unit."""
    series: tuple[Curve, ...] | tuple[Bars, ...]
    """What is drawn; what comes later lies on top."""
    names: tuple[str, ...] = ()
    """Name of each bar."""

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn.

        Raises:
            ValueError: There are too many series, or a row of bars has not as many as there are names.
        """
        if len(self.series) > 2 * MOST_PANELS:
            raise ValueError(f"expected at most {2 * MOST_PANELS} series, got {len(self.series)}")
        for one in self.series:
            if isinstance(one, Bars) and len(one.lengths) != len(self.names):
                raise ValueError(f"expected {len(self.names)} bars, got {len(one.lengths)}")


@dataclass(frozen=True, slots=True)
class Picture:
    """One or several panels beside each other."""

    title: str
    """What is compared, in a line."""
    panels: tuple[Panel, ...]
    """The panels from left to right."""

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn.

        Raises:
            ValueError: There is no panel, or there are too many.
        """
        if not 0 < len(self.panels) <= MOST_PANELS:
            raise ValueError(f"expected 1 to {MOST_PANELS} panels, got {len(self.panels)}")


def _expect_numbers(numbers: Iterable[float]) -> None:
    for number in numbers:
        if type(number) is not float or not math.isfinite(number) or abs(number) > LARGEST:
            raise ValueError(f"expected finite floats up to {LARGEST:g}, got {number!r}")
