"""``autograder build``."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path

from autograder.build import build_exercise, stale, write
from autograder.catalogue import companion_problems, load_checks, load_hints, load_questions
from autograder.cli.surroundings import course_of, exercise_of
from autograder.errors import MasterError
from autograder.model import Exercise

__all__ = ["built_exercises", "run"]


def run(arguments: Namespace) -> int:
    """Build the students' exercises, or list what is stale; see ``autograder build --help``."""
    folder, course = course_of(arguments.course)
    folder = Path(os.path.relpath(folder))
    chosen = [exercise_of(course, name) for name in arguments.names] or list(course.exercises)
    built = built_exercises(folder, course.title, chosen)
    if arguments.check:
        lines = [line for name, files in built.items() for line in stale(folder, name, files)]
        print("\n".join(lines) or f"{', '.join(built)}: as the masters make them.")
        return 1 if lines else 0
    for name, files in built.items():
        changed = write(folder, name, files)
        print("\n".join(changed) or f"{name}: nothing to change")
    return 0


def built_exercises(
    folder: Path, title: str, exercises: Sequence[Exercise]
) -> Mapping[str, Mapping[str, bytes]]:
    """Return what students get of each exercise; nothing is written.

    Args:
        folder: Folder of ``course.yml``; messages name files as they lie from it.
        title: Title of the course.
        exercises: The exercises.

    Raises:
        MasterError: Some master has mistakes; all of them, of all exercises.
    """
    built: dict[str, Mapping[str, bytes]] = {}
    problems: list[str] = []
    for exercise in exercises:
        source = folder / "solutions" / exercise.name
        try:
            checks, hidden = load_checks(source)
            built[exercise.name] = build_exercise(
                folder, exercise, checks, hidden, course_title=title, hints=load_hints(source)
            )
            problems += companion_problems(source, load_questions(source, exercise))
        except MasterError as error:
            problems += error.problems
    if problems:
        raise MasterError(list(dict.fromkeys(problems)))
    return built
