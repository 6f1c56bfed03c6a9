"""What a student's folder says about its exercise: ``exercise.json``, written by the build.

So an exercise is still known, with its points, its due date and its hints, where there is no ``course.yml``,
and when its files have been renamed or its folder was moved.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from autograder.errors import UsageError
from autograder.model import Exercise, Limits, Question

__all__ = ["HANDOUT_FILE", "Handout", "HandoutQuestion", "handout_of", "handout_text", "read_handout"]

HANDOUT_FILE: Final = "exercise.json"
"""Name of the file in an exercise's folder."""

_FORMAT: Final = 1
_ODD_NAME = re.compile(r"^\.|[/\\:\ufffd\n]|^$")
"""What no name of a file has that is to be made in this folder."""


@dataclass(frozen=True, slots=True)
class HandoutQuestion:
    """What a student may know about a question."""

    name: str
    """Its name."""
    points: float
    """Points of all its checks, hidden ones too."""
    public_points: float
    """Points of those checks that students can run."""
    hints: tuple[str, ...]
    """Hints, each more concrete than the one before."""


@dataclass(frozen=True, slots=True)
class Handout:
    """What a student may know about an exercise."""

    course: str
    """Title of the course."""
    exercise: Exercise
    """The exercise, without thresholds: those of public checks stand in the tests."""
    questions: tuple[HandoutQuestion, ...]
    """Its questions, in order."""


def handout_of(
    course: str, exercise: Exercise, questions: Iterable[Question], hints: Mapping[str, Sequence[str]]
) -> Handout:
    """Return what students may know about an exercise."""
    told = (
        HandoutQuestion(
            question.name,
            question.max_score,
            sum(check.points for check in question.checks if check.name not in question.hidden),
            tuple(hints.get(question.name, ())),
        )
        for question in questions
    )
    return Handout(course, dataclasses.replace(exercise, thresholds={}), tuple(told))


def handout_text(handout: Handout) -> str:
    """Return the content of ``exercise.json``, the same text each time."""
    exercise = handout.exercise
    plain = {
        "format": _FORMAT,
        "course": handout.course,
        "name": exercise.name,
        "title": exercise.title,
        "points": _number(exercise.points),
        "due": exercise.due.isoformat() if exercise.due else None,
        "limits": dataclasses.asdict(exercise.limits),
        "questions": [
            {
                "name": one.name,
                "points": _number(one.points),
                "public_points": _number(one.public_points),
                "hints": list(one.hints),
            }
            for one in handout.questions
        ],
    }
    return json.dumps(plain, indent=2, ensure_ascii=False) + "\n"


def _number(points: float) -> float:
    """Return points as people write them: 20, not 20.0."""
    return int(points) if float(points).is_integer() else points


def read_handout(folder: Path) -> Handout | None:
    """Return what a folder says about its exercise, or None if it says nothing.

    Raises:
        UsageError: The file is there and cannot be read, or is no such file.
    """
    path = folder / HANDOUT_FILE
    try:
        return _handout(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise UsageError(f"{path}: is damaged; copy it anew from what you were given") from error


def _handout(plain: dict[str, Any]) -> Handout:
    if plain["format"] != _FORMAT:
        raise UsageError(f"{HANDOUT_FILE}: made for another version of the kit: update the kit")
    due = plain["due"]
    exercise = Exercise(
        name=_name(plain["name"]),
        title=_inert(plain["title"]),
        points=float(plain["points"]),
        due=datetime.datetime.fromisoformat(due) if due else None,
        limits=Limits(**plain["limits"]),
    )
    questions = tuple(
        HandoutQuestion(
            _inert(one["name"]),
            float(one["points"]),
            float(one["public_points"]),
            tuple(map(_inert, one["hints"])),
        )
        for one in plain["questions"]
    )
    return Handout(_inert(plain["course"]), exercise, questions)


def _name(value: object) -> str:
    """Return the exercise's name, after which files are named.

    Raises:
        ValueError: It would lead out of the folder.
    """
    name = _inert(value)
    if _ODD_NAME.search(name):
        raise ValueError(f"no name of an exercise: {name!r}")
    return name


def _inert(value: object) -> str:
    """Return a text that a terminal takes for nothing else: who wrote the file is not known."""
    return "".join(c if c == "\n" or c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(value))
