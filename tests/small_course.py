"""A sound course of one small exercise, without TensorFlow, to audit and to break."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from light_path import LIGHT_PATH

__all__ = ["CHECKS", "COURSE", "MISCONCEPTIONS", "VARIANTS", "autograder", "write_course"]

ROOT = Path(__file__).parents[1]

COURSE = """\
title: Small
exercises:
  - name: 00_double
    title: Doubling
    points: 3
    limits: {seconds: 5}
    thresholds:
      near: 0.5  # kept
"""
MASTER = """\
# %%
import random
DEVIATION = 0.05

# %% tags=["question-double"]
def double(x):
    # BEGIN SOLUTION
    return x * 2
    # END SOLUTION

# %% tags=["question-guess"]
def guess():
    # BEGIN SOLUTION
    return random.gauss(7, DEVIATION)
    # END SOLUTION
"""
STUB = """\
# %% tags=["question-double"]
def double(x):
    raise NotImplementedError("double")

# %% tags=["question-guess"]
def guess():
    raise NotImplementedError("guess")
"""
CHECKS = """\
from autograder.checks import check, expect_below, expect_close, expect_number

@check("gives a number", question="double")
def double_gives_a_number(student):
    expect_number(student.double(1.0))

@check("doubles", question="double", points=2, after=double_gives_a_number)
def double_doubles(student, rng):
    x = float(rng.normal(0, 30))
    expect_close(student.double(x), 2 * x, mistakes={"the square: add x to itself": x * x})

@check("guesses near 7", question="guess", points=1)
def guess_is_near(student, thresholds):
    error = abs(expect_number(student.guess()) - 7)
    expect_below(error, thresholds["near"], "That is far from 7.", cause="The guess is off by far")
"""
MISCONCEPTIONS = '''\
from autograder.model import Misconception

MISCONCEPTIONS = (
    Misconception("text", "double_gives_a_number", "not made of numbers", """
def double(x):
    return str(x)
"""),
    Misconception("square", "double_doubles", "the square: add x to itself", """
def double(x):
    return x * x
"""),
    Misconception("far", "guess_is_near", "off by far", """
def guess():
    return random.gauss(9, 0.05)
"""),
)
'''
DECLARED = """\
constants:
  guess: Any number near 7 will do.
"""
EQUIVALENT = "".join(
    f"- in: guess\n  was: guess\n  becomes: {becomes}\n  reason: Any number near 7 will do.\n"
    for becomes in (
        "results rounded to two digits",
        "results rounded to three digits",
        "results clipped at ten",
        "the first answer remembered",
    )
)
VARIANTS = '''\
from autograder.model import Variant

VARIANTS = (
    Variant("sum", """
def double(x):
    return x + x
"""),
)
'''


def write_course(folder: Path, changed: Mapping[str, str] | None = None) -> Path:
    """Write a course whose exercise is sound, apart from the files that are given."""
    files = {
        "course.yml": COURSE,
        "solutions/00_double/00_double.py": MASTER,
        "solutions/00_double/public_checks.py": CHECKS,
        "solutions/00_double/hidden_checks.py": "",
        "solutions/00_double/misconceptions.py": MISCONCEPTIONS,
        "solutions/00_double/variants.py": VARIANTS,
        "solutions/00_double/audit.yml": DECLARED,
        "solutions/00_double/equivalent_mutants.yml": EQUIVALENT,
        "exercises/00_double/00_double.py": STUB,
    }
    for name, text in (files | dict(changed or {})).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def autograder(*words: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "autograder", *map(str, words), "--sandbox", "process"]
    env = {**os.environ, "PYTHONPATH": LIGHT_PATH}
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=env, check=False)
