"""What a notebook will be when it is graded, found out while its author can still mend it."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.desk.checking import check_desk
from autograder.desk.differing import differences, stale_names
from autograder.desk.place import desk_of
from autograder.errors import AutograderError
from autograder.model import Outcome, Result, Status, Submission
from autograder.sandbox import open_sandbox, student_sandbox
from autograder.submission import read_submission

__all__ = ["rehearsed", "saved_differences"]


def rehearsed(package: Path, exercise: Path, passed: Collection[str]) -> str:
    """Run the public checks on what is to be handed in as graders run it, and say how they ended.

    Args:
        package: The zip.
        exercise: The folder of its exercise.
        passed: Names of the checks that passed in the notebook.

    Raises:
        UsageError: There is nothing to check it with.
        GraderFault: The sandbox failed.
    """
    desk = dataclasses.replace(desk_of(exercise), path=package)
    with open_sandbox(student_sandbox(), desk.data, once=True) as sandbox:
        return _told(check_desk(desk, sandbox).result, passed)


def saved_differences(
    path: Path, exercise: Path, env: Mapping[str, Any], history: Sequence[str], asked: Collection[str]
) -> tuple[str, ...]:
    """Return what a saved notebook will miss when it is graded; none of one that cannot be read.

    Its other half, the script beside it, is looked at instead where that is what was run.

    Args:
        path: The notebook.
        exercise: The folder of its exercise.
        env: The names of the running notebook.
        history: What was run in it, in order, as it was typed.
        asked: Names that the checks asked for.
    """
    halves: list[Submission] = []
    for half in (path, path.with_suffix(".py")):
        with contextlib.suppress(AutograderError):
            halves.append(read_submission(half, exercise=path.stem))
    if not halves:
        return ()
    read = min(halves, key=lambda half: len(stale_names(half, env, history)))
    return differences(read, (path.parent, exercise), env=env, history=history, asked=asked)


def _told(result: Result, passed: Collection[str]) -> str:
    left = [outcome for outcome in result.outcomes if outcome.status is not Status.PASSED]
    count = len(result.outcomes)
    if not left:
        return f"As graders run it, all {count} public checks pass."
    lines = [f"As graders run it, {count - len(left)} of {count} public checks pass."]
    failed = [outcome for outcome in left if outcome.status is not Status.SKIPPED]
    lines += (_lost(outcome) for outcome in failed if outcome.check.name in passed)
    return "\n".join(lines)


def _lost(outcome: Outcome) -> str:
    """Return what is told of a check that passed in the notebook and does not when it is graded."""
    told = outcome.feedback
    parts = (told.problem, told.returned, told.cause) if told else ()
    why = " ".join(part for part in parts if part)
    return f"! {outcome.check.question}: “{outcome.check.title}” passes here and not there. {why}"
