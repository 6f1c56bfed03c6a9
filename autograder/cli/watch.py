"""``autograder watch``: check again after each save, and show the first thing to mend."""

from __future__ import annotations

import contextlib
import datetime
import queue
import signal
import time
from argparse import Namespace
from collections.abc import Iterator
from types import FrameType
from typing import NoReturn

from rich.console import Console

from autograder.cli.keys import QUIT, Read, keyboard
from autograder.cli.surroundings import progress_store
from autograder.cli.watch_screen import Screen
from autograder.desk import Checked, Desk, Progress, desk_of, exercise_path
from autograder.desk.watching import Recheck, Saves
from autograder.errors import AutograderError, GraderFault
from autograder.model import Outcome
from autograder.sandbox import Sandbox, open_sandbox, student_sandbox

__all__ = ["run"]

_LOOK_SECONDS = 0.05
_END_SECONDS = 0.5
_LEAVE_SECONDS = 10.0


def run(arguments: Namespace) -> int:
    """Watch an exercise until somebody quits; see ``autograder watch --help``."""
    desk = desk_of(exercise_path(arguments.path, arguments.exercise), arguments.exercise)
    desk.require(arguments.question)
    with _ended_by_signals(), keyboard() as read:
        progress = progress_store()
        screen = Screen(
            desk, arguments.question, progress, Console(highlight=False), has_keys=read is not None
        )
        watch = _Watch(desk, arguments.question, progress, screen)
        with watch, Saves(desk.path, watch.saved):
            watch.run(read or _no_key)
    return 0


def _no_key(seconds: float) -> str:
    time.sleep(seconds)
    return ""


@contextlib.contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let the system's polite requests to end unwind as Ctrl-C does, so that nothing is left behind."""
    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), _end) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)


class _Watch:
    """The checks under way, what they tell, and who is shown it."""

    def __init__(self, desk: Desk, question: str | None, progress: Progress, screen: Screen) -> None:
        self._desk = desk
        self._question = question
        self._progress = progress
        self._screen = screen
        self._told: queue.SimpleQueue[tuple[int, Outcome | Checked | Exception | None]] = queue.SimpleQueue()
        self._sandbox: Sandbox | None = None
        self._checks: list[Recheck] = []
        self._number = 0

    def __enter__(self) -> _Watch:
        return self

    def __exit__(self, *_error: object) -> None:
        self._give_up()
        for check in self._checks:
            # One whose worker is still being started ends with the sandbox alone.
            check.wait(_END_SECONDS)
        self._close_sandbox()
        for check in self._checks:
            # Its worker is gone; whoever wants to leave does not wait for what may still come of it.
            check.wait(_LEAVE_SECONDS)

    def saved(self) -> None:
        """Take note of a save; from any thread."""
        self._told.put((0, None))

    def run(self, read: Read) -> None:
        """Check, and check again after each save, until the key to quit."""
        self._start()
        while True:
            self._hear()
            key = read(_LOOK_SECONDS)
            if key == QUIT:
                return
            self._screen.press(key)

    def _hear(self) -> None:
        """Take in what the threads have told; after a save only what comes then counts."""
        has_saved = False
        with contextlib.suppress(queue.Empty):
            while True:
                number, news = self._told.get_nowait()
                has_saved = has_saved or number == 0
                if number == self._number and not has_saved and news is not None:
                    self._take(news)
        if has_saved:
            self._start()

    def _start(self) -> None:
        self._give_up()
        self._number += 1
        number = self._number
        if self._sandbox is None:
            self._sandbox = open_sandbox(student_sandbox(), self._desk.data)
        self._screen.begin(datetime.datetime.now().astimezone())
        check = Recheck(
            self._desk,
            self._sandbox,
            question=self._question,
            on_outcome=lambda outcome: self._told.put((number, outcome)),
            on_end=lambda end: self._told.put((number, end)),
        )
        self._checks = [*(one for one in self._checks if one.is_running), check]

    def _give_up(self) -> None:
        for check in self._checks:
            check.give_up()

    def _take(self, news: Outcome | Checked | Exception) -> None:
        match news:
            case Outcome():
                done = self._screen.add(news)
                self._progress.record(self._desk.handout, done)
            case Checked():
                self._screen.end(news)
            case GraderFault():
                # Perhaps its process is gone: the next save gets a fresh one.
                self._close_sandbox()
                self._screen.tell(f"the grader failed: {news} The next save tries again.")
            case AutograderError():
                self._screen.tell(str(news))
            case _:
                raise news

    def _close_sandbox(self) -> None:
        if self._sandbox is not None:
            self._sandbox.__exit__(None, None, None)
            self._sandbox = None
