"""A course of one small exercise, without TensorFlow, to build and to break."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from autograder.build import build_exercise
from autograder.catalogue import load_checks
from autograder.model import Exercise

__all__ = ["EXERCISE", "MASTER", "STUB", "build", "edit", "graded_code", "make_course"]

MASTER = '''# ---
# jupyter:
#   jupytext:
#     formats: ipynb
# ---

# %% [markdown]
# # Errors
# Squares count errors.

# %%
import numpy as np

# %% tags=["question-loss"]
def loss(predicted, target):
    """Return the mean squared error, a float."""
    # TODO: square the differences,
    # then average them.
    # BEGIN SOLUTION
    squares = (np.asarray(predicted) - np.asarray(target)) ** 2
    return float(squares.mean())
    # END SOLUTION


# %% tags=["otter_ignore"]
guess = 3  # SOLUTION
print(guess)

# %% tags=["question-model"]
class Model:
    """A line."""

    def __init__(self, w):
        """Start at w."""
        # TODO: keep w.
        # BEGIN SOLUTION
        self.slope = np.float64(w)
        # END SOLUTION

    def __call__(self, x):
        """Predict."""
        # TODO: multiply.
        # BEGIN SOLUTION
        return np.multiply(self.slope, x)
        # END SOLUTION

    def name(self):
        """Return its name."""
        return "line"
'''

STUB = '''# %% [markdown]
# # Errors
# Squares count errors.

# %% tags=["otter_ignore"]
# Sets up the checks. Run this cell first, and again whenever the kernel has been restarted.
# Stuck? grader.hint("NAME") shows a hint to a question, one step at a time; grader.hint() lists them.
from autograder import otter

grader = otter.Notebook("01_errors.ipynb")

# %%
import numpy as np

# %% tags=["question-loss"]
def loss(predicted, target):
    """Return the mean squared error, a float."""
    # TODO: square the differences,
    # then average them.
    raise NotImplementedError("loss: write loss")


# %% tags=["otter_ignore"]
grader.check("loss")


# %% tags=["otter_ignore", "raises-exception"]
guess = ...
print(guess)

# %% tags=["question-model"]
class Model:
    """A line."""

    def __init__(self, w):
        """Start at w."""
        # TODO: keep w.
        raise NotImplementedError("model: write Model.__init__")

    def __call__(self, x):
        """Predict."""
        # TODO: multiply.
        raise NotImplementedError("model: write Model.__call__")

    def name(self):
        """Return its name."""
        return "line"

# %% tags=["otter_ignore"]
grader.check("model")

# %% [markdown]
# ## Hand in
#
# The next cell checks every question once more. Save the notebook before you run the last cell: it packs what
# is on disk, once a question is answered. From a terminal, `autograder submit` does the same.

# %% tags=["otter_ignore"]
grader.check_all()

# %% tags=["otter_ignore"]
grader.export()
'''

PUBLIC = '''"""What students run."""

import math
import random

import numpy as np

from autograder.checks import (
    check,
    describe,
    expect,
    expect_close,
)

# Where to read.
GUIDE = "the guide"  # a constant
UNUSED = [GUIDE for GUIDE in "abc"]
TABLE = {}
TABLE["two"] = 2.0


def errors(n):
    """Return errors."""
    # kept as it is:   spaces too
    UNUSED = 1
    return np.full(n, TABLE["two"])


def helper_of_model():
    return math.inf


@check("returns a number", question="loss", points=0.5, read=GUIDE)
def loss_is_a_scalar(student):
    expect(student.loss([1.0], [1.0]) is not None, "Nothing came back.")


@check("averages “the” \\"squares\\"", question="loss", points=2, after=loss_is_a_scalar)
def loss_is_the_mean(student, thresholds):
    expect_close(student.loss(errors(3), np.zeros(3)), 4.0, rtol=thresholds["loose"])


@check("multiplies", question="model", points=1.0, after=loss_is_a_scalar)
def model_multiplies(student):
    expect(helper_of_model() > 0, "Never.")
    expect_close(student.Model(2.0)(3.0), 6.0)
'''

HIDDEN = """from autograder.checks import check, expect

from .public_checks import loss_is_a_scalar


@check("is zero for right answers", question="loss", points=1, after=loss_is_a_scalar)
def loss_can_be_zero(student):
    expect(student.loss([1.0], [1.0]) == 0, "Not zero.")
"""

EXERCISE = Exercise("01_errors", "Errors", 4.5, thresholds=MappingProxyType({"loose": 1e-3, "tight": 1e-6}))


def make_course(tmp_path: Path) -> Path:
    """Write the course with its one exercise, 01_errors, and return its folder."""
    folder = tmp_path / "solutions" / "01_errors"
    (folder / "data").mkdir(parents=True)
    (folder / "01_errors.py").write_text(MASTER, encoding="utf-8")
    (folder / "public_checks.py").write_text(PUBLIC, encoding="utf-8")
    (folder / "hidden_checks.py").write_text(HIDDEN, encoding="utf-8")
    (folder / "data" / "rows.csv").write_bytes(b"a,b\r\n1,2\r\n")
    return tmp_path


def edit(course: Path, old: str, new: str, file: str = "01_errors.py") -> None:
    """Replace what stands once in a file of the exercise."""
    path = course / "solutions" / "01_errors" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def build(course: Path) -> Mapping[str, bytes]:
    """Build the exercise in memory."""
    public, hidden = load_checks(course / "solutions" / "01_errors")
    return build_exercise(course, EXERCISE, public, hidden)


def graded_code(script: str) -> str:
    """Return a script without the cells that graders pass over."""
    cells = script.split("\n# %%")
    return "\n# %%".join(cell for cell in cells if not cell.startswith(' tags=["otter_ignore"'))
