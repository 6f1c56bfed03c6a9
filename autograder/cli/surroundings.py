"""What several commands need of their surroundings: the course, its exercise, its secret."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from autograder.desk import Progress, exercise_folders, progress_file
from autograder.errors import UsageError, did_you_mean
from autograder.model import Course, Exercise

__all__ = ["chosen_paths", "course_of", "exercise_of", "progress_store", "secret_of"]

_SECRET_FILE = ".autograder-secret"
_SECRET_VARIABLE = "AUTOGRADER_SECRET"


def chosen_paths(given: Sequence[Path], exercise: str | None) -> tuple[Path, ...]:
    """Return the files and folders of exercises that are meant; for a folder of several, those in it.

    Args:
        given: What was named; this folder if nothing was.
        exercise: Name of an exercise: of several in a folder, only that one.

    Raises:
        UsageError: Of several exercises in a folder, none has that name.
    """
    chosen: dict[Path, None] = {}
    for path in given or (Path(),):
        chosen |= dict.fromkeys(exercise_folders(path, exercise) or (path,))
    return tuple(chosen)


def progress_store() -> Progress:
    """Return what this user has reached, where the platform keeps such things or AUTOGRADER_STATE says."""
    return Progress(progress_file(os.environ))


def course_of(given: Path | None) -> tuple[Path, Course]:
    """Return the course's folder and the course.

    Raises:
        UsageError: There is none, or it has mistakes.
    """
    # Students need no course's reader, and would wait for it.
    from autograder.course import find_course, read_course

    path = given or find_course(Path())
    if path is None:
        raise UsageError(
            "no course.yml in this folder or above it: go to the course's folder, or name it with --course"
        )
    return path.resolve().parent, read_course(path)


def exercise_of(course: Course, name: str) -> Exercise:
    """Return the exercise of that name.

    Raises:
        UsageError: The course has none.
    """
    exercise = course.exercise(name)
    if exercise is None:
        raise UsageError(
            f"no exercise {name!r} in course.yml{did_you_mean(name, [one.name for one in course.exercises])}"
        )
    return exercise


def secret_of(folder: Path) -> bytes:
    """Return the course's secret: from the environment, or from its file, which is made on first use.

    Raises:
        UsageError: The file cannot be read or made.
    """
    given = os.environ.get(_SECRET_VARIABLE)
    if given:
        return given.encode()
    path = folder / _SECRET_FILE
    try:
        # Created whole or not at all, so that two runs that start together agree on one secret.
        _create(path, secrets.token_hex(32))
        return path.read_bytes().strip()
    except OSError as error:
        raise UsageError(
            f"cannot keep the course's secret in {path}: {error.strerror}; set {_SECRET_VARIABLE} instead"
        ) from error


def _create(path: Path, text: str) -> None:
    if path.exists():
        return
    part = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text + "\n")
    try:
        os.link(part, path)
    except FileExistsError:
        pass
    finally:
        part.unlink()
