"""One submission: run its cells, put every check's questions to it, and say how each ended."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import hmac
import inspect
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self, TypedDict

import numpy as np

from autograder.checks import Student, Thresholds
from autograder.errors import (
    AutograderError,
    CheckFailed,
    Crashed,
    DoesNotCompile,
    GraderFault,
    StudentFailure,
    StudentRaised,
    TimedOut,
    UnreadableSubmission,
    WorkerLost,
)
from autograder.feedback import clean, explain, skipped
from autograder.model import (
    CellError,
    Check,
    Exercise,
    Limits,
    Measure,
    Outcome,
    Question,
    Result,
    Status,
    Submission,
    SubmissionStatus,
    checks_of,
)
from autograder.sandbox import Sandbox, Session

__all__ = ["Examination", "Examined", "Grading", "examine", "grade", "run_check"]

_MOST_ERRORS = 50
_MOST_LOST = 20
"""A submission that ends its worker more often gets no further one: each costs the machine a start."""
_LOADING_SECONDS = 60.0
"""A worker takes in the cells at once; only a machine at its end is this slow."""


@dataclass(frozen=True, slots=True)
class Grading:
    """What stays the same for every submission of an exercise."""

    exercise: Exercise
    """The exercise."""
    questions: tuple[Question, ...]
    """Its questions, in order."""
    secret: bytes = b""
    """Secret of the course, from which every draw of a check is seeded."""
    only: frozenset[str] = frozenset()
    """Names of the questions to grade; empty means all."""
    thresholds: Mapping[str, float] = field(default_factory=dict)
    """Named numbers for the checks; those of the exercise if empty."""
    pictures: bool = False
    """Whether feedback comes with pictures; to strangers' answers nobody looks at them."""

    def seed(self, submission: Submission) -> bytes:
        """Return the seed of every draw for a submission: nobody without the secret can predict it."""
        return hmac.digest(self.secret, self.exercise.name.encode() + submission.digest, hashlib.sha256)


def grade(
    submission: Submission,
    grading: Grading,
    sandbox: Sandbox,
    *,
    on_outcome: Callable[[Outcome], None] = lambda _outcome: None,
) -> Result:
    """Return the result of a submission.

    Args:
        submission: The submission.
        grading: Its exercise.
        sandbox: Where it runs.
        on_outcome: Is told of each check as soon as it has ended.

    Raises:
        UnreadableSubmission: Not one of its cells compiles.
        GraderFault: A check or the sandbox failed; the submission gets no mark.
    """
    started = time.monotonic()
    with Examination(submission, grading, sandbox) as examination:
        examination.run_cells()
        outcomes: list[Outcome] = []
        for check in checks_of(grading.questions):
            if not grading.only or check.question in grading.only:
                outcomes.append(examination.outcome(check))
                on_outcome(outcomes[-1])
    return Result(
        submission=submission.name,
        student=submission.student,
        exercise=grading.exercise.name,
        status=SubmissionStatus.GRADED,
        questions=grading.questions,
        outcomes=tuple(outcomes),
        errors=examination.errors,
        seconds=time.monotonic() - started,
        source=submission.source,
        notes=submission.notes,
    )


@dataclass(frozen=True, slots=True)
class Examined:
    """What came of running one check."""

    failure: StudentFailure | None
    """What failed on the last draw, or None if it passed."""
    called: str = ""
    """The call that it failed in."""
    tries: int = 1
    """On how many draws it was tried."""
    measures: tuple[Measure, ...] = ()
    """What was measured against named thresholds."""


def run_check(
    check: Check, student: Student, *, thresholds: Mapping[str, float], seed: bytes, draw: int = 0
) -> None:
    """Run one check's function with what it asks for by name.

    Args:
        check: The check.
        student: The submission.
        thresholds: Named numbers that it compares with.
        seed: What its random numbers are made from.
        draw: Number of the draw, from 0; each has random numbers of its own.

    Raises:
        StudentFailure: The check did not pass.
        GraderFault: The check itself failed, which is no fault of the submission.
    """
    given = {"student": student, "thresholds": thresholds, "rng": _generator(seed, check.name, draw)}
    asked = inspect.signature(check.function).parameters
    try:
        # Odd answers overflow in a check's own arithmetic; that is no news for the instructor's terminal.
        with np.errstate(all="ignore"):
            check.function(**{name: given[name] for name in asked})
    except AutograderError:
        raise
    # Whatever else a check raises is the check's own fault: no mark, and loud.
    except Exception as error:
        trace = "".join(traceback.format_exception(error, limit=-3))
        raise GraderFault(f"The check {check.name} failed itself:\n{trace}") from error


