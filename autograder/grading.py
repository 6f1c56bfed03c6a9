"""One submission: run its cells, put every check's questions to it, and say how each ended."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import hmac
import inspect
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self, TypedDict

import numpy as np

from autograder.checks import Student, Thresholds
from autograder.checks.student import remarks_of
from autograder.errors import (
    AutograderError,
    CheckFailed,
    GraderFault,
    StudentFailure,
    WorkerLost,
)
from autograder.feedback import explain, skipped
from autograder.model import (
    IN_A_CELL,
    CellError,
    Check,
    Exercise,
    Measure,
    Outcome,
    Places,
    Question,
    Result,
    Status,
    Submission,
    SubmissionStatus,
    checks_of,
)
from autograder.sandbox import Sandbox, Session
from autograder.worker_keeper import Worker

__all__ = ["Examination", "Examined", "Grading", "examine", "grade", "run_check", "stopped_by", "waiting"]


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

    def wants(self, check: Check) -> bool:
        """Say whether the check's question is to be graded."""
        return not self.only or check.question in self.only

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
        for check in examination.order:
            on_outcome(examination.outcome(check))
        outcomes = [
            examination.outcome(check) for check in checks_of(grading.questions) if grading.wants(check)
        ]
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
        places=submission.places,
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
    remarks: tuple[str, ...] = ()
    """What was remarked on an answer that passed."""


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


def examine(
    check: Check,
    session: Session,
    *,
    thresholds: Mapping[str, float],
    seed: bytes,
    places: Places = IN_A_CELL,
) -> Examined:
    """Run one check over a session; with ``repeats`` it fails only if so many fresh draws fail as well.

    Args:
        check: The check.
        session: Answers for the submission.
        thresholds: Named numbers that it compares with.
        seed: What its random numbers are made from.
        places: How to say where something stands in the submission.

    Raises:
        GraderFault: The check or the sandbox failed.
    """
    given = Thresholds(thresholds)
    for draw in range(check.repeats + 1):
        student = Student(session, places)
        try:
            # What an earlier draw or check has left there, passed or not.
            session.ask("forget")
            run_check(check, student, thresholds=given, seed=seed, draw=draw)
        except StudentFailure as failure:
            # Only a wrong answer may be chance; who raises could choose the draws to be judged by.
            if draw < check.repeats and isinstance(failure, CheckFailed):
                continue
            called = student._conversation.call_of(getattr(failure, "answer", None))
            return Examined(failure, called, draw + 1, given.measures)
        break
    return Examined(None, "", draw + 1, given.measures, remarks_of(student))


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
        self._places = submission.places
        self._hidden = frozenset[str]().union(*(question.hidden for question in grading.questions))
        wanted = [check for check in checks_of(grading.questions) if grading.wants(check)]
        self._public = [check for check in wanted if check.name not in self._hidden]
        self.order = (*self._public, *(check for check in wanted if check.name in self._hidden))
        """The checks in the order in which they run: all public ones first."""
        self._worker = Worker(submission, grading.exercise.limits, sandbox, int.from_bytes(self._seed[:8]))
        self._outcomes: dict[str, Outcome] = {}
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
        if check.name in self._hidden:
            # What a hidden check asks must not be there to be carried into a public check's message.
            for public in self._public:
                self._outcome(public)
        return self._outcome(check)

    def _outcome(self, check: Check) -> Outcome:
        if check.name not in self._outcomes:
            started = time.monotonic()
            ended = self._ended(check)
            self._outcomes[check.name] = dataclasses.replace(
                ended, hidden=check.name in self._hidden, seconds=time.monotonic() - started
            )
        return self._outcomes[check.name]

    def _ended(self, check: Check) -> Outcome:
        stop = stopped_by(check, self._outcome)
        if stop and stop.check.question == check.question:
            return waiting(check, stop)
        examined = self._examine(check)
        counts: _Counts = {"tries": examined.tries, "measures": examined.measures}
        if examined.failure is None:
            remarks = () if check.name in self._hidden else examined.remarks
            return Outcome(check, Status.PASSED, **counts, remarks=remarks)
        if stop:
            # Run all the same, since it may not use what is wrong there. What it loses, it loses for that.
            return dataclasses.replace(waiting(check, stop), **counts)
        feedback = explain(
            examined.failure,
            check,
            called=examined.called,
            hidden=check.name in self._hidden,
            places=self._places,
            broken_cells=self.errors,
            tries=examined.tries,
            pictures=self._grading.pictures,
            seconds=self._grading.exercise.limits.seconds,
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
        with self._worker.clock(session) as clock:
            examined = examine(
                check, session, thresholds=self._thresholds, seed=self._seed, places=self._places
            )
        self._left[check.question] -= clock.seconds
        if isinstance(examined.failure, WorkerLost):
            self._worker.lose()
        return examined


def stopped_by(check: Check, outcome_of: Callable[[Check], Outcome]) -> Outcome | None:
    """Return how the first premise ended that did not pass, one of the check's own question before others."""
    ended = [outcome_of(premise) for premise in check.after]
    missed = [one for one in ended if one.status is not Status.PASSED]
    own = [one for one in missed if one.check.question == check.question]
    return next(iter(own or missed), None)


def waiting(check: Check, stop: Outcome) -> Outcome:
    """Return how a check ends that cannot be judged for its premise's sake.

    Args:
        check: The check.
        stop: How its premise ended; of a chain of premises, the student wants the one to mend.
    """
    told = stop.feedback if stop.status is Status.SKIPPED else skipped(stop.check)
    return Outcome(check, Status.SKIPPED, told, tries=0)


class _Counts(TypedDict):
    """What an outcome takes over from the examination as it is."""

    tries: int
    measures: tuple[Measure, ...]
