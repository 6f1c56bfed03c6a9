"""Progress as data, and as the text in which it is kept."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from autograder.errors import AutograderError

__all__ = ["ExerciseProgress", "Newer", "QuestionProgress", "Store", "parsed", "written"]

_FORMAT: Final = 1


class Newer(AutograderError):
    """The text was written by a newer version of the kit, so that this one leaves it alone."""


@dataclass(frozen=True, slots=True)
class QuestionProgress:
    """What was reached in a question."""

    name: str
    """Its name."""
    possible: float = 0.0
    """Points of its public checks."""
    score: float = 0.0
    """Points of those that passed the last time."""
    best: float = 0.0
    """The most points that there ever were."""
    passed: int = 0
    """How many of its checks passed the last time."""
    checks: int = 0
    """How many checks ran the last time; 0 if none ever did."""
    checked: datetime.datetime | None = None
    """When that was, in UTC, or None."""
    hints: int = 0
    """How many hints were shown."""


@dataclass(frozen=True, slots=True)
class ExerciseProgress:
    """What was reached in an exercise."""

    course: str
    """Title of the course."""
    name: str
    """Name of the exercise."""
    title: str
    """Its title."""
    due: datetime.datetime | None
    """When it is due, or None."""
    questions: tuple[QuestionProgress, ...]
    """Its questions, in order."""

    @property
    def possible(self) -> float:
        """Points of all public checks."""
        return _rounded(sum(question.possible for question in self.questions))

    @property
    def score(self) -> float:
        """Points of those that passed the last time."""
        return _rounded(sum(question.score for question in self.questions))

    @property
    def best(self) -> float:
        """The most points of each question, together."""
        return _rounded(sum(question.best for question in self.questions))

    @property
    def passed(self) -> int:
        """How many checks passed the last time."""
        return sum(question.passed for question in self.questions)

    @property
    def checks(self) -> int:
        """How many checks are known: those that ran the last time."""
        return sum(question.checks for question in self.questions)

    @property
    def checked(self) -> datetime.datetime | None:
        """When a check last ran, in UTC, or None."""
        return max((one.checked for one in self.questions if one.checked), default=None)


Store: TypeAlias = Mapping[tuple[str, str], ExerciseProgress]
"""Everything that is known, by title of the course and name of the exercise."""


def written(store: Store) -> str:
    """Return the text in which progress is kept."""
    courses: dict[str, dict[str, Any]] = {}
    for (course, name), exercise in sorted(store.items(), key=lambda item: item[0]):
        courses.setdefault(course, {})[name] = {
            "title": exercise.title,
            "due": _written_time(exercise.due),
            "questions": {question.name: _written_question(question) for question in exercise.questions},
        }
    return json.dumps({"format": _FORMAT, "courses": courses}, indent=1, ensure_ascii=False) + "\n"


def parsed(data: bytes) -> Store:
    """Return what the text says.

    Raises:
        ValueError: It is no such text.
        Newer: It is from a newer version of the kit.
    """
    try:
        plain = json.loads(data.decode("utf-8"))
        if int(plain["format"]) > _FORMAT:
            raise Newer("written by a newer version of the kit: update the kit")
        return {
            (course, name): _exercise(course, name, exercise)
            for course, exercises in plain["courses"].items()
            for name, exercise in exercises.items()
        }
    except (KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise ValueError(f"no progress: {error!r}") from error


def _exercise(course: str, name: str, plain: Mapping[str, Any]) -> ExerciseProgress:
    questions = tuple(_question(question, values) for question, values in plain["questions"].items())
    return ExerciseProgress(course, name, str(plain["title"]), _time(plain["due"]), questions)


def _question(name: str, plain: Mapping[str, Any]) -> QuestionProgress:
    return QuestionProgress(
        name,
        possible=float(plain["possible"]),
        score=float(plain["score"]),
        best=float(plain["best"]),
        passed=int(plain["passed"]),
        checks=int(plain["checks"]),
        checked=_time(plain["checked"]),
        hints=int(plain["hints"]),
    )


def _written_question(question: QuestionProgress) -> dict[str, Any]:
    return {
        "score": question.score,
        "best": question.best,
        "possible": question.possible,
        "passed": question.passed,
        "checks": question.checks,
        "checked": _written_time(question.checked),
        "hints": question.hints,
    }


def _time(text: str | None) -> datetime.datetime | None:
    return None if text is None else datetime.datetime.fromisoformat(text)


def _written_time(time: datetime.datetime | None) -> str | None:
    return None if time is None else time.isoformat()


def _rounded(points: float) -> float:
    """Return points without the dust of floating-point sums."""
    return round(points, 6)
