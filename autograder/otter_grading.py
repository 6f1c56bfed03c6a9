"""What Otter's ``autograder.zip`` needs of the kit while Otter grades: for feedback, never for marks.

Otter runs a submission and its tests in one process, where the submission can do to the tests whatever it
likes. All that is done here is to have honest submissions end as they do under ``autograder grade``: the same
cells (:class:`SameCells`), the same checks in the same order, the same limits of time (:class:`Marks`).
"""

from __future__ import annotations

import dataclasses
import math
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, Final, NoReturn, Self

import nbformat
from IPython.core.getipython import get_ipython
from otter.plugins import AbstractOtterPlugin

from autograder.catalogue import load_questions
from autograder.errors import StudentRaised, TimedOut
from autograder.grading import Examination, Grading
from autograder.model import Cell, Exercise, Form, Limits, Status, Submission, checks_of
from autograder.notebook import NotPassed
from autograder.sandbox.inline import InlineSession
from autograder.sandbox.warm import MODULES
from autograder.submission import read_submission
from autograder.worker.needed import Needed
from autograder.worker.preload import preload

__all__ = ["Alarm", "Marks", "SameCells", "Watch", "begin"]

_AGAIN: Final = 1.0
"""Seconds after which who has swallowed an interrupt is interrupted again."""
_BEGIN: Final = "from autograder.otter_grading import begin as _begin\n\n_watch = _begin({given})"
_END: Final = "_watch.end()"


class SameCells(AbstractOtterPlugin):  # type: ignore[misc]
    """Has Otter run the cells that ``autograder grade`` runs.

    Otter by itself runs a script as one cell, so that an error in mid-file loses the rest, and asks for the
    kernel that a notebook names.
    """

    def before_execution(self, submission: Any) -> Any:
        """Return a notebook of the submission's cells, between one that begins and one that ends the watch.

        Args:
            submission: The notebook as Otter read it.

        Raises:
            UnreadableSubmission: It cannot be read; Otter then gives no score.
        """
        read = _read(Path(self.submission_path), self.plugin_config["exercise"])
        parts = _parts(read)
        seconds = float(self.plugin_config["seconds"])
        given = seconds, str(read.form), [(cell.index, cell.line) for cell in parts]
        begin_cell = _BEGIN.format(given=", ".join(map(repr, given)))
        sources = [begin_cell, *(cell.source for cell in parts), _END]
        return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])


def _parts(read: Submission) -> list[Cell]:
    """Return what runs of each cell, in order: of those that graders skip, what the others need."""
    needed = Needed([cell.source for cell in read.cells], [cell.source for cell in read.aside])
    parts = [dataclasses.replace(cell, source=needed.part_of(cell.source)) for cell in read.aside]
    # IPython says nothing of a cell without code.
    parts = [cell for cell in parts if cell.source]
    return sorted((*parts, *read.cells), key=lambda cell: cell.index)


def _read(path: Path, exercise: str) -> Submission:
    """Read the file that Otter found, with the other half of its pair if that is there."""
    pair = [half for half in (path.with_suffix(".py"), path.with_suffix(".ipynb")) if half.is_file()]
    if len(pair) == 1:
        return read_submission(path, exercise=exercise)
    # Otter has put files of its own beside them.
    with tempfile.TemporaryDirectory(prefix="autograder-") as folder:
        for half in pair:
            shutil.copy2(half, folder)
        return read_submission(Path(folder), exercise=exercise)


class Alarm:
    """Interrupts the main thread after a while, and again until it is stopped; elsewhere it does nothing."""

    def __init__(self) -> None:
        """Begin silent."""
        self.rang = False
        self._is_on = False

    def start(self, seconds: float) -> None:
        """Ring in so many seconds."""
        if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
            return
        self.rang, self._is_on = False, True
        signal.signal(signal.SIGALRM, self._ring)
        signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001), _AGAIN)

    def stop(self) -> None:
        """Ring no more."""
        if self._is_on:
            self._is_on = False
            signal.setitimer(signal.ITIMER_REAL, 0.0)

    def _ring(self, _number: int, _frame: FrameType | None) -> None:
        if self._is_on:
            self.rang = True
            raise KeyboardInterrupt


