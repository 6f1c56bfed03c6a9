"""A check must not fail itself when one answer among right ones is odd, however far it has come by then."""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.catalogue import load_questions
from autograder.checks import Student
from autograder.course import read_course
from autograder.errors import NotDefined, StudentFailure, StudentRaised, WorkerLost
from autograder.grading import run_check
from autograder.model import Check, Exercise, checks_of
from autograder.sandbox import Session, open_sandbox
from autograder.submission import read_submission
from autograder.wire import Handle

ROOT = Path(__file__).parents[1]
COURSE = read_course(ROOT / "course.yml")
EXERCISES = [
    pytest.param(one, marks=pytest.mark.xdist_group(one.name), id=one.name) for one in COURSE.exercises
]
SEED = 20_260
SECONDS = [0.1, pytest.param(2.0, marks=pytest.mark.nightly)]
"""CPU time for a check; many need less for every odd answer in every place, the others get a sample."""


@dataclass
class Recorder:
    """Passes questions on to a session and remembers what came back."""

    session: Session
    answers: list[Any] = field(default_factory=list)

    def ask(self, operation: str, *operands: object) -> Any:
        try:
            answer = self.session.ask(operation, *operands)
        except WorkerLost:
            raise
        except StudentFailure as failure:
            answer = failure
        self.answers.append(answer)
        return given(answer)


@dataclass
class Replayer:
    """Gives the answers of a record again, one of them replaced; None when there are no more."""

    answers: Iterator[Any]

    def ask(self, operation: str, *operands: object) -> Any:
        del operation, operands
        return given(next(self.answers, None))


def given(answer: Any) -> Any:
    if isinstance(answer, StudentFailure):
        raise answer
    return answer


def odd_ones(right: Any, numbers: np.random.Generator) -> list[Any]:
    """Return what may come over the wire in place of a right answer; much of it resembles that."""
    odd: list[Any] = [
        None,
        "",
        "text",
        True,
        -1,
        2**70,
        10**300,
        0.5,
        float("nan"),
        float("inf"),
        [],
        (),
        {},
        [[1], [1, 2]],
        [np.array([1, 2])] * 10,
        ["setosa", "text", ""],
        (None, None),
        [None, 1, "text"],
        {"loss": [float("nan")], "accuracy": "text", "w": None, 1: []},
        Handle(99, "keras.src.models.Sequential", is_callable=True),
        Handle(98, "builtins.object"),
        [Handle(97, "builtins.object")] * 2,
        np.zeros(0),
        np.zeros((0, 4), "f4"),
        np.array(3.5),
        np.array(2**63, "u8"),
        np.ones((3, 2), "c8"),
        np.full((2, 3), np.nan, "f4"),
        StudentRaised("ValueError", "no"),
        NotDefined("x"),
        [right],
        (right, right),
    ]
    if isinstance(right, np.ndarray):
        odd += arrays_like(right)
    if isinstance(right, (list, tuple)) and right:
        odd += [type(right)(right[:-1]), type(right)([*right, right[-1]]), type(right)(right[::-1])]
        place = int(numbers.integers(len(right)))
        inner = odd_ones(right[place], numbers)
        odd += [type(right)([*right[:place], one, *right[place + 1 :]]) for one in plain(inner)]
    if isinstance(right, dict) and right:
        name = list(right)[int(numbers.integers(len(right)))]
        odd += [{key: value for key, value in right.items() if key != name}]
        odd += [right | {name: one} for one in plain(odd_ones(right[name], numbers))]
    if isinstance(right, float):
        odd += [int(right), np.float32(right) + np.zeros(1, "f4"), str(right), -right]
    return odd


def plain(answers: list[Any]) -> list[Any]:
    return [one for one in answers if not isinstance(one, StudentFailure)]


def arrays_like(right: np.ndarray) -> list[Any]:
    shape = right.shape
    return [
        *(np.full(shape, value, "f4") for value in (np.nan, np.inf, -np.inf, 1e38, 0.0)),
        *(right.astype(kind) for kind in ("f2", "f8", "i8", "u1", "?", "c16")),
        np.full(shape, 2**62),
        right[np.newaxis],
        right[..., np.newaxis],
        right.ravel()[:0],
        right.ravel()[:1],
        right.reshape(-1),
        right.tolist(),
        right.astype(str).tolist(),
        *([right[:-1], right[::-1], np.concatenate([right, right])] if right.ndim and len(right) else []),
    ]


def recorded(exercise: Exercise) -> dict[str, tuple[Check, list[Any]]]:
    """Return the answers that the solution gives to every check of an exercise, in a worker."""
    master = read_submission(
        ROOT / "solutions" / exercise.name / f"{exercise.name}.py", exercise=exercise.name
    )
    data = ROOT / "exercises" / exercise.name / "data"
    found = {}
    with open_sandbox("process", data if data.is_dir() else None) as sandbox:
        session = sandbox.open(exercise.limits)
        try:
            session.allow(60)
            session.ask("load", [[cell.index, cell.line, cell.source] for cell in master.cells], 1)
            for cell in master.cells:
                session.ask("cell", cell.index)
            for check in checks_of(load_questions(ROOT / "solutions" / exercise.name, exercise)):
                session.allow(60)
                recorder = Recorder(session)
                run(check, exercise, recorder)
                found[check.name] = check, recorder.answers
                session.ask("forget")
        finally:
            session.close()
    return found


def run(check: Check, exercise: Exercise, asker: Any) -> None:
    run_check(check, Student(asker), thresholds=exercise.thresholds, seed=b"one odd answer")


@pytest.mark.timeout(300)
@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("seconds", SECONDS)
@pytest.mark.parametrize("exercise", EXERCISES)
def test_no_check_fails_itself_over_one_odd_answer(exercise: Exercise, seconds: float) -> None:
    dice, numbers = random.Random(SEED), np.random.default_rng(SEED)
    faults = set()
    for name, (check, answers) in recorded(exercise).items():
        run(check, exercise, Replayer(iter(answers)))  # as it was, it passes again
        cases = [(place, odd) for place, right in enumerate(answers) for odd in odd_ones(right, numbers)]
        dice.shuffle(cases)
        started = time.process_time()
        for place, odd in cases:
            if time.process_time() - started > seconds:
                break
            replayed = iter([*answers[:place], odd, *answers[place + 1 :]])
            try:
                run(check, exercise, Replayer(replayed))
            except StudentFailure:
                pass
            except Exception as fault:
                faults.add(f"{name}, answer {place} replaced by {odd!r}: {str(fault)[-400:]}")
    assert not faults, f"seed {SEED}:\n" + "\n\n".join(sorted(faults))
