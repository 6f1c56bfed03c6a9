"""What a student has reached: kept beside the exercises' folders, so that it survives their moves.

One JSON file for all courses, by the course's title and the exercise's name. It is written whole or not
at all, by one process at a time. A file that cannot be read is moved aside and kept; a place that cannot be
written stops nobody: what could not be written is remembered as long as the program runs.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import itertools
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from autograder.atomic import replace_file
from autograder.desk.locking import locked
from autograder.desk.progress_text import ExerciseProgress, Newer, QuestionProgress, Store, parsed, written
from autograder.errors import UsageError, did_you_mean
from autograder.handout import Handout, HandoutQuestion
from autograder.model import Outcome, Status

__all__ = ["Hint", "Progress", "progress_file"]

_Change: TypeAlias = Callable[[Store], Store]
_VARIABLE: Final = "AUTOGRADER_STATE"


@dataclass(frozen=True, slots=True)
class Hint:
    """One step of help."""

    question: str
    """Name of the question."""
    number: int
    """Which step it is, from 1."""
    count: int
    """How many there are."""
    text: str
    """What it says."""
    is_repeated: bool
    """Whether all had been shown before."""


def progress_file(environment: Mapping[str, str]) -> Path:
    """Return the file in which this user's progress is kept.

    Args:
        environment: The environment's variables; AUTOGRADER_STATE names another folder.
    """
    import platformdirs

    given = environment.get(_VARIABLE)
    folder = Path(given) if given else platformdirs.user_state_path("autograder", appauthor=False)
    return folder / "progress.json"


def _utc_now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


class Progress:
    """What a student has reached in all courses. None of its methods raises an OSError."""

    def __init__(self, path: Path, *, now: Callable[[], datetime.datetime] = _utc_now) -> None:
        """Name the place; nothing is read or made yet.

        Args:
            path: The JSON file; its folder is made on the first record.
            now: Returns the time, with its zone.
        """
        # Who keeps it elsewhere by a link keeps the link.
        self._path = Path(os.path.realpath(path))
        self._now = now
        self._waiting: list[_Change] = []
        self._problem = ""

    @property
    def problem(self) -> str:
        """Why it could not be read or written the last time, in a sentence; empty if it could."""
        return self._problem

    def find_problem(self) -> str:
        """Return why nothing can be remembered, having tried; empty if all is well."""
        if not self._problem:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                with locked(self._path.with_suffix(".lock")):
                    self._path.with_suffix(".part").open("w").close()
                    self._path.with_suffix(".part").unlink()
            except OSError as error:
                self._problem = f"{self._path}: cannot be written: {error.strerror or error}"
        return self._problem

    @property
    def set_aside(self) -> tuple[Path, ...]:
        """Damaged files that were moved aside, and not removed since."""
        return tuple(sorted(self._path.parent.glob(f"{self._path.stem}.damaged-*{self._path.suffix}")))

    def record(self, handout: Handout, outcomes: Iterable[Outcome]) -> None:
        """Remember how public checks ended; of each question that is among them, all its checks.

        Args:
            handout: The exercise.
            outcomes: How its checks ended; those of hidden ones are passed over.
        """
        ended: dict[str, list[Outcome]] = {}
        for outcome in outcomes:
            if not outcome.hidden:
                ended.setdefault(outcome.check.question, []).append(outcome)
        at = self._now().astimezone(datetime.UTC).replace(microsecond=0)

        def change(before: QuestionProgress) -> QuestionProgress:
            return _checked(before, ended[before.name], at) if before.name in ended else before

        if ended:
            self._change(handout, change)

    def of(self, handout: Handout) -> ExerciseProgress:
        """Return what was reached in an exercise; nothing yet is progress, too."""
        found = _merged(handout, self._known().get(_key(handout)))
        names = {question.name for question in handout.questions}
        return dataclasses.replace(
            found, questions=tuple(question for question in found.questions if question.name in names)
        )

    def remembered(self) -> tuple[ExerciseProgress, ...]:
        """Return everything that is known, of exercises that lie elsewhere, too."""
        return tuple(self._known().values())

    def next_hint(self, handout: Handout, question: str, *, again: bool = False) -> Hint:
        """Return the next hint to a question and remember that it was shown; after the last, that one.

        Args:
            handout: The exercise.
            question: Name of the question.
            again: Begin with the first one.

        Raises:
            UsageError: There is no such question, or it has no hints.
        """
        told = _question(handout, question)
        shown = next((one.hints for one in self.of(handout).questions if one.name == question), 0)
        before = 0 if again else min(shown, len(told.hints))
        number = min(before + 1, len(told.hints))

        def change(one: QuestionProgress) -> QuestionProgress:
            return dataclasses.replace(one, hints=number) if one.name == question else one

        self._change(handout, change)
        return Hint(
            question, number, len(told.hints), told.hints[number - 1], is_repeated=before == len(told.hints)
        )

    def _change(self, handout: Handout, change: Callable[[QuestionProgress], QuestionProgress]) -> None:
        """Change an exercise's questions, along with what could not be written before."""
        self._waiting.append(functools.partial(_changed, handout=handout, change=change))
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with locked(self._path.with_suffix(".lock")):
                replace_file(self._path, written(self._with_waiting(self._read())).encode())
        except OSError as error:
            self._problem = f"{self._path}: cannot be written: {error.strerror or error}"
        except Newer as error:
            self._problem = f"{self._path}: {error}"
        else:
            self._waiting.clear()
            self._problem = ""

    def _known(self) -> Store:
        """Return what is in the file, and what could not be written."""
        store: Store = {}
        try:
            store = self._read_whole()
        except OSError as error:
            self._problem = f"{self._path}: cannot be read: {error.strerror or error}"
        except Newer as error:
            self._problem = f"{self._path}: {error}"
        return self._with_waiting(store)

    def _read_whole(self) -> Store:
        try:
            return parsed(self._path.read_bytes())
        except FileNotFoundError:
            return {}
        except ValueError:
            # Perhaps somebody has moved it aside meanwhile: whoever holds the lock knows.
            with locked(self._path.with_suffix(".lock")):
                return self._read()

    def _read(self) -> Store:
        """Return what is in the file; a damaged one is moved aside. Only for who holds the lock."""
        try:
            return parsed(self._path.read_bytes())
        except FileNotFoundError:
            return {}
        except ValueError:
            self._path.rename(self._free_name())
            return {}

    def _free_name(self) -> Path:
        names = (
            self._path.with_name(f"{self._path.stem}.damaged-{number}{self._path.suffix}")
            for number in itertools.count(1)
        )
        return next(name for name in names if not os.path.lexists(name))

    def _with_waiting(self, store: Store) -> Store:
        for change in self._waiting:
            store = change(store)
        return store