class Watch:
    """Ends each cell that takes too long, and keeps cells from ending the kernel."""

    def __init__(self, shell: Any, seconds: float, form: Form, cells: Sequence[Cell]) -> None:
        """Begin with the next cell.

        Args:
            shell: IPython's shell.
            seconds: Wall-clock seconds that a cell may take.
            form: What the submission was cut by.
            cells: Its cells in the order in which they run now, without their sources.
        """
        self.form = form
        self.cells = cells
        self._waiting = iter(cells)
        self._places: dict[str, tuple[int, int]] = {}
        self._shell = shell
        self._seconds = seconds
        self._alarm = Alarm()
        shell.user_ns["exit"] = shell.user_ns["quit"] = _leave
        shell.events.register("pre_run_cell", self._started)
        shell.events.register("post_run_cell", self._ended)

    def end(self) -> None:
        """Leave the cells from now on alone."""
        self._alarm.stop()
        self._shell.events.unregister("pre_run_cell", self._started)
        self._shell.events.unregister("post_run_cell", self._ended)

    def cell_of(self, source: str) -> tuple[int, int] | None:
        """Return number and first line of the cell with that source, or None."""
        return self._places.get(source.strip("\n"))

    def _started(self, info: Any) -> None:
        if cell := next(self._waiting, None):
            self._places[info.raw_cell.strip("\n")] = cell.index, cell.line
        self._alarm.start(self._seconds)

    def _ended(self, _result: object) -> None:
        self._alarm.stop()


def begin(seconds: float, form: str, cells: Sequence[tuple[int, int]]) -> Watch:
    """Watch over the cells of this kernel, once what a worker has loaded beforehand is loaded here, too.

    Otherwise the import of TensorFlow would count as time of the cell or of the question that needs it first.

    Args:
        seconds: Wall-clock seconds that a cell may take.
        form: What the submission was cut by.
        cells: Number and first line of each of its cells, in the order in which they run.
    """
    preload(MODULES)
    return Watch(get_ipython(), seconds, Form(form), [Cell(number, line, "") for number, line in cells])


def _leave(code: object = None) -> NoReturn:
    raise SystemExit(code)


class Marks:
    """The checks of an exercise over the names that a submission left behind."""

    def __init__(
        self,
        folder: str,
        *,
        points: float,
        seconds: float,
        total_seconds: float,
        thresholds: Mapping[str, float],
    ) -> None:
        """Load the checks.

        Args:
            folder: Where ``public_checks.py`` and ``hidden_checks.py`` lie.
            points: Points of all of them together.
            seconds: Wall-clock seconds for the answers to each question.
            total_seconds: Wall-clock seconds for all answers together.
            thresholds: Named numbers that the checks compare with.

        Raises:
            MasterError: They cannot be loaded.
        """
        limits = Limits(seconds=seconds, total_seconds=total_seconds)
        exercise = Exercise(folder, folder, points, limits=limits, thresholds=thresholds)
        self._grading = Grading(exercise, load_questions(Path(folder), exercise))
        self._checks = {check.name: check for check in checks_of(self._grading.questions)}
        self._examination: Examination | None = None
        self._given: set[str] = set()

    def give(self, name: str, env: dict[str, Any]) -> None:
        """Run a check, its premises first; each runs once.

        Args:
            name: Name of the check.
            env: The submission's global names.

        Raises:
            NotPassed: It did not pass, or one that must pass before it did not.
            GraderFault: The check itself failed.
        """
        if self._examination is None or name in self._given:  # a second round: anything may have changed
            watch = env.get("_watch")
            watch = watch if isinstance(watch, Watch) else None
            self._examination = Examination(_already_run(watch), self._grading, _Kernel(env, watch))
            self._given = set()
        self._given.add(name)
        outcome = self._examination.outcome(self._checks[name])
        if outcome.status is not Status.PASSED:
            raise NotPassed(outcome)


def _already_run(watch: Watch | None) -> Submission:
    """Return the submission whose cells Otter has run: there is nothing left to run."""
    if watch is None:
        return Submission("submission", "", (), b"", "submission.ipynb")
    return Submission("submission", "", tuple(watch.cells), b"", "submission", form=watch.form)


class _Kernel:
    """The process that this runs in, as a sandbox whose submission has run already."""

    contains_malice = False

    def __init__(self, env: dict[str, Any], watch: Watch | None) -> None:
        self._env = env
        self._watch = watch

    def open(self, limits: Limits) -> InlineSession:
        if self._watch is None:
            return _TimedSession(self._env, limits=limits)
        return _TimedSession(self._env, limits=limits, cell_of=self._watch.cell_of)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass


class _TimedSession(InlineSession):
    """Answers from this process's own names, within the time allowed."""

    _allowed = _until = math.inf

    def allow(self, seconds: float) -> None:
        self._allowed = seconds
        self._until = time.monotonic() + seconds

    def ask(self, operation: str, *operands: object) -> Any:
        if operation in ("load", "cell"):
            return None
        with self._within_time():
            return super().ask(operation, *operands)

    @contextmanager
    def _within_time(self) -> Iterator[None]:
        alarm = Alarm()
        alarm.start(self._until - time.monotonic())
        try:
            yield
            alarm.stop()
        except KeyboardInterrupt:
            if alarm.rang:
                raise TimedOut(f"gave no answer within {self._allowed:g} seconds") from None
            # Nobody sits here who could have had enough: so it is the submission's own.
            raise StudentRaised("KeyboardInterrupt", "") from None
        finally:
            alarm.stop()
