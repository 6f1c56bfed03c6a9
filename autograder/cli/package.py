"""``autograder package``."""

from __future__ import annotations

import datetime
import os
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path

from autograder.atomic import replace_file
from autograder.build.otter_zip import otter_files
from autograder.build.requirements import kit_requirement
from autograder.build.student_zip import student_files
from autograder.catalogue import load_questions
from autograder.cli.build import built_exercises
from autograder.cli.surroundings import course_of, exercise_of
from autograder.errors import UsageError
from autograder.model import Course
from autograder.zipping import zip_bytes

__all__ = ["run"]


def run(arguments: Namespace) -> int:
    """Make a zip of an exercise for students or for Otter; see ``autograder package --help``."""
    path = arguments.out / f"{arguments.name}-{arguments.audience}.zip"
    folder, course = course_of(arguments.course)
    requirement = course.install or kit_requirement()
    files = _files(arguments, Path(os.path.relpath(folder)), course, requirement)
    data = zip_bytes(files, day=_day())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, data)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from error
    print(f"{path}: {len(files)} files, {len(data) / 1000:,.0f} kB")
    print(f"It installs the kit by: pip install {requirement} (`install:` in course.yml changes that)")
    return 0


def _day() -> datetime.date:
    """Return the date of the files: today, or that of ``SOURCE_DATE_EPOCH`` if a build is to be repeated.

    Zips know no time zones, so it is the day that has begun everywhere: nobody gets files of tomorrow.

    Raises:
        UsageError: The variable is no number of seconds that a zip can tell.
    """
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        moment = datetime.datetime.fromtimestamp(int(told), datetime.UTC) if told else None
    except (ValueError, OverflowError, OSError):
        moment = datetime.datetime.min.replace(tzinfo=datetime.UTC)
    if moment is None:
        return (datetime.datetime.now(datetime.UTC) - datetime.timedelta(hours=12)).date()
    if not 1980 <= moment.year < 2108:
        raise UsageError(f"SOURCE_DATE_EPOCH: expected seconds since 1970, from 1980 on, got {told!r}")
    return moment.date()


def _files(arguments: Namespace, folder: Path, course: Course, requirement: str) -> Mapping[str, bytes]:
    """Return the files of the zip, made from the master as it is now.

    Raises:
        MasterError: The master has mistakes.
        UsageError: A file cannot be read.
    """
    exercise = exercise_of(course, arguments.name)
    built = built_exercises(folder, course.title, [exercise])[exercise.name]
    source = folder / "solutions" / exercise.name
    questions = load_questions(source, exercise)
    if arguments.audience == "otter":
        return otter_files(source, exercise, questions, built, requirement=requirement)
    return student_files(
        exercise,
        built,
        questions=[question.name for question in questions],
        course_title=course.title,
        requirement=requirement,
    )