def _key(handout: Handout) -> tuple[str, str]:
    return handout.course, handout.exercise.name


def _question(handout: Handout, name: str) -> HandoutQuestion:
    names = [question.name for question in handout.questions]
    if name not in names:
        raise UsageError(
            f"no question {name!r} in {handout.exercise.name}{did_you_mean(name, names) if names else ''}"
        )
    found = handout.questions[names.index(name)]
    if not found.hints:
        raise UsageError(f"there are no hints for {name}")
    return found


def _changed(
    store: Store, *, handout: Handout, change: Callable[[QuestionProgress], QuestionProgress]
) -> Store:
    exercise = _merged(handout, store.get(_key(handout)))
    changed = dataclasses.replace(exercise, questions=tuple(map(change, exercise.questions)))
    return {**store, _key(handout): changed}


def _merged(handout: Handout, known: ExerciseProgress | None) -> ExerciseProgress:
    """Return an exercise as it is now, with what is known; questions that it no longer has come last."""
    before = {question.name: question for question in known.questions} if known else {}
    now = tuple(
        dataclasses.replace(
            before.pop(question.name, QuestionProgress(question.name)), possible=question.public_points
        )
        for question in handout.questions
    )
    exercise = handout.exercise
    return ExerciseProgress(
        handout.course, exercise.name, exercise.title, exercise.due, (*now, *before.values())
    )


def _checked(before: QuestionProgress, ended: Iterable[Outcome], at: datetime.datetime) -> QuestionProgress:
    ended = tuple(ended)
    score = sum(outcome.score for outcome in ended)
    return dataclasses.replace(
        before,
        score=score,
        best=max(before.best, score),
        passed=sum(outcome.status is Status.PASSED for outcome in ended),
        checks=len(ended),
        checked=at,
    )
