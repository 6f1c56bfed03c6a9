"""One submission: run its cells, put every check's questions to it, and say how each ended."""

from __future__ import annotations

import hashlib
import hmac
import inspect
import time
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from autograder.checks import Student
from autograder.errors import (
    AutograderError,
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
    Outcome,
    Question,
    Result,
    Status,
    Submission,
    SubmissionStatus,
    checks_of,
)
from autograder.sandbox import Sandbox, Session

__all__ = ["Grading", "examine", "grade", "run_check"]


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

    def seed(self, submission: Submission) -> bytes:
        """Return the seed of every draw for a submission: nobody without the secret can predict it."""
        return hmac.digest(self.secret, self.exercise.name.encode() + submission.digest, hashlib.sha256)


def grade(submission: Submission, grading: Grading, sandbox: Sandbox) -> Result:
    """Return the result of a submission.

    Raises:
        UnreadableSubmission: Not one of its cells compiles.
        GraderFault: A check or the sandbox failed; the submission gets no mark.
    """
    started = time.monotonic()
    worker = _Worker(submission, grading, sandbox)
    try:
        worker.session()
        worker.refuse_what_never_compiles()
        outcomes = tuple(_outcomes(worker, submission, grading))
    finally:
        worker.close()
    return Result(
        submission=submission.name,
        student=submission.student,
        exercise=grading.exercise.name,
        status=SubmissionStatus.GRADED,
        questions=grading.questions,
        outcomes=outcomes,
        errors=worker.errors,
        seconds=time.monotonic() - started,
    )


def run_check(check: Check, student: Student, *, thresholds: Mapping[str, float], seed: bytes) -> None:
    """Run one check's function with what it asks for by name.

    Raises:
        StudentFailure: The check did not pass.
        GraderFault: The check itself failed, which is no fault of the submission.
    """
    given = {"student": student, "thresholds": thresholds, "rng": _generator(seed, check.name)}
    asked = inspect.signature(check.function).parameters
    try:
        check.function(**{name: given[name] for name in asked})
    except AutograderError:
        raise
    # Whatever else a check raises is the check's own fault: no mark, and loud.
    except Exception as error:
        trace = "".join(traceback.format_exception(error, limit=-3))
        raise GraderFault(f"The check {check.name} failed itself:\n{trace}") from error


def examine(check: Check, session: Session, *, thresholds: Mapping[str, float], seed: bytes) -> tuple[
    StudentFailure | None, str
]:
    """Run one check over a session; return what failed (None if it passed) and the call that it failed in.

    Raises:
        GraderFault: The check or the sandbox failed.
    """
    student = Student(session)
    conversation = student._conversation
    try:
        run_check(check, student, thresholds=thresholds, seed=seed)
        session.ask("forget")
    except StudentFailure as failure:
        return failure, conversation.call_of(getattr(failure, "answer", None))
    return None, ""


def _generator(seed: bytes, name: str) -> np.random.Generator:
    return np.random.default_rng(int.from_bytes(hmac.digest(seed, name.encode(), hashlib.sha256)))


def _outcomes(worker: _Worker, submission: Submission, grading: Grading) -> Iterator[Outcome]:
    """Yield the outcome of each check in order; with ``only``, premises in other questions run but are not told."""
    seed = grading.seed(submission)
    thresholds = grading.thresholds or grading.exercise.thresholds
    passed: set[str] = set()
    wanted = _with_premises(grading)
    for question in grading.questions:
        worker.allow_question()
        for check in question.checks:
            if check.name not in wanted:
                continue
            started = time.monotonic()
            missing = next((premise for premise in check.after if premise.name not in passed), None)
            if missing:
                status, feedback = Status.SKIPPED, skipped(missing)
            else:
                failure, called = worker.examine(check, thresholds, seed)
                status = _status(failure)
                feedback = failure and explain(
                    failure,
                    check,
                    called=called,
                    hidden=check.name in question.hidden,
                    notebook=submission.source.endswith(".ipynb"),
                    broken_cells=worker.errors,
                )
            if status is Status.PASSED:
                passed.add(check.name)
            if not grading.only or question.name in grading.only:
                seconds = time.monotonic() - started
                yield Outcome(check, status, feedback, check.name in question.hidden, seconds)


