"""A check must never fail itself, whatever a submission answers: that would cost a student the mark."""

import random
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.catalogue import load_questions
from autograder.checks import Student
from autograder.course import read_course
from autograder.errors import NotDefined, NotStarted, StudentFailure, StudentRaised, TimedOut
from autograder.feedback import explain
from autograder.grading import run_check
from autograder.model import Check, Exercise, checks_of
from autograder.reports.picture import picture_png, picture_text
from autograder.wire import Handle

ROOT = Path(__file__).parents[1]
COURSE = read_course(ROOT / "course.yml")
CHECKS = [
    pytest.param(exercise, check, id=f"{exercise.name}-{check.name}")
    for exercise in COURSE.exercises
    for check in checks_of(load_questions(ROOT / "solutions" / exercise.name, exercise))
]
ROUNDS = [100, pytest.param(1000, marks=pytest.mark.nightly)]


def nonsense(dice: random.Random) -> Any:
    """Return something that can come over the wire, mostly of no sense at all."""
    numbers = np.random.default_rng(dice.randrange(2**32))
    shape = dice.choice(
        [(), (0,), (1,), (1, 1), (3,), (10,), (50,), (50, 1), (2, 3), (1000,), (28, 28, 1), (4, 10)]
    )
    makers: list[Callable[[], Any]] = [
        lambda: None,
        lambda: dice.choice([True, False, 0, 1, -1, 7, 2**70, -(2**70), 10**300, 3]),
        lambda: dice.choice([0.0, 1.5, float("nan"), float("inf"), -float("inf"), 1e308]),
        lambda: dice.choice(["", "w", "\udcff", "setosa", "a" * 5000]),
        lambda: numbers.normal(size=shape).astype(dice.choice(["f2", "f4", "f8", "c8"])),
        lambda: numbers.integers(0, 3, size=shape).astype(dice.choice(["?", "i1", "i8", "u1", "u8"])),
        lambda: np.full(shape, dice.choice([np.nan, np.inf, -np.inf, 0.0, 1e38]), "f4"),
        lambda: Handle(
            dice.randrange(99), dice.choice(["x.y", "keras.src.models.Sequential"]), dice.random() < 0.8
        ),
        lambda: [nonsense(dice) for _ in range(dice.randrange(4))],
        lambda: tuple(nonsense(dice) for _ in range(dice.choice([0, 1, 2, 2, 2, 3]))),
        lambda: {
            key: nonsense(dice) for key in dice.sample(["w", "b", "loss", "accuracy", "val_loss", 1, ""], 4)
        },
        lambda: {
            key: [dice.random() for _ in range(dice.randrange(70))] for key in ("w", "b", "loss", "accuracy")
        },
    ]
    return dice.choice(makers)()


class Nonsense:
    """Answers every question with nonsense, mostly with a function where one is asked for."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice

    def ask(self, operation: str, *operands: object) -> Any:
        if self._dice.random() < 0.02:
            failures = [NotDefined("x"), NotStarted("x"), TimedOut("hung"), StudentRaised("ValueError", "no")]
            raise self._dice.choice(failures)
        if operation in ("get", "attr", "library", "put") and self._dice.random() < 0.9:
            return Handle(1, "builtins.function", is_callable=True)
        if operation == "call" and operands[-1] is True and self._dice.random() < 0.9:
            return Handle(2, "builtins.object", is_callable=True)
        return nonsense(self._dice)


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("rounds", ROUNDS)
@pytest.mark.parametrize(("exercise", "check"), CHECKS)
def test_check_takes_nonsense_for_a_failure_of_the_student(
    exercise: Exercise, check: Check, rounds: int
) -> None:
    failed, pictures = 0, []
    for seed in range(rounds):
        student = Student(Nonsense(random.Random(seed)))
        try:
            run_check(check, student, thresholds=exercise.thresholds, seed=bytes([seed % 256]))
        except StudentFailure as failure:
            failed += 1
            pictures.append(explain(failure, check).picture)
        except Exception:
            pytest.fail(f"seed {seed}: {traceback.format_exc(limit=-4)}", pytrace=False)
    # Some nonsense has the right form, and a check of the form alone may take it.
    assert failed > 0.9 * rounds
    for picture in [one for one in pictures if one][:2]:
        assert picture_png(picture)
        assert picture_text(picture)