def examine(check: Check, session: Session, *, thresholds: Mapping[str, float], seed: bytes) -> Examined:
    """Run one check over a session; with ``repeats`` it fails only if so many fresh draws fail as well.

    Raises:
        GraderFault: The check or the sandbox failed.
    """
    given = Thresholds(thresholds)
    for draw in range(check.repeats + 1):
        student = Student(session)
        try:
            run_check(check, student, thresholds=given, seed=seed, draw=draw)
            session.ask("forget")
        except StudentFailure as failure:
            # Only a wrong answer may be chance; who raises could choose the draws to be judged by.
            if draw < check.repeats and isinstance(failure, CheckFailed):
                continue
            called = student._conversation.call_of(getattr(failure, "answer", None))
            return Examined(failure, called, draw + 1, given.measures)
        break
    return Examined(None, "", draw + 1, given.measures)


def _generator(seed: bytes, name: str, draw: int) -> np.random.Generator:
    text = f"{name} {draw}" if draw else name
    return np.random.default_rng(int.from_bytes(hmac.digest(seed, text.encode(), hashlib.sha256)))


class Examination:
    """One submission under examination: each check's outcome on request, its premises' first."""

    def __init__(self, submission: Submission, grading: Grading, sandbox: Sandbox) -> None:
        """Prepare; nothing runs yet."""
        self._grading = grading
        self._seed = grading.seed(submission)
        self._thresholds = grading.thresholds or grading.exercise.thresholds
        self._notebook = submission.source.endswith(".ipynb")
        self._hidden = frozenset().union(*(question.hidden for question in grading.questions))
        self._worker = _Worker(submission, grading.exercise.limits, sandbox, int.from_bytes(self._seed[:8]))
        self._outcomes: dict[str, Outcome] = {}
        self._stops: dict[str, Check] = {}
        self._left = {question.name: grading.exercise.limits.seconds for question in grading.questions}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._worker.close()

    @property
    def errors(self) -> tuple[CellError, ...]:
        """What went wrong in the cells, in order."""
        return self._worker.errors

    def run_cells(self) -> None:
        """Run the submission's cells.

        Raises:
            UnreadableSubmission: Not one of its cells compiles.
            GraderFault: The sandbox failed.
        """
        with contextlib.suppress(WorkerLost):  # each check will say so
            self._worker.session()
        self._worker.refuse_what_never_compiles()

    def outcome(self, check: Check) -> Outcome:
        """Return how a check ended; the check and its premises run once at the most.

        Raises:
            GraderFault: The check or the sandbox failed.
        """
        if check.name not in self._outcomes:
            started = time.monotonic()
            ended = self._ended(check)
            self._outcomes[check.name] = dataclasses.replace(
                ended, hidden=check.name in self._hidden, seconds=time.monotonic() - started
            )
        return self._outcomes[check.name]

    def _ended(self, check: Check) -> Outcome:
        for premise in check.after:
            if self.outcome(premise).status is not Status.PASSED:
                # Of a chain of premises, the student wants the one to mend.
                stop = self._stops[check.name] = self._stops.get(premise.name, premise)
                return Outcome(check, Status.SKIPPED, skipped(stop), tries=0)
        examined = self._examine(check)
        counts: _Counts = {"tries": examined.tries, "measures": examined.measures}
        if examined.failure is None:
            return Outcome(check, Status.PASSED, **counts)
        feedback = explain(
            examined.failure,
            check,
            called=examined.called,
            hidden=check.name in self._hidden,
            notebook=self._notebook,
            broken_cells=self.errors,
            tries=examined.tries,
            pictures=self._grading.pictures,
        )
        lost = isinstance(examined.failure, WorkerLost)
        return Outcome(check, Status.ERROR if lost else Status.FAILED, feedback, **counts)

    def _examine(self, check: Check) -> Examined:
        """Run a check within what is left of its question's time; a worker that is lost is replaced."""
        try:
            session = self._worker.session()
        except WorkerLost as over:
            return Examined(over, tries=0)
        session.allow(max(0.0, min(self._left[check.question], self._worker.seconds_left)))
        with self._worker.clock() as clock:
            examined = examine(check, session, thresholds=self._thresholds, seed=self._seed)
        self._left[check.question] -= clock.seconds
        if isinstance(examined.failure, WorkerLost):
            self._worker.lose()
        return examined


