"""Processes of the sandbox that are ended from outside: started anew, and no submission pays for it."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.batch import grade_all
from autograder.checks import Student
from autograder.errors import LimitExceeded, SandboxLost
from autograder.grading import Grading
from autograder.model import Check, Exercise, Limits, Question, Result, SubmissionStatus
from autograder.sandbox import Sandbox, Session, open_sandbox
from autograder.sandbox.bubblewrap import BubblewrapSandbox
from autograder.sandbox.process import ProcessSandbox
from autograder.sandbox.users import ReservedUser
from autograder.submission import Handed
from autograder.worker.walls import _kill_all

LIMITS = Limits(seconds=30)


MODULES = ("numpy",)
"""What a warm parent imports here: it is not what is imported that matters."""
KINDS = [BubblewrapSandbox, ProcessSandbox]


@pytest.fixture(params=KINDS)
def sandbox(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    with request.param(modules=MODULES) as opened:
        yield opened


def warm_parents() -> list[int]:
    """Return the numbers of this process's warm parents and of all that they forked, parents first."""
    parents, words = {}, {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(path.name)] = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            words[int(path.name)] = (path / "cmdline").read_text()
        except OSError:
            continue

    def line(number: int) -> list[int]:
        return [number, *line(parents[number])] if number in parents else []

    found = [one for one, text in words.items() if "autograder.worker.warm" in text and "bwrap" not in text]
    own = {one: len(line(one)) for one in found if os.getpid() in line(one)}
    return sorted(own, key=lambda one: own[one])


def started(sandbox: Sandbox, source: str = "x = 1") -> Session:
    session = sandbox.open(LIMITS)
    session.ask("load", [[1, 1, source]], 0)
    session.ask("cell", 1)
    return session


def test_a_warm_parent_that_was_killed_is_started_anew(sandbox: Sandbox) -> None:
    session = started(sandbox)
    before = set(warm_parents())
    os.kill(warm_parents()[0], signal.SIGKILL)
    with pytest.raises(SandboxLost):
        ask_on(session)
    again = started(sandbox)
    assert again.ask("get", "x") == 1
    assert before.isdisjoint(warm_parents())
    again.close()


@pytest.mark.parametrize("name", ["bubblewrap", "process"])
def test_a_warm_parent_that_was_killed_at_its_start_is_started_anew(name: str) -> None:
    # With TensorFlow: its import leaves time to be killed.
    killed: list[int] = []

    def kill_the_first() -> None:
        while not killed:
            killed.extend(warm_parents()[:1])
        os.kill(killed[0], signal.SIGKILL)

    killer = threading.Thread(target=kill_the_first)
    killer.start()
    with open_sandbox(name, once=True) as opened:
        session = started(opened)
        assert session.ask("get", "x") == 1
        session.close()
    killer.join()


def ask_on(session: Session) -> None:
    """Ask until it is noticed that a process is gone."""
    for _ in range(100):
        session.ask("get", "x")
        time.sleep(0.1)


@pytest.mark.parametrize("which", [-1, -2], ids=["worker", "supervisor"])
def test_a_worker_or_supervisor_that_was_killed_is_no_failure_of_the_submission(which: int) -> None:
    with BubblewrapSandbox(modules=MODULES) as sandbox:
        session = started(sandbox)
        os.kill(warm_parents()[which], signal.SIGKILL)
        with pytest.raises(SandboxLost):
            ask_on(session)


def test_the_kernels_own_limit_on_the_cpu_is_the_submissions() -> None:
    with BubblewrapSandbox(modules=MODULES) as sandbox:
        session = sandbox.open(Limits(seconds=60, cpu_seconds=1))
        session.ask("load", [[1, 1, "while True: pass"]], 0)
        supervisor = warm_parents()[-2]
        os.kill(supervisor, signal.SIGSTOP)
        with pytest.raises(LimitExceeded, match="used more than 1 second of CPU time"):
            resumed(lambda: session.ask("cell", 1), supervisor)


def resumed(ask: Callable[[], object], supervisor: int) -> None:
    """Ask, and let the supervisor go on after the kernel has ended the worker."""
    import threading

    timer = threading.Timer(8, os.kill, (supervisor, signal.SIGCONT))
    timer.start()
    try:
        ask()
    finally:
        timer.join()


def gives_one(student: Student) -> None:
    assert student.f() == 1


def test_submissions_of_a_killed_parent_are_graded_again(tmp_path: Path) -> None:
    for number in range(6):
        path = tmp_path / f"{number}.py"
        path.write_text("# %%\nimport time\ndef f():\n    time.sleep(0.2)\n    return 1\n")
    handed = [Handed(path, path.name, path.stem) for path in sorted(tmp_path.iterdir())]
    check = Check("gives_one", "gives one", "q", 1, gives_one)
    grading = Grading(Exercise("a", "A", 1, limits=LIMITS), (Question("q", (check,)),))

    def done(_result: Result) -> None:
        if not killed:
            killed.append(warm_parents()[0])
            os.kill(killed[0], signal.SIGKILL)

    killed: list[int] = []
    with ProcessSandbox(modules=()) as sandbox:
        results = grade_all(handed, grading, sandbox, jobs=2, done=done)
    assert killed
    assert [(result.status, result.score) for result in results] == [(SubmissionStatus.GRADED, 1.0)] * 6


def test_users_are_no_others_until_they_are_released() -> None:
    program = """
import sys
from autograder.sandbox.users import ReservedUser
users = [ReservedUser() for _ in range(40)]
print(*[user.number for user in users], flush=True)
sys.stdin.read()
"""
    command = [sys.executable, "-c", program]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    graders = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        for _ in range(8)
    ]
    numbers = [number for one in graders for number in one.stdout.readline().split()]  # type: ignore[union-attr]
    for one in graders:
        one.communicate()
    assert len(numbers) == len(set(numbers)) == 320


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_helper_that_kills_cannot_be_stopped_by_whom_it_kills(tmp_path: Path) -> None:
    """Only that it ends is asked for: without a guard, whoever stops it first makes it wait for ever."""
    with ReservedUser() as user, ReservedUser() as guard:
        words = ["/bin/sh", "-c", STOPS_EVERYONE]
        attackers = [
            subprocess.Popen(words, user=user.number, group=user.number, extra_groups=[]) for _ in range(3)
        ]
        time.sleep(0.5)
        for _ in range(20):
            _kill_all(user.number, guard.number)
        assert [one.wait(timeout=60) for one in attackers] == [-signal.SIGKILL] * 3


STOPS_EVERYONE = "while :; do kill -s STOP -- -1; done"
