"""Runs `autograder WORDS…`; SIGUSR1 lets its clocks jump forward, as a machine's do after a pause."""

import signal
import sys
import time
from collections.abc import Callable

from autograder.cli import main

JUMP = 100.0
jumps: list[float] = []


def jumping(clock: Callable[[], float]) -> Callable[[], float]:
    return lambda: clock() + sum(jumps)


if __name__ == "__main__":
    signal.signal(signal.SIGUSR1, lambda *_: jumps.append(JUMP))
    time.monotonic = jumping(time.monotonic)
    time.time = jumping(time.time)
    try:
        sys.exit(main(sys.argv[1:]))
    finally:
        # At its end the interpreter would let the signal end this process.
        signal.signal(signal.SIGUSR1, signal.SIG_IGN)
