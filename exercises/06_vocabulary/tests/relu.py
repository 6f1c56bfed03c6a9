"""Public checks of question relu.

Built from solutions/06_vocabulary/public_checks.py by `autograder build 06_vocabulary`; change them there.
"""

import numpy as np

from autograder.checks import (
    check,
    expect,
    expect_array,
    expect_close,
    expect_function,
    fetch,
    keep,
    recognize,
)
from autograder.notebook import Bench, test_case


@check("takes a number, lists and arrays, and gives floats", question="relu", points=1)
def relu_of_the_text(student):
    relu = expect_function(student, "relu", ("x",))
    causes = {
        "(?i)truth value|ambiguous": (
            "`max` and `if` of Python look at one number at a time: NumPy has functions that look at each"
        ),
        "'list'": "Lists come in, too: make an array of x first, with np.asarray",
        "(?i)'(int|float)' object|iterat": (
            "A single number comes in, too: make an array of x first, with np.asarray"
        ),
    }
    whole = "whole numbers: floats are asked for, also where whole numbers come in"
    with recognize(causes):
        answer = relu([-2, -1, 0, 3])
        expect_array(answer, mistakes={whole: "int64"})
        expect_relu(answer, np.array([-2.0, -1.0, 0.0, 3.0]))
        expect_relu(relu([[-2.0, 0.5], [2.0, -0.5]]), np.array([[-2.0, 0.5], [2.0, -0.5]]))
        expect_relu(relu(np.array([-0.5, 0.0, 0.5])), np.array([-0.5, 0.0, 0.5]))
        expect_relu(relu(2.5), np.array(2.5))
        expect_relu(relu(-2.5), np.array(-2.5))


def expect_relu(answer, x):
    """Expect x with zero in place of every negative number."""
    mistakes = {
        "the largest number alone: ReLU looks at each element by itself": x.max(),
        "A part of the negative numbers comes through: ReLU makes all of them zero": np.where(
            x > 0, x, x / 100
        ),
        "the size without its sign: negative numbers become zero": np.abs(x),
        "Only the sign came back: positive numbers pass as they are": (x > 0).astype(float),
        "The wrong half is kept: positive numbers pass": np.minimum(x, 0),
        "Cut off at 1: positive numbers pass as they are, however large": np.clip(x, 0, 1),
    }
    expect_close(answer, np.maximum(x, 0.0), mistakes=mistakes)


@check("leaves its argument as it was", question="relu", points=1, after=relu_of_the_text)
def relu_changes_nothing(student):
    before = np.array([-1.5, 2.5, -3.5])
    given = keep(student, before)
    expect_function(student, "relu")(given)
    expect(
        np.array_equal(fetch(given), before),
        "The array that was handed in has other values afterwards.",
        cause="Writing into x changes the caller's array: make a new one",
    )


OK_FORMAT = False
ORDER = 7
name = "relu"
points = 2
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="takes a number, lists and arrays, and gives floats", points=1, hidden=False)
def test_relu_of_the_text(env):
    bench.run(relu_of_the_text, env)


@test_case(name="leaves its argument as it was", points=1, hidden=False)
def test_relu_changes_nothing(env):
    bench.run(relu_changes_nothing, env)
