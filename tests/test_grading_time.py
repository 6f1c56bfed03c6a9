"""Time: a submission pays for its own, and neither for the grader's, nor a check's, nor the machine's."""

import contextlib
import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from autograder.checks import Student
from autograder.errors import GraderFault, TimedOut
from autograder.grading import Grading, grade
from autograder.model import Cell, Check, Exercise, Limits, Question, Status, Submission
from autograder.sandbox import Sandbox
from autograder.sandbox.bubblewrap import BubblewrapSandbox
from autograder.sandbox.process import ProcessSandbox
from autograder.sandbox.spending import stretch

ROOT = Path(__file__).parents[1]
SHORT = Limits(seconds=1, total_seconds=30)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with ProcessSandbox(modules=("numpy",)) as opened:
        yield opened


def graded(
    sandbox: Sandbox, source: str, *functions: object, limits: Limits = SHORT
) -> list[tuple[Status, str]]:
    """Grade a submission of one cell by checks; return how each ended, and what was said."""
    checks = tuple(Check(one.__name__, one.__name__, "q", 1, one) for one in functions)  # type: ignore[attr-defined,arg-type]
    exercise = Exercise("a", "A", len(checks), limits=limits)
    submission = Submission("a.py", "a", (Cell(1, 1, source),), bytes(32), "a.py")
    result = grade(submission, Grading(exercise, (Question("q", checks),)), sandbox)
    return [(outcome.status, outcome.message) for outcome in result.outcomes]


def quick(student: Student) -> None:
    assert student.f() == 1


def slow_itself(student: Student) -> None:
    time.sleep(2.5)
    assert student.f() == 1


def test_a_checks_own_time_is_not_the_submissions(sandbox: Sandbox) -> None:
    ended = graded(sandbox, "def f(): return 1", slow_itself, quick)
    assert ended == [(Status.PASSED, ""), (Status.PASSED, "")]


def test_a_sleeper_is_ended_by_the_clock_and_a_loop_by_its_cpu(sandbox: Sandbox) -> None:
    for source in ("import time\ndef f(): time.sleep(600)", "def f():\n    while True: pass"):
        ((status, message),) = graded(sandbox, source, quick)
        assert status is Status.ERROR
        assert "gave no answer within 1 seconds" in message


def asks_for_a_set(student: Student) -> None:
    student.f({1, 2})


def asks_for_a_text(student: Student) -> None:
    assert student.f(np.array(["a", "b"])[0]) == 1


def test_a_question_that_cannot_travel_is_the_graders_fault(sandbox: Sandbox) -> None:
    with pytest.raises(GraderFault, match=r"A check passed on what cannot travel.*class set"):
        graded(sandbox, "def f(x): return 1", asks_for_a_set)


def test_a_text_of_numpy_travels_as_a_text(sandbox: Sandbox) -> None:
    ended = graded(sandbox, "def f(x): return 1 if type(x) is str and x == 'a' else 0", asks_for_a_text)
    assert ended == [(Status.PASSED, "")]


STOPPED = """
import sys
from autograder.errors import StudentFailure
from autograder.model import Limits
from autograder.sandbox.process import ProcessSandbox
from autograder.sandbox.spending import stretch
with ProcessSandbox(modules=()) as sandbox:
    session = sandbox.open(Limits(seconds=1))
    session.ask("load", [[1, 1, "import time\\ndef f(): time.sleep(0.7); return 1"]], 0)
    session.ask("cell", 1)
    f = session.ask("get", "f")
    session.allow(1)
    print("asks", flush=True)
    try: print(session.ask("call", f, [], {}, False))
    except StudentFailure as failure: print(failure)
    session.close()
"""


def test_a_grader_that_was_stopped_looks_once_more() -> None:
    command = [sys.executable, "-c", STOPPED]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as grader:
        assert grader.stdout is not None
        assert grader.stdout.readline() == "asks\n"
        grader.send_signal(signal.SIGSTOP)
        time.sleep(4)
        grader.send_signal(signal.SIGCONT)
        assert grader.stdout.read() == "1\n"


@contextlib.contextmanager
def spinners(count: int) -> Iterator[None]:
    """Keep the machine busy."""
    running = [subprocess.Popen([sys.executable, "-S", "-c", "while True: pass"]) for _ in range(count)]
    try:
        yield
    finally:
        for one in running:
            one.kill()
            one.wait()


COMPUTES = """
import time
def f():
    until = time.process_time() + 0.5
    while time.process_time() < until: pass
    return 1
"""


@pytest.mark.slow
@pytest.mark.parametrize("kind", [ProcessSandbox, BubblewrapSandbox])
def test_a_busy_machine_costs_no_mark(kind: type[ProcessSandbox | BubblewrapSandbox]) -> None:
    with kind() as sandbox, spinners(10 * (os.cpu_count() or 1)):
        assert graded(sandbox, COMPUTES, quick, limits=Limits(seconds=1, total_seconds=3)) == [
            (Status.PASSED, "")
        ]


def test_bubblewrap_knows_the_cpu_time_of_all_processes() -> None:
    source = """
import os, time
def f():
    for _ in range(3):
        if os.fork() == 0:
            while True: pass
    time.sleep(600)
"""
    with BubblewrapSandbox() as sandbox:
        session = sandbox.open(Limits(seconds=60))
        session.ask("load", [[1, 1, source]], 0)
        session.ask("cell", 1)
        function = session.ask("get", "f")
        session.allow(1.5)
        with pytest.raises(TimedOut, match=r"within 1\.5 seconds"):
            session.ask("call", function, [], {}, False)
        assert session._spending._cpu >= 1.5 > session._spending._clock


def test_only_others_make_the_clock_slow() -> None:
    with spinners(10):
        time.sleep(0.5)
        others, own = (statistics.mean(paused(stretch, many) for _ in range(20)) for many in (0.0, 1_000.0))
    assert own == 1.0
    assert others > 3


def paused(work: Callable[[float], float], value: float) -> float:
    time.sleep(0.02)
    return work(value)
