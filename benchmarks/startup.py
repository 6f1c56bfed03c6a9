"""How soon does the command line answer? Ratios of medians, measured in turns within one run.

Usage: ``python benchmarks/startup.py``.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

from cpu import measured

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 15
MOST = 8.0


def main() -> int:
    """Measure, print, and return 1 if the bound does not hold."""
    bare = [sys.executable, "-c", "pass"]
    help_ = [sys.executable, "-m", "autograder", "--help"]
    turns = [(measured(bare, ROOT)[1], measured(help_, ROOT)[1]) for _ in range(ROUNDS + 1)][1:]
    first, second = (statistics.median(turn[index] for turn in turns) for index in (0, 1))
    print(f"python -c pass: {first * 1000:.0f} ms; autograder --help: {second * 1000:.0f} ms")
    print(f"ratio {second / first:.1f} (at most {MOST:.0f})")
    return 0 if second / first <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