def _status(failure: StudentFailure | None) -> Status:
    if failure is None:
        return Status.PASSED
    return Status.ERROR if isinstance(failure, WorkerLost) else Status.FAILED


def _with_premises(grading: Grading) -> frozenset[str]:
    checks = checks_of(grading.questions)
    wanted = {check.name for check in checks if not grading.only or check.question in grading.only}
    # Premises stand before what needs them, so that one pass from the end finds them all.
    for check in reversed(checks):
        if check.name in wanted:
            wanted.update(premise.name for premise in check.after)
    return frozenset(wanted)


class _Worker:
    """A submission's session, started anew whenever its worker is lost."""

    def __init__(self, submission: Submission, grading: Grading, sandbox: Sandbox) -> None:
        self._submission = submission
        self._limits = grading.exercise.limits
        self._seed = int.from_bytes(grading.seed(submission)[:8])
        self._sandbox = sandbox
        self._session: Session | None = None
        self._errors: dict[int, CellError] = {}
        self._lethal: set[int] = set()
        self._not_python: set[int] = set()
        self._end = time.monotonic() + self._limits.total_seconds
        self._question_end = self._end

    @property
    def errors(self) -> tuple[CellError, ...]:
        """What went wrong in the cells, in order."""
        return tuple(self._errors[cell] for cell in sorted(self._errors))

    def refuse_what_never_compiles(self) -> None:
        """Raise UnreadableSubmission if not one cell is Python."""
        if len(self._not_python) == len(self._submission.cells):
            first = self.errors[0] if self._errors else None
            why = f": {first.text} (line {first.line})" if first else ""
            raise UnreadableSubmission(f"Not one cell of it is Python that compiles{why}.")

    def allow_question(self) -> None:
        """Start the clock of a question."""
        self._question_end = min(time.monotonic() + self._limits.seconds, self._end)

    def examine(
        self, check: Check, thresholds: Mapping[str, float], seed: bytes
    ) -> tuple[StudentFailure | None, str]:
        """Run a check in time; a worker that is lost is replaced before the next one."""
        try:
            session = self.session()
            session.allow(max(0.0, self._question_end - time.monotonic()))
        except WorkerLost as lost:
            return lost, ""
        failure, called = examine(check, session, thresholds=thresholds, seed=seed)
        if isinstance(failure, WorkerLost):
            self.close()
        return failure, called

    def session(self) -> Session:
        """Return the session with every cell run; cells that end the worker are left out the next time.

        Raises:
            TimedOut: The time for the whole submission is over.
        """
        while self._session is None:
            left = self._end - time.monotonic()
            if left <= 0:
                raise TimedOut(f"used up its {self._limits.total_seconds:g} seconds in all")
            session = self._sandbox.open(self._limits)
            try:
                session.allow(min(self._limits.seconds, left))
                self._load(session)
                self._run_cells(session)
            except WorkerLost:
                session.close()
            except BaseException:
                session.close()
                raise
            else:
                self._session = session
        return self._session

    def close(self) -> None:
        """End the worker, if there is one."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def _load(self, session: Session) -> None:
        cells = [[cell.index, cell.line, cell.source] for cell in self._submission.cells]
        try:
            session.ask("load", cells, self._seed)
        except StudentFailure as failure:
            # Nothing of the submission has run yet, so this cannot be its doing.
            raise GraderFault(f"The worker could not take in the submission: it {failure}") from failure

    def _run_cells(self, session: Session) -> None:
        for cell in self._submission.cells:
            if cell.index in self._lethal:
                continue
            try:
                session.ask("cell", cell.index)
            except WorkerLost as lost:
                self._lethal.add(cell.index)
                self._errors[cell.index] = CellError(cell.index, cell.line, f"The submission {lost} in this cell.")
                raise
            except StudentRaised as error:
                if isinstance(error, DoesNotCompile):
                    self._not_python.add(cell.index)
                line = error.line if error.cell == cell.index else cell.line
                self._errors[cell.index] = CellError(cell.index, line, clean(str(error)))
            except StudentFailure as failure:
                self._errors[cell.index] = CellError(cell.index, cell.line, clean(f"NotImplementedError: {failure}"))
