"""How fast is grading, next to what cannot be avoided and next to ``otter run``?

Everything is measured in one run on the same honest submissions of 02_line, and only ratios are judged.

floor
    A process imports TensorFlow once. For each submission it forks; the child executes the same cells and
    makes the same calls that the checks made (recorded beforehand), and nothing else: no pipe, no checks, no
    walls, no files.
kit
    ``autograder grade``, the command, on all submissions at once.
otter
    ``otter run`` on one submission after another, as many at a time as the kit has jobs, with the tests that
    ``autograder build`` made.

Processor time counts every process that took part. Usage: ``python benchmarks/throughput.py [--quick]``.
"""

from __future__ import annotations

import argparse
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from cpu import ALL_COUNTED, measured

from autograder.catalogue import load_questions
from autograder.course import read_course
from autograder.grading import Grading, grade
from autograder.model import Limits, Submission
from autograder.sandbox import Session, open_sandbox
from autograder.submission import read_submission

ROOT = Path(__file__).resolve().parents[1]
CLASS = ROOT / "examples/class/02_line"
HONEST = (
    "amara_okafor.py",
    "bella_horvat.ipynb",
    "ben.schmidt.ipynb",
    "dmitri-volkov.py",
    "xavier_dubois.ipynb",
)
MOST_CPU = 2.5
LEAST_SPEEDUP = 15.0


def main() -> int:
    """Measure, print, and return 1 if a bound does not hold."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="fewer submissions: for a first look only")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--sandbox", default="bubblewrap", help="sandbox of the kit (default bubblewrap)")
    parser.add_argument("--floor", metavar="FILE", help=argparse.SUPPRESS)
    parser.add_argument("--count", type=int, default=0, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.floor:
        run_floor(Path(arguments.floor), arguments.count, arguments.jobs)
        return 0
    few, many, peers = (5, 15, 2) if arguments.quick else (10, 60, 6)
    with tempfile.TemporaryDirectory() as folder:
        return compare(Path(folder), few, many, peers, arguments)


def compare(folder: Path, few: int, many: int, peers: int, arguments: argparse.Namespace) -> int:
    """Print the table; the cost of one more submission is the slope between few and many of them."""
    jobs = arguments.jobs
    recorded = record(folder)
    floor = slope(lambda count: floor_command(recorded, count, jobs), few, many)
    kit = slope(lambda count: kit_command(folder, count, jobs, arguments.sandbox), few, many)
    otter = run_otter(folder, peers, jobs)
    print(f"02_line, {jobs} at a time, sandbox {arguments.sandbox}, {os.cpu_count()} processors\n")
    print(f"{'':<22}{'CPU s each':>12}{'wall s each':>13}{'a minute':>10}{'start CPU s':>13}")
    for name, (cpu, wall, start) in {"floor": floor, "autograder grade": kit, "otter run": otter}.items():
        print(f"{name:<22}{cpu:>12.3f}{wall:>13.3f}{60 / wall:>10.0f}{start:>13.2f}")
    if not ALL_COUNTED:
        print("\nWithout a control group (run it as root), processes inside bubblewrap are not counted.")
    ratio, speedup = kit[0] / floor[0], otter[1] / kit[1]
    print(f"\nCPU against the floor: {ratio:.2f} times (at most {MOST_CPU})")
    print(f"Submissions a minute against otter run: {speedup:.1f} times (at least {LEAST_SPEEDUP:.0f})")
    return 0 if ratio <= MOST_CPU and speedup >= LEAST_SPEEDUP else 1


def slope(command: Callable[[int], list[str]], few: int, many: int) -> tuple[float, float, float]:
    """Return CPU and wall seconds of one more submission, and CPU seconds of the start."""
    measured(command(1), ROOT)  # files come into the page cache
    small, large = measured(command(few), ROOT), measured(command(many), ROOT)
    cpu, wall = ((large[index] - small[index]) / (many - few) for index in (0, 1))
    return cpu, wall, small[0] - few * cpu


def kit_command(folder: Path, count: int, jobs: int, sandbox: str) -> list[str]:
    """Return the kit's command for so many submissions."""
    handed = folder / f"class{count}"
    if not handed.exists():
        handed.mkdir()
        for index in range(count):
            name = HONEST[index % len(HONEST)]
            shutil.copy(CLASS / name, handed / f"{index:03}_{name}")
    words = ["grade", str(handed), "-e", "02_line", "-o", str(folder / f"out{count}"), "-j", str(jobs)]
    return [sys.executable, "-m", "autograder", *words, "--sandbox", sandbox]


