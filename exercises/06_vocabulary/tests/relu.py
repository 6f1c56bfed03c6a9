"""Public checks of question relu.

Built from solutions/06_vocabulary/public_checks.py by `autograder build 06_vocabulary`; change them there.
"""

import numpy as np

from autograder.checks import (
    call_and_keep,
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


GLOSSARY = ("Machine Learning Glossary", "https://developers.google.com/machine-learning/glossary")


def draw_counts(rng, count, low, high):
    """Draw whole numbers from low to high, both of them among what may come."""
    return [int(number) for number in rng.integers(low, high + 1, size=count)]


def expect_same(now, before, what, cause):
    """Expect that a value that was handed in is still what it was."""
    now = expect_array(now, kind="if")
    expect(
        np.array_equal(now, before), f"{what} that was handed in has other values afterwards.", cause=cause
    )


RELU_CAUSES = {
    "(?i)truth value|ambiguous": (
        "`max` and `if` of Python look at one number at a time: NumPy has functions that look at each"
    ),
    "'list'": "Lists come in, too: make an array of x first, with np.asarray",
    "(?i)'(int|float)' object|iterat": (
        "A single number comes in, too: make an array of x first, with np.asarray"
    ),
}


def expect_relu(answer, x, right):
    """Expect x with zero in place of every negative number."""
    mistakes = {
        "the largest number alone: ReLU looks at each element by itself": x.max(),
        "the size without its sign: negative numbers become zero": np.abs(x),
        "Only the sign came back: positive numbers pass as they are": (x > 0).astype(float),
        "The wrong half is kept: positive numbers pass": np.minimum(x, 0),
        "A part of the negative numbers comes through: ReLU makes all of them zero": (
            lambda answer: (answer[x < 0] < 0).any() and np.allclose(answer[x > 0], x[x > 0])
        ),
        "Positive numbers are cut off or rounded: they pass as they are, however large or small": (
            lambda answer: (answer >= 0).all() and not answer[x <= 0].any() and answer.shape == x.shape
        ),
    }
    expect_close(answer, right, mistakes=mistakes)
    if x.shape:
        whole = "Whole numbers came back: floats are asked for, also where whole numbers come in"
        expect_array(answer, mistakes={whole: "int64"})


@check("takes a number, lists and arrays, and gives floats", question="relu", read=GLOSSARY)
def relu_of_the_text(student):
    relu = expect_function(student, "relu", ("x",))
    with recognize(RELU_CAUSES):
        for x, right in (
            ([-2, -1, 0, 3], [0.0, 0.0, 0.0, 3.0]),
            ([[-2.0, 0.5], [2.0, -0.5]], [[0.0, 0.5], [2.0, 0.0]]),
            (np.array([-0.5, 0.0, 0.5]), [0.0, 0.0, 0.5]),
            (2.5, 2.5),
            (-2.5, 0.0),
            (0, 0.0),
        ):
            expect_relu(relu(x), np.asarray(x), np.array(right))


def draw_bends(rng):
    """Draw numbers of all sizes and both signs, each array with what ReLU makes of it."""
    shapes = ((7,), (3, 5), (5, 3), (2, 3, 4), (1, 1), (1,), (4, 1), (1_001,), (6,), (6,))
    for place, shape in enumerate(shapes):
        sizes = 10.0 ** rng.uniform(-3.5, 4.5, size=shape)
        if place % 3 == 2:
            sizes = np.ceil(sizes).astype(int)
        passes = rng.uniform(size=shape) < 0.5
        # Something of each sort, the first and the last number among them.
        passes.flat[0] = place % 2
        passes.flat[-1] = not place % 2
        if passes.size > 3:
            sizes.flat[1], sizes.flat[2], passes.flat[1:3] = 2, 3, (True, False)
        yield np.where(passes, sizes, -sizes), np.where(passes, sizes, 0.0)


@check(
    "works on any shape, on large and on small numbers",
    question="relu",
    points=2,
    after=relu_of_the_text,
    read=GLOSSARY,
)
def relu_of_any_shape(student, rng):
    relu = expect_function(student, "relu")
    with recognize(RELU_CAUSES):
        for number, (x, right) in enumerate(list(draw_bends(rng))[:-1]):
            expect_relu(relu(x.tolist() if number % 2 else x), x, right)
        for one in (rng.uniform(0.01, 900), *draw_counts(rng, 1, 2, 99)):
            expect_relu(relu(one), np.asarray(one), np.asarray(max(one, 0.0)))
            expect_relu(relu(-one), np.asarray(-one), np.asarray(max(-one, 0.0)))


@check(
    "leaves x, and what it returned before, as they were",
    question="relu",
    points=1,
    after=relu_of_any_shape,
    read=GLOSSARY,
)
def relu_changes_nothing(student, rng):
    cause = "Writing into x changes the caller's array: make a new one"
    expect_no_trace(expect_function(student, "relu"), list(draw_bends(rng))[6:], cause, student)


def expect_no_trace(function, pairs, cause, student, rtol=1e-4):
    """Expect right answers that leave alone what came in, and that no later call changes."""
    given = [keep(student, x.tolist() if number % 3 == 2 else x) for number, (x, _) in enumerate(pairs)]
    answers = [call_and_keep(function, one) for one in given]
    after = fetch([*given, *answers])
    for now, (x, _right) in zip(after, pairs, strict=False):
        expect_same(now, x, "What", cause)
    for answer, (_x, right) in zip(after[len(pairs) :], pairs, strict=True):
        now = expect_array(answer, kind="if")
        shared = "All calls write into the same array: make a new one in each"
        expect(
            now.shape == right.shape and np.allclose(now, right, rtol=rtol),
            "An answer has other values after later calls.",
            cause=shared,
        )


OK_FORMAT = False
ORDER = 7
name = "relu"
points = 3
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="takes a number, lists and arrays, and gives floats", points=0, hidden=False)
def test_relu_of_the_text(env):
    bench.run(relu_of_the_text, env)


@test_case(name="works on any shape, on large and on small numbers", points=2, hidden=False)
def test_relu_of_any_shape(env):
    bench.run(relu_of_any_shape, env)


@test_case(name="leaves x, and what it returned before, as they were", points=1, hidden=False)
def test_relu_changes_nothing(env):
    bench.run(relu_changes_nothing, env)
