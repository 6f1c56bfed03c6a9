"""The public checks of an exercise, run on what lies on the desk."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from autograder.desk.differing import differences
from autograder.desk.place import Desk
from autograder.errors import HalvesDiffer, UnreadableSubmission, UsageError
from autograder.grading import Grading, grade
from autograder.model import Outcome, Result, Status, Submission
from autograder.pair import PairState, find_pair, read_notebook_half, read_script_half, state_of
from autograder.sandbox import Sandbox
from autograder.submission import read_submission, shown

__all__ = ["Checked", "check_desk"]

_ONE_CHANGED: Final = "which alone changed since they were synced"
"""How a note of reading ends that only tells which half was edited."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of the public checks."""

    result: Result
    """How each check ended."""
    source: str
    """Name of the file that was read."""
    notes: tuple[str, ...]
    """Which half of a pair was read and why, and what was passed over."""
    warnings: tuple[str, ...] = ()
    """What the answers use that will not be there when they are graded."""

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
        submission = _read(desk.path.resolve(), grading.exercise.name)
        result = grade(submission, grading, sandbox, on_outcome=on_outcome)
    except HalvesDiffer as error:
        raise UsageError(f"{error}: run `autograder sync`, or name the file to check") from error
    except UnreadableSubmission as error:
        raise UsageError(f"{shown(str(desk.path), length=300)}: cannot be read: {error}") from error
    beside = desk.path if desk.path.is_dir() else desk.path.parent
    warnings = differences(submission, (beside, desk.folder))
    return Checked(result, submission.source, tuple(filter(_is_news, submission.notes)), warnings)


def _read(path: Path, exercise: str) -> Submission:
    """Read what lies on the desk; of a pair that Jupyter saved meanwhile, the half that was saved later."""
    try:
        return read_submission(path, exercise=exercise, may_guess=False)
    except HalvesDiffer:
        later = _later(path, exercise)
        if later is None:
            raise
    read = read_submission(later, exercise=exercise)
    note = f"both halves of the pair differ: read {shown(later.name)}, which was saved later"
    return dataclasses.replace(read, notes=(*read.notes, note))


def _later(path: Path, exercise: str) -> Path | None:
    """Return the half of a pair that was saved after Jupyter had saved both, or None."""
    if not path.is_dir():
        return None
    paths = find_pair(path, exercise)
    state = state_of(read_script_half(paths.script), read_notebook_half(paths.notebook))
    return {PairState.PY_LATER: paths.script, PairState.IPYNB_LATER: paths.notebook}.get(state)


def _is_news(note: str) -> bool:
    """Say whether a note tells more than that one half was edited, as the author knows."""
    return not note.endswith(_ONE_CHANGED)