def floor_command(recorded: Path, count: int, jobs: int) -> list[str]:
    """Return the command that does the same without the kit."""
    return [sys.executable, __file__, "--floor", str(recorded), "--count", str(count), "--jobs", str(jobs)]


def run_otter(folder: Path, count: int, jobs: int) -> tuple[float, float, float]:
    """Return CPU and wall seconds a submission of ``otter run``."""
    package = folder / "autograder.zip"
    tests = ROOT / "exercises/02_line/tests"
    otter = [sys.executable, "-W", "ignore", "-m", "otter"]
    generate = [
        *otter,
        "generate",
        "-t",
        str(tests),
        "-o",
        str(package),
        "--no-requirements",
        "--no-environment",
    ]
    subprocess.run([*generate, "--no-config"], check=True, capture_output=True, cwd=folder)
    os.environ["PYTHONPATH"] = str(ROOT)

    def one(index: int) -> float:
        own = folder / f"otter{index}"
        own.mkdir()
        submission = shutil.copy(CLASS / HONEST[index % len(HONEST)], own)
        return measured(
            [*otter, "run", "-a", str(package), "-o", str(own), "--no-logo", str(submission)], ROOT
        )[0]

    one(count)  # bytecode and page cache
    started = time.monotonic()
    with ThreadPoolExecutor(jobs) as pool:
        cpu = sum(pool.map(one, range(count)))
    return cpu / count, (time.monotonic() - started) / count, 0.0


class Recorder:
    """A sandbox that writes down what is asked, and otherwise leaves everything to another."""

    contains_malice = False

    def __init__(self, inner: Any) -> None:
        self._inner = inner
        self.asked: list[tuple[str, tuple[Any, ...], bool]] = []

    def open(self, limits: Limits) -> Session:
        """Return a session that writes down what it is asked."""
        self._session = self._inner.open(limits)
        return self  # type: ignore[return-value]

    def ask(self, operation: str, *operands: Any) -> Any:
        """Ask and write down."""
        self.asked.append((operation, operands, False))
        answer = self._session.ask(operation, *operands)
        self.asked[-1] = (operation, operands, True)
        return answer

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)


def record(folder: Path) -> Path:
    """Return a file with everything that the checks ask of each honest submission."""
    exercise = read_course(ROOT / "course.yml").exercise("02_line")
    assert exercise is not None
    grading = Grading(exercise, load_questions(ROOT / "solutions/02_line", exercise))
    asked = []
    with open_sandbox("process") as sandbox:
        for name in HONEST:
            recorder = Recorder(sandbox)
            submission: Submission = read_submission(CLASS / name, exercise="02_line")
            result = grade(submission, grading, recorder)  # type: ignore[arg-type]
            assert result.score == result.max_score, f"{name} is no honest submission"
            asked.append(recorder.asked)
    path = folder / "asked.pickle"
    path.write_bytes(pickle.dumps(asked))  # our own words, read back by our own process
    return path


def run_floor(path: Path, count: int, jobs: int) -> None:
    """Import TensorFlow once and fork for each submission: execute its cells and make the calls."""
    from autograder.sandbox.warm import WORKER_ENVIRONMENT

    os.environ.update(WORKER_ENVIRONMENT)
    import matplotlib.pyplot  # noqa: F401
    import tensorflow as tf

    _ = tf.keras.layers, tf.data.Dataset
    everything = pickle.loads(path.read_bytes())
    running: set[int] = set()
    for index in range(count):
        if len(running) == jobs:
            running.remove(os.wait()[0])
        child = os.fork()
        if child == 0:
            code = 1
            try:
                replay(everything[index % len(everything)])
                code = 0
            finally:
                os._exit(code)
        running.add(child)
    while running:
        child, status = os.wait()
        running.remove(child)
        assert status == 0


def replay(asked: Sequence[tuple[str, tuple[Any, ...], bool]]) -> None:
    """Execute a submission's cells and make the recorded calls, in this process."""
    from autograder.wire import Budget
    from autograder.worker.answers import Answerer

    with tempfile.TemporaryDirectory() as folder, Path(os.devnull).open("w") as null:
        sys.stdout = sys.stderr = null
        answerer = Answerer(Budget(), Path(folder))
        for operation, operands, answered in asked:
            reply = answerer.answer(operation, operands)
            assert (reply[0] == "ok") == answered, reply


if __name__ == "__main__":
    sys.exit(main())
