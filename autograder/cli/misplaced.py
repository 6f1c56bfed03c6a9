"""A class where one student's work should be: said at once, and not file by file as unreadable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from autograder.errors import AutograderError, SeveralExercises, UsageError
from autograder.submission import Handed, Reader, shown

__all__ = ["refuse_classes_in_one"]

_LOOKED_AT: Final = 20
"""So many submissions are looked into until one can be read."""
_A_CLASS: Final = 3
"""One student's folder or zip seldom holds so many files that could be the exercise."""
_NAMED: Final = 3


def refuse_classes_in_one(handed: Sequence[Handed], exercise: str) -> None:
    """Raise UsageError where whole classes were given in place of submissions.

    That is so if none can be read, and one of them holds the work of several students.

    Args:
        handed: What was found.
        exercise: Name of the exercise.
    """
    classes: list[Handed] = []
    with Reader() as reader:
        for one in handed[:_LOOKED_AT]:
            try:
                reader.read(one.path, exercise=exercise)
            except SeveralExercises as several:
                if several.count >= _A_CLASS:
                    classes.append(one)
            except AutograderError:
                continue
            else:
                return
    if classes:
        raise UsageError(_advice(classes, exercise))


def _advice(classes: Sequence[Handed], exercise: str) -> str:
    first = classes[0]
    names = ", ".join(shown(str(one.path), length=300) for one in classes[:_NAMED])
    if first.path.is_dir():
        return f"no submission of {exercise} can be read here; the folders hold many: did you mean {names}?"
    return (
        f"no submission of {exercise} can be read here; did you mean to unpack {names} and name its folder?"
    )
