"""The public checks of an exercise, run on what lies on the desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from autograder.desk.place import Desk
from autograder.errors import HalvesDiffer, UnreadableSubmission, UsageError
from autograder.grading import Grading, grade
from autograder.model import Outcome, Result, Status
from autograder.sandbox import Sandbox
from autograder.submission import read_submission, shown

__all__ = ["Checked", "check_desk"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of the public checks."""

    result: Result
    """How each check ended."""
    source: str
    """Name of the file that was read."""
    notes: tuple[str, ...]
    """Which half of a pair was read and why, and what was passed over."""

    @property
    def is_full(self) -> bool:
        """Whether every check passed."""
        return all(outcome.status is Status.PASSED for outcome in self.result.outcomes)


def check_desk(
    desk: Desk,
    sandbox: Sandbox,
    *,
    question: str | None = None,
    on_outcome: Callable[[Outcome], None] = lambda _outcome: None,
) -> Checked:
    """Run the public checks of an exercise, or those of one question.

    Args:
        desk: The exercise and its files.
        sandbox: Where they run.
        question: Name of the only question to check; all if left out.
        on_outcome: Is told of each check as soon as it has ended.

    Raises:
        UsageError: The files cannot be read, both halves of the pair changed, or there is no such question.
        GraderFault: A check or the sandbox failed.
    """
    desk.require(question)
    grading = Grading(
        desk.exercise,
        desk.questions,
        only=frozenset({question} if question is not None else ()),
        pictures=True,
    )
    try:
        # A student's own link leads where it should; only within what strangers hand in is none followed.
        submission = read_submission(desk.path.resolve(), exercise=grading.exercise.name, may_guess=False)
        result = grade(submission, grading, sandbox, on_outcome=on_outcome)
    except HalvesDiffer as error:
        raise UsageError(f"{error}: run `autograder sync`, or name the file to check") from error
    except UnreadableSubmission as error:
        raise UsageError(f"{shown(str(desk.path), length=300)}: cannot be read: {error}") from error
    return Checked(result, submission.source, submission.notes)
