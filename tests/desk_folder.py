"""Folders of exercises as students have them: small, without TensorFlow, to check, watch and lose."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from light_path import LIGHT_PATH

from autograder.handout import HANDOUT_FILE, Handout, HandoutQuestion, handout_text
from autograder.model import Exercise, Limits

__all__ = ["COURSE", "RIGHT", "STUB", "handout", "run", "write_exercise"]

ROOT = Path(__file__).parents[1]
COURSE = "Small course"
STUB = """\
# %% tags=["question-double"]
def double(x):
    raise NotImplementedError("double")

# %% tags=["question-square"]
def square(x):
    raise NotImplementedError("square")
"""
RIGHT = """\
# %% tags=["question-double"]
def double(x):
    return x * 2

# %% tags=["question-square"]
def square(x):
    return x * x
"""
_TESTS = {
    "double": """\
from autograder.checks import check, expect_close, expect_number

ORDER = 0

@check("gives a number", question="double", points=1)
def double_gives_a_number(student):
    expect_number(student.double(1.0))

@check("doubles", question="double", points=2, after=double_gives_a_number, read="https://example.org/double")
def double_doubles(student):
    expect_close(student.double(3.0), 6.0, mistakes={"the square: add x to itself": 9.0})
""",
    "square": """\
from autograder.checks import check, expect_close

ORDER = 1

@check("squares", question="square", points=2)
def square_squares(student):
    expect_close(student.square(3.0), 9.0)
""",
}


def handout(
    name: str = "00_double",
    *,
    course: str = COURSE,
    title: str = "Doubling",
    due: datetime.datetime | None = None,
    questions: Mapping[str, float] | None = None,
) -> Handout:
    """Return a handout; questions with their public points."""
    told = tuple(
        HandoutQuestion(one, points + 1, points, tuple(f"{one}, step {step}" for step in (1, 2, 3)))
        for one, points in (questions or {"double": 3.0, "square": 2.0}).items()
    )
    limits = Limits(seconds=600, total_seconds=900)
    return Handout(course, Exercise(name, title, sum(one.points for one in told), due, limits), told)


def write_exercise(folder: Path, told: Handout | None = None, *, text: str = STUB) -> Path:
    """Write an exercise's folder: its handout, its tests and the student's file."""
    told = told or handout()
    (folder / "tests").mkdir(parents=True)
    (folder / HANDOUT_FILE).write_text(handout_text(told), encoding="utf-8")
    for question in told.questions:
        test = _TESTS.get(question.name, _TESTS["square"].replace("square", question.name))
        (folder / "tests" / f"{question.name}.py").write_text(test, encoding="utf-8")
    (folder / f"{told.exercise.name}.py").write_text(text, encoding="utf-8")
    return folder


def run(
    *words: object, cwd: Path, state: Path, more: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command as a student does, with a place of its own for what it remembers."""
    command = [sys.executable, "-m", "autograder", *map(str, words)]
    env = {**os.environ, "PYTHONPATH": LIGHT_PATH, "AUTOGRADER_STATE": str(state), **(more or {})}
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", cwd=cwd, env=env, check=False, timeout=120
    )
