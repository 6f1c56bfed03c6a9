"""A path → the exercise that it belongs to, with the checks that a student may run."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.catalogue import load_built_questions, load_hints, load_questions
from autograder.errors import UsageError, did_you_mean
from autograder.handout import HANDOUT_FILE, Handout, handout_of, read_handout
from autograder.model import Course, Exercise, Question
from autograder.submission import shown

__all__ = ["Desk", "desk_of", "desks_below", "exercise_folders", "exercise_path"]

_DEEPEST = 3
"""How many folders below the one that was named an exercise may lie."""


@dataclass(frozen=True, slots=True)
class Desk:
    """An exercise, and the checks with which a student may look at it."""

    path: Path
    """What was named: a file, a zip, or the folder of the exercise."""
    folder: Path
    """The folder of the exercise, in which its tests and data lie."""
    handout: Handout
    """What the student may know about it."""
    questions: tuple[Question, ...]
    """Its questions with their public checks."""
    thresholds: Mapping[str, float]
    """Named numbers that the public checks compare with."""

    @property
    def exercise(self) -> Exercise:
        """The exercise with those thresholds that public checks need."""
        return dataclasses.replace(self.handout.exercise, thresholds=self.thresholds)

    @property
    def data(self) -> Path | None:
        """The folder of the exercise's data, or None if it has none."""
        folder = self.folder / "data"
        return folder if folder.is_dir() else None

    def require(self, question: str | None) -> None:
        """Let None and the name of a question pass.

        Raises:
            UsageError: There is no such question.
        """
        names = [one.name for one in self.questions]
        if question not in (None, *names):
            raise UsageError(f"no question {question!r} in this exercise{did_you_mean(str(question), names)}")


def desk_of(path: Path, exercise: str | None = None) -> Desk:
    """Return the exercise that a file or a folder belongs to.

    Its public checks come from the ``tests`` beside it, or from the course around it.

    Args:
        path: A file, or the folder of an exercise.
        exercise: Name of the exercise, where the path does not tell.

    Raises:
        UsageError: There is no such path, or nothing tells what it should be checked with.
    """
    if not path.exists():
        raise UsageError(f"no such file: {shown(str(path), length=300)}")
    folder = path if path.is_dir() else path.parent
    if any((folder / "tests").glob("*.py")):
        return _from_tests(path, folder, exercise)
    return _from_course(path, exercise)


def desks_below(folder: Path) -> tuple[Path, ...]:
    """Return the folders of exercises in a folder, itself included, by name; hidden ones are passed over."""
    return tuple(sorted(_below(folder, _DEEPEST)))


def exercise_folders(path: Path, exercise: str | None) -> tuple[Path, ...]:
    """Return the folders of exercises in a folder, itself included; a file has none.

    Args:
        path: A file or a folder.
        exercise: Name of an exercise: of several folders, only those of this name.

    Raises:
        UsageError: There are several, and none has this name.
    """
    folders = desks_below(path) if path.is_dir() else ()
    if exercise is None or len(folders) < 2:
        return folders
    names = {folder: _name(folder) for folder in folders}
    if exercise not in names.values():
        raise UsageError(
            f"no exercise {exercise!r} here{did_you_mean(exercise, dict.fromkeys(names.values()))}"
        )
    return tuple(folder for folder, name in names.items() if name == exercise)


def exercise_path(path: Path, exercise: str | None = None) -> Path:
    """Return the one file or folder that is meant.

    Args:
        path: A file, a folder with one exercise in it or below, or the name of an exercise below this folder.
        exercise: Name of the exercise: of several in a folder, this one.

    Raises:
        UsageError: There is none, or several.
    """
    folders = exercise_folders(path, exercise)
    if len(folders) > 1:
        names = ", ".join(shown(str(folder), length=300) for folder in folders)
        raise UsageError(f"several exercises are here: name one of {names}")
    if folders or path.exists():
        return folders[0] if folders else path
    below = {_name(folder): folder for folder in desks_below(Path())}
    if str(path) not in below:
        hint = did_you_mean(str(path), below) if below else ""
        raise UsageError(f"no such file or exercise: {shown(str(path), length=300)}{hint}")
    return below[str(path)]


def _name(folder: Path) -> str:
    """Return the name of the exercise in a folder, as far as that tells one."""
    try:
        handout = read_handout(folder)
    except UsageError:
        handout = None  # whoever means this very folder learns what is wrong with it
    return handout.exercise.name if handout else folder.name


def _below(folder: Path, depth: int) -> Iterator[Path]:
    if (folder / HANDOUT_FILE).is_file():
        yield folder
        return
    if not depth:
        return
    try:
        inner = [one for one in folder.iterdir() if one.is_dir() and not one.name.startswith(".")]
    except OSError:
        return
    for one in inner:
        yield from _below(one, depth - 1)


def _from_tests(path: Path, folder: Path, exercise: str | None) -> Desk:
    questions, thresholds = load_built_questions(folder / "tests")
    handout = read_handout(folder)
    if handout is None:
        name = exercise or path.stem
        points = sum(one.max_score for one in questions)
        handout = handout_of("", Exercise(name, name, points), questions, {})
    elif exercise not in (None, handout.exercise.name):
        raise UsageError(f"{folder} is exercise {handout.exercise.name}, not {exercise}")
    return Desk(path, folder, handout, questions, thresholds)


def _from_course(path: Path, exercise: str | None) -> Desk:
    # Beside tests nobody needs the course's reader, and students wait for it.
    from autograder.course import find_course, read_course

    course_file = find_course(path.resolve().parent) or find_course(Path())
    if course_file is None:
        raise UsageError(_nothing_there(path))
    course = read_course(course_file)
    found = _named(course, path, exercise)
    top = course_file.resolve().parent
    solutions = top / "solutions" / found.name
    questions = load_questions(solutions, found)
    return Desk(
        path,
        top / "exercises" / found.name,
        handout_of(course.title, found, questions, load_hints(solutions)),
        tuple(_public(question) for question in questions),
        found.thresholds,
    )


def _nothing_there(path: Path) -> str:
    """Return why a path outside of any course cannot be checked, and what to do."""
    if path.is_dir() and not (path / HANDOUT_FILE).is_file():
        return f"no exercise in {shown(str(path.resolve()), length=300)} or below it: go to the folder of one"
    place = "in" if path.is_dir() else "beside"
    return (
        f"{shown(str(path), length=300)}: no tests/ {place} it and no course.yml above it, so there is "
        "nothing to check with: copy the whole folder of the exercise, with its tests"
    )


def _named(course: Course, path: Path, exercise: str | None) -> Exercise:
    names = [one.name for one in course.exercises]
    parts: Sequence[str] = (path.stem, *reversed(path.resolve().parent.parts))
    likely = exercise or next((part for part in parts if part in names), "")
    if not likely:
        hint = did_you_mean(path.stem, names)
        raise UsageError(f"{path}: which exercise is it? Say so with --exercise{hint}")
    found = course.exercise(likely)
    if found is None:
        raise UsageError(f"no exercise {likely!r} in course.yml{did_you_mean(likely, names)}")
    return found


def _public(question: Question) -> Question:
    return Question(
        question.name, tuple(check for check in question.checks if check.name not in question.hidden)
    )
