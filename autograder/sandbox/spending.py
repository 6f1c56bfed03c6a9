"""What a submission has spent of its time: CPU seconds, and behind them a generous time by the clock.

A limit in CPU seconds is the same on a busy machine as on an idle one, and a program that computes cannot
go on beyond it. One that only waits is ended by the clock, which runs at half speed, and slower the more
processes want the machine's cores. It counts only while the grader runs: time in which that was stopped, as
by Ctrl-Z or by a pause of its virtual machine, is nobody's.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

__all__ = ["LOOK_SECONDS", "Meter", "Spending", "no_meter", "stretch"]

LOOK_SECONDS: Final = 0.1
"""A wait looks at its time at least so often."""
_MOST_PASSED: Final = 2 * LOOK_SECONDS
"""What has passed since the last look counts up to here; the rest went by while nothing ran."""
_CLOCK_SECONDS: Final = 2.0
"""Seconds by the clock, on an idle machine, that count like one CPU second."""
_NICENESS: Final = 4.0
"""A worker waits so many times longer for its turn than processes that are not as nice."""
_LONGEST: Final = 500.0


Meter = Callable[[], tuple[float, float]]
"""Returns the CPU seconds of a submission so far, and how many of its processes want to run at the moment."""


def no_meter() -> tuple[float, float]:
    """Return that nothing is known, so that the clock alone counts."""
    return 0.0, 0.0


class Spending:
    """Counts what the questions since the last allowance have cost."""

    def __init__(self, meter: Meter = no_meter) -> None:
        """Start with nothing allowed."""
        self.allowed = 0.0
        self._meter = meter
        self._before = self._cpu_before = self._cpu = self._clock = 0.0
        self._looked = time.monotonic()
        self._stretch = 1.0

    @property
    def spent(self) -> float:
        """Seconds since the beginning; of each allowance the CPU or the clock, whichever says more."""
        return self._before + max(self._cpu, self._clock)

    @property
    def left(self) -> float:
        """Seconds of the allowance that are left."""
        return self.allowed - max(self._cpu, self._clock)

    def allow(self, seconds: float) -> None:
        """Begin a new allowance."""
        self._before = self.spent
        self.allowed = seconds
        self._cpu = self._clock = 0.0
        self._cpu_before = self._meter()[0]

    def resume(self) -> None:
        """Let the clock run from now on."""
        self._looked = time.monotonic()

    def look(self) -> None:
        """Count what has passed since the last look, or since the clock runs again."""
        now = time.monotonic()
        passed, self._looked = now - self._looked, now
        cpu_seconds, own = self._meter()
        if passed > LOOK_SECONDS / 2:
            self._stretch = stretch(own)
        self._clock += min(passed, _MOST_PASSED) / (_CLOCK_SECONDS * self._stretch)
        self._cpu = max(self._cpu, cpu_seconds - self._cpu_before)


def stretch(own: float = 0.0) -> float:
    """Return how many times longer a worker may have to wait for its turn than on an idle machine.

    Args:
        own: Processes of the submission that want to run; who starts many gets no more time by that.
    """
    others = _processes_that_want_to_run() - max(0.0, own - 1)
    wanting = others / (os.cpu_count() or 1)
    return min(max(1.0, _NICENESS * wanting - _NICENESS + 1), _LONGEST)


def _processes_that_want_to_run() -> float:
    with contextlib.suppress(OSError, ValueError, IndexError):
        return float(Path("/proc/loadavg").read_text(encoding="ascii").split()[3].partition("/")[0])
    with contextlib.suppress(OSError, AttributeError):
        return os.getloadavg()[0]
    return 1.0
