"""``course.yml`` → :class:`~autograder.model.Course`, with every mistake in it at once, each by its line."""

from __future__ import annotations

import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from autograder.course.edit import write_threshold
from autograder.course.form import CourseForm, ExerciseForm, ThresholdForm
from autograder.course.mistakes import mistakes_of_form, mistakes_of_sense, time_zone
from autograder.errors import CourseError
from autograder.model import Course, Exercise, Limits
from autograder.yaml_text import Problem, read_yaml

__all__ = ["COURSE_FILE", "course_schema", "find_course", "read_course", "write_threshold"]

COURSE_FILE = "course.yml"
"""Name of the file that describes a course."""

_END_OF_DAY = datetime.time(23, 59, 59)


def read_course(path: Path) -> Course:
    """Return the course that the file describes.

    Args:
        path: The ``course.yml``; problems name it as it is given here.

    Raises:
        CourseError: The file is missing, unreadable or not a course; has one line for every mistake.
    """
    document = read_yaml(path)
    problems = list(document.problems)
    if document.parsed:
        problems += mistakes_of_form(document)
        problems += mistakes_of_sense(document)
    if problems:
        raise CourseError([problem.located(path) for problem in sorted(problems, key=_by_line)])
    return _course(CourseForm.model_validate(document.data))


def find_course(start: Path) -> Path | None:
    """Return the nearest ``course.yml`` in the folder or in those around it, or None."""
    here = start / COURSE_FILE
    if here.is_file():
        return here
    around = (folder / COURSE_FILE for folder in start.resolve().parents)
    return next((path for path in around if path.is_file()), None)


def course_schema() -> dict[str, Any]:
    """Return the JSON Schema of ``course.yml``, with which editors help to write it."""
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect, **CourseForm.model_json_schema()}


def _by_line(problem: Problem) -> int:
    """Return what sorts problems by their line, those of the whole file first."""
    return problem.line or 0


def _course(form: CourseForm) -> Course:
    """Return the course of a file without mistakes."""
    zone = time_zone(form.timezone) if form.timezone else None
    exercises = tuple(_exercise(exercise, zone) for exercise in form.exercises)
    return Course(form.title, exercises, form.install or "")


def _exercise(form: ExerciseForm, zone: datetime.tzinfo | None) -> Exercise:
    """Return one exercise; a due date without a time zone is in the given one."""
    return Exercise(
        name=form.name,
        title=form.title,
        points=form.points,
        due=_due(form.due, zone) if form.due else None,
        limits=Limits(**form.limits.model_dump()),
        thresholds=MappingProxyType({name: _number(one) for name, one in form.thresholds.items()}),
    )


def _number(threshold: float | ThresholdForm) -> float:
    return threshold.value if isinstance(threshold, ThresholdForm) else threshold


def _due(text: str, zone: datetime.tzinfo | None) -> datetime.datetime:
    """Return the moment that is meant: of a date alone, the last second of that day."""
    moment = datetime.datetime.fromisoformat(text)
    if len(text) == len("2026-10-09"):
        moment = datetime.datetime.combine(moment, _END_OF_DAY)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
