"""How long does a student wait for ``autograder check``, of one question that does not train?

cold
    The command from its start to its end, next to ``python -c "import tensorflow"``, which no check can do
    without. Whole processes, in turns, so that a busy machine disturbs both alike.
warm
    The same check once more over a sandbox that is open, as ``autograder watch`` has it: reading the file, a
    fresh worker, its cells, the checks. Judged in milliseconds or by what that import takes, whichever is
    kinder: a slow or busy machine is no slow kit.

Usage: ``python benchmarks/desk.py [--rounds N] [--sandbox NAME]``.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from cpu import measured

from autograder.desk import check_desk, desk_of
from autograder.sandbox import open_sandbox, student_sandbox

ROOT = Path(__file__).resolve().parents[1]
EXERCISE, QUESTION = "02_line", "loss"
MOST_COLD = 1.35
MOST_WARM_MS = 300.0
USUAL_IMPORT_SECONDS = 2.5


def main() -> int:
    """Measure, print, and return 1 if a bound does not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7, metavar="N", help="how many pairs (default 7)")
    parser.add_argument("--sandbox", default=student_sandbox(), metavar="NAME", help="for the warm checks")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        desk = student_folder(Path(folder))
        cold = cold_pairs(desk, arguments.rounds)
        imported = statistics.median(first for first, _second in cold)
        checked = statistics.median(second for _first, second in cold)
        # As between two saves; where each worker is started anew, the next one gets ready meanwhile.
        pause = 0.5 if arguments.sandbox == "process" else 2 * imported
        warm = statistics.median(warm_seconds(desk, arguments.sandbox, arguments.rounds, pause))
    ratio = statistics.median(second / first for first, second in cold)
    most = MOST_WARM_MS / 1000 / USUAL_IMPORT_SECONDS
    print(f"import {imported:.2f} s, check: {checked:.2f} s, warm: {warm * 1000:.0f} ms")
    print(f"cold: {ratio:.2f} of the import (at most {MOST_COLD:.2f})")
    print(f"warm: {warm / imported:.3f} of the import (at most {most:.3f}), or at most {MOST_WARM_MS:.0f} ms")
    return 0 if ratio <= MOST_COLD and (warm <= MOST_WARM_MS / 1000 or warm / imported <= most) else 1


def student_folder(folder: Path) -> Path:
    """Return an exercise as students have it, far from the course, with right answers in it."""
    desk = Path(shutil.copytree(ROOT / "exercises" / EXERCISE, folder / EXERCISE))
    shutil.copy(ROOT / "solutions" / EXERCISE / f"{EXERCISE}.py", desk)
    return desk / f"{EXERCISE}.py"


def cold_pairs(path: Path, rounds: int) -> list[tuple[float, float]]:
    """Return the seconds of the import alone and of the command, in pairs; the first pair does not count."""
    alone = [sys.executable, "-c", "import tensorflow"]
    check = [sys.executable, "-m", "autograder", "check", str(path), "--question", QUESTION]
    return [(measured(alone, ROOT)[1], measured(check, ROOT)[1]) for _ in range(rounds + 1)][1:]


def warm_seconds(path: Path, sandbox: str, rounds: int, pause: float) -> list[float]:
    """Return the seconds of each check but the first over one open sandbox, with pauses between them."""
    found = []
    with open_sandbox(sandbox, desk_of(path).data) as opened:
        for _ in range(rounds + 1):
            started = time.monotonic()
            checked = check_desk(desk_of(path), opened, question=QUESTION)
            found.append(time.monotonic() - started)
            if not checked.is_full:
                sys.exit(f"the solution of {EXERCISE} does not pass: {checked.result.outcomes}")
            time.sleep(pause)
    return found[1:]


if __name__ == "__main__":
    sys.exit(main())
