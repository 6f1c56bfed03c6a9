"""Fuzzes the readers of strangers' bytes: ``python tests/fuzz/fuzz.py [SECONDS] [SEED] [TARGET…]``.

Each target runs for so many seconds on changed inputs of its corpus, in ``tests/corpus``. An input is kept if
it reaches a line after another that none had reached before. What makes a reader raise what it may not, or
take absurdly long, is kept as well, and ends the run with exit code 1. A test reads the whole corpus again.
"""

from __future__ import annotations

import hashlib
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from targets import CORPUS, TARGETS, Target, run

MOST_KEPT = 120
LARGEST = 4_096
CPU_SECONDS = 5


class TooSlow(BaseException):
    """A few kilobytes took seconds."""


def main(words: list[str]) -> int:
    seconds = float(words[0]) if words else 60.0
    seed = int(words[1]) if len(words) > 1 else random.SystemRandom().randrange(10**9)
    signal.signal(signal.SIGVTALRM, too_slow)
    failed = [name for name in words[2:] or TARGETS if not fuzz(name, seconds, random.Random(seed))]
    print(f"seed {seed}: {', '.join(failed) or 'nothing'} failed")
    return 1 if failed else 0


def too_slow(_number: int, _frame: FrameType | None) -> None:
    raise TooSlow


def fuzz(name: str, seconds: float, chance: random.Random) -> bool:
    """Run one target; return whether it answered as it may."""
    target, folder = TARGETS[name], CORPUS / name
    folder.mkdir(parents=True, exist_ok=True)
    inputs = [*target.seeds, *(path.read_bytes() for path in sorted(folder.iterdir()))]
    reached: set[tuple[str, int, int]] = set()
    for data in inputs:
        reached |= lines_of(target, data)
    until, runs, kept = time.monotonic() + seconds, 0, len(list(folder.iterdir()))
    while time.monotonic() < until:
        data = changed(chance, inputs, target)
        runs += 1
        try:
            found = lines_of(target, data)
        # Whatever is no refusal is what is looked for.
        except (Exception, TooSlow) as error:
            print(f"{name}: {type(error).__name__}: {error}: kept as {keep(folder, data)}")
            return False
        if not found <= reached and kept < MOST_KEPT:
            kept += 1
            inputs.append(data)
            keep(folder, data)
        reached |= found
    print(f"{name}: {runs:,} runs, {len(reached)} pairs of lines, {kept} inputs kept", flush=True)
    return True


def lines_of(target: Target, data: bytes) -> set[tuple[str, int, int]]:
    """Read the bytes and return which line of the kit was reached after which."""
    found: set[tuple[str, int, int]] = set()

    def trace(frame: FrameType, _event: str, _argument: object) -> Callable[..., Any] | None:
        file = frame.f_code.co_filename
        if "/autograder/" not in file:
            return None
        last = frame.f_lineno

        def line(frame: FrameType, _event: str, _argument: object) -> Any:
            nonlocal last
            found.add((file, last, frame.f_lineno))
            last = frame.f_lineno
            return line

        return line

    signal.setitimer(signal.ITIMER_VIRTUAL, CPU_SECONDS)
    sys.settrace(trace)
    try:
        run(target, data)
    finally:
        sys.settrace(None)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return found


def changed(chance: random.Random, inputs: list[bytes], target: Target) -> bytes:
    """Return one of the inputs after a few changes."""
    data = bytearray(chance.choice(inputs))
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice((0, 1, 2, 4, 16, 64)))
        data[start:end] = chance.choice(CHANGES)(chance, inputs, target, bytes(data[start:end]))
    return bytes(data[:LARGEST])


def word(chance: random.Random, _inputs: list[bytes], target: Target, _old: bytes) -> bytes:
    return chance.choice(target.words) * chance.choice((1, 1, 1, 2, 30))


def noise(chance: random.Random, _inputs: list[bytes], _target: Target, old: bytes) -> bytes:
    return chance.randbytes(max(1, len(old)))


def nothing(_chance: random.Random, _inputs: list[bytes], _target: Target, _old: bytes) -> bytes:
    return b""


def twice(_chance: random.Random, _inputs: list[bytes], _target: Target, old: bytes) -> bytes:
    return old * 2


def of_another(chance: random.Random, inputs: list[bytes], _target: Target, _old: bytes) -> bytes:
    other = chance.choice(inputs)
    start = chance.randrange(len(other) + 1)
    return other[start : start + chance.choice((1, 8, 64, 512))]


CHANGES = (word, noise, nothing, twice, of_another)


def keep(folder: Path, data: bytes) -> Path:
    path = folder / hashlib.sha1(data, usedforsecurity=False).hexdigest()
    path.write_bytes(data)
    return path


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