class _Counts(TypedDict):
    """What an outcome takes over from the examination as it is."""

    tries: int
    measures: tuple[Measure, ...]


class _Clock:
    """What was counted."""

    seconds = 0.0


class _Worker:
    """A submission's session, started anew whenever its worker is lost."""

    def __init__(self, submission: Submission, limits: Limits, sandbox: Sandbox, seed: int) -> None:
        self._cells = submission.cells
        self._limits = limits
        self._seed = seed
        self._sandbox = sandbox
        self._session: Session | None = None
        self._errors: dict[int, CellError] = {}
        self._lethal: set[int] = set()
        self._not_python: set[int] = set()
        self._left = limits.total_seconds
        self._lost = 0

    @property
    def seconds_left(self) -> float:
        """Wall-clock seconds that the submission still has in all."""
        return self._left

    @contextlib.contextmanager
    def clock(self) -> Iterator[_Clock]:
        """Count the time inside as the submission's; the start of a worker is not its doing."""
        clock = _Clock()
        started = time.monotonic()
        try:
            yield clock
        finally:
            clock.seconds = time.monotonic() - started
            self._left -= clock.seconds

    @property
    def errors(self) -> tuple[CellError, ...]:
        """What went wrong in the cells, in order."""
        told = [self._errors[cell] for cell in sorted(self._errors)]
        if len(told) > _MOST_ERRORS:
            more = CellError(
                None, None, f"… and {len(told) - _MOST_ERRORS} more cells did not run to their end"
            )
            return (*told[:_MOST_ERRORS], more)
        return tuple(told)

    def refuse_what_never_compiles(self) -> None:
        """Raise UnreadableSubmission if not one cell is Python."""
        if len(self._not_python) == len(self._cells):
            why = f": line {self.errors[0].line}: {self.errors[0].text}" if self._errors else ""
            raise UnreadableSubmission(f"not one cell of it is Python that compiles{why}")

    def session(self) -> Session:
        """Return the session with every cell run; cells that end the worker are left out the next time.

        Raises:
            WorkerLost: The time for the whole submission is over, or it has ended too many workers.
        """
        while self._session is None:
            if self.seconds_left <= 0:
                raise TimedOut(f"used up its {self._limits.total_seconds:g} seconds in all")
            if self._lost > _MOST_LOST:
                raise Crashed(f"ended its worker more than {_MOST_LOST} times")
            session = self._sandbox.open(self._limits)
            try:
                session.allow(_LOADING_SECONDS)
                self._load(session)
                session.allow(min(self._limits.seconds, self.seconds_left))
                with self.clock():
                    self._run_cells(session)
            except WorkerLost:
                self._lost += 1
                session.close()
            except BaseException:
                session.close()
                raise
            else:
                self._session = session
        return self._session

    def lose(self) -> None:
        """Give the worker up: it was lost, and the next question needs a fresh one."""
        self._lost += 1
        self.close()

    def close(self) -> None:
        """End the worker, if there is one."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def _load(self, session: Session) -> None:
        cells = [[cell.index, cell.line, cell.source] for cell in self._cells]
        try:
            session.ask("load", cells, self._seed)
        except StudentFailure as failure:
            # Nothing of the submission has run yet, so this cannot be its doing.
            raise GraderFault(f"The worker could not take in the submission: it {failure}") from failure

    def _run_cells(self, session: Session) -> None:
        for cell in self._cells:
            if cell.index in self._lethal:
                continue
            try:
                session.ask("cell", cell.index)
            except WorkerLost as lost:
                self._lethal.add(cell.index)
                self._errors[cell.index] = CellError(
                    cell.index, cell.line, f"The submission {lost} in this cell."
                )
                raise
            except StudentRaised as error:
                if isinstance(error, DoesNotCompile):
                    self._not_python.add(cell.index)
                line = error.line if error.cell == cell.index else cell.line
                self._errors[cell.index] = CellError(cell.index, line, clean(str(error)))
            except StudentFailure as failure:
                self._errors[cell.index] = CellError(
                    cell.index, cell.line, clean(f"NotImplementedError: {failure}")
                )
