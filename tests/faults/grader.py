"""Grades a class as `autograder grade` does: ``python grader.py HANDED OUT``; a signal lets its clocks jump.

Of the real command it leaves out TensorFlow, whose import would take most of the time.
"""

import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from autograder import batch
from autograder.checks import Student, check, expect_close, expect_number
from autograder.errors import AutograderError
from autograder.grading import Grading
from autograder.model import Exercise, Limits, Question, Result, SubmissionStatus
from autograder.sandbox.bubblewrap import BubblewrapSandbox
from autograder.submission import find_submissions

JUMP = 100.0
jumps: list[float] = []


def jumping(clock: Callable[[], float]) -> Callable[[], float]:
    return lambda: clock() + sum(jumps)


@check("gives a number", question="double", points=1)
def number(student: Student) -> None:
    expect_number(student.double(1.0))


@check("doubles", question="double", points=2, after=number)
def doubles(student: Student, rng: np.random.Generator) -> None:
    value = float(rng.normal())
    expect_close(student.double(value), 2 * value)


@check("computes for a while", question="work", points=3)
def works(student: Student) -> None:
    expect_close(student.work(), 499_999_500_000.0)


def main(handed: Path, out: Path) -> int:
    limits = Limits(seconds=2, total_seconds=8, cpu_seconds=20, memory_mb=512, processes=40, disk_mb=16)
    questions = Question("double", (number, doubles), frozenset({"doubles"})), Question("work", (works,))
    grading = Grading(Exercise("a", "A", 6, limits=limits), questions, secret=b"secret")
    found, _passed_over = find_submissions([handed])

    def done(result: Result) -> None:
        batch.write_result(result, out / result.submission)

    signal.signal(signal.SIGUSR1, lambda *_: jumps.append(JUMP))
    time.monotonic = jumping(time.monotonic)
    time.time = jumping(time.time)
    try:
        with BubblewrapSandbox(modules=("numpy",)) as sandbox:
            print("ready", flush=True)
            results = batch.grade_all(found, grading, sandbox, jobs=4, done=done)
    except AutograderError as error:
        print(f"error: {error}", file=sys.stderr)
        return 3
    finally:
        # At its end the interpreter would let the signal end this process.
        signal.signal(signal.SIGUSR1, signal.SIG_IGN)
    faults = [one for one in results if one.status is SubmissionStatus.GRADER_ERROR]
    for one in faults:
        print(f"grader error: {one.submission}: {one.errors[0].text}", file=sys.stderr)
    return 3 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
