"""Public checks of question parameters.

Built from solutions/06_vocabulary/public_checks.py by `autograder build 06_vocabulary`; change them there.
"""

from itertools import pairwise

import numpy as np

from autograder.checks import (
    check,
    describe,
    expect,
    expect_array,
    expect_function,
    expect_raises,
    expect_whole,
    fetch,
    keep,
    recognize,
    remark,
    remark_on_numbers,
)
from autograder.notebook import Bench, test_case


SEQUENTIAL = (
    "TensorFlow guide: The Sequential model",
    "https://www.tensorflow.org/guide/keras/sequential_model",
)


def expect_count(student, answer, right, mistakes=None):
    """Expect a whole number, of whatever class."""
    expect_whole(answer, right, mistakes=mistakes)
    if type(answer) is float:
        remark(student, "Right. A count reads better as an `int`: `//` gives one, `/` always gives a float.")
    remark_on_numbers(student, answer)


def expect_refusal(function, *numbers, problem):
    """Expect a ValueError that says why."""
    causes = {
        "^AssertionError": "An `assert` can be switched off and raises another exception: "
        'use `if …: raise ValueError("…")`',
        "^ZeroDivisionError": (
            "Python stumbles over the division itself: look at the batch size before dividing"
        ),
        "must derive from BaseException": 'A text alone cannot be raised: write `raise ValueError("…")`',
        "^(Exception|RuntimeError|ArithmeticError|IndexError)": "Another exception comes: raise ValueError",
    }
    with recognize(causes), expect_raises("ValueError", problem=problem):
        answer = function(*numbers)
        returned = "The exception is returned, and nothing happens: write `raise` in front of it"
        expect(not describe(answer).endswith("Error"), problem, answer=answer, cause=returned)


def draw_counts(rng, count, low, high):
    """Draw whole numbers from low to high, both of them among what may come."""
    return [int(number) for number in rng.integers(low, high + 1, size=count)]


@check(
    "counts the 101,770 numbers of the classifier and the 33 of the deep thermometer",
    question="parameters",
    read=SEQUENTIAL,
)
def parameters_of_known_models(student):
    count = expect_function(student, "count_parameters", ("layer_sizes",))
    weights = "the number of the weights alone: each unit of a dense layer has a bias, too"
    inputs = "The input has no biases: it is no dense layer"
    product = "the product of all sizes: only neighbours are connected, so multiply pairs and add up"
    last = "The last layer has biases, too: one for each of its units"
    classifier = {weights: 101_632, inputs: 102_554, product: 1_003_520, last: 101_760}
    expect_count(student, count([784, 128, 10]), 101_770, classifier)
    with recognize({"^ValueError": "A layer of one unit is legal: refuse only what lies below 1"}):
        expect_count(student, count([1, 4, 4, 1]), 33, {weights: 24, inputs: 34, product: 16, last: 32})
        expect_count(student, count([1, 1]), 2)


def draw_stacks(rng):
    """Draw lists of layer sizes, each with the number of its parameters."""
    for length in (2, 3, 4, 5, 8, 12):
        sizes = draw_counts(rng, length, 2, 60)
        if length > 2:
            # A size that comes twice, and a layer of one unit.
            sizes[int(rng.integers(2, length))] = sizes[0]
            sizes[1] = 1 if length > 4 else sizes[1]
        weights = [np.zeros((inputs, units)) for inputs, units in pairwise(sizes)]
        yield sizes, sum(one.size + one.shape[1] for one in weights)


@check(
    "counts the parameters of other stacks, short and long",
    question="parameters",
    points=1,
    after=parameters_of_known_models,
    read=SEQUENTIAL,
)
def parameters_of_others(student, rng):
    count = expect_function(student, "count_parameters")
    for sizes, right in draw_stacks(rng):
        few = "Not all layers are counted: a list may be short or long, so go through all neighbours in it"
        mistakes = {few: lambda answer, right=right: answer < right}
        expect_count(student, count(sizes), right, mistakes)


@check(
    "refuses a layer size below 1, wherever it stands",
    question="parameters",
    points=1,
    after=parameters_of_others,
    read=SEQUENTIAL,
)
def parameters_refuses(student, rng):
    count = expect_function(student, "count_parameters")
    problem = "A layer size below 1 must raise ValueError, at the beginning, in the middle and at the end."
    (less,) = draw_counts(rng, 1, 2, 1_000)
    for sizes in ([0, 128, 10], [784, 0, 10], [784, 128, 0], [784, -less, 10], [-4, 10, -3], [-less, 1]):
        expect_refusal(count, sizes, problem=problem)
    for sizes in ([less, -1], [-less, less], [3, 4, 5, 6, 7, 8, 0, 9], [3, 4, 5, 6, 7, 8, 9, -1]):
        expect_refusal(count, sizes, problem=problem)


@check(
    "leaves the list as it was", question="parameters", points=1, after=parameters_of_others, read=SEQUENTIAL
)
def parameters_leaves_the_list(student, rng):
    count = expect_function(student, "count_parameters")
    for sizes, right in list(draw_stacks(rng))[::2]:
        given = keep(student, sizes)
        expect_count(student, count(given), right)
        cause = "The caller's list is changed: work on a copy, as sorted(…) or list(…) makes it"
        expect_same(fetch(given), sizes, "The list", cause)


def expect_same(now, before, what, cause):
    """Expect that a value that was handed in is still what it was."""
    now = expect_array(now, kind="if")
    expect(
        np.array_equal(now, before), f"{what} that was handed in has other values afterwards.", cause=cause
    )


OK_FORMAT = False
ORDER = 6
name = "parameters"
points = 3
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="counts the 101,770 numbers of the classifier and the 33 of the deep thermometer", points=0, hidden=False)
def test_parameters_of_known_models(env):
    bench.run(parameters_of_known_models, env)


@test_case(name="counts the parameters of other stacks, short and long", points=1, hidden=False)
def test_parameters_of_others(env):
    bench.run(parameters_of_others, env)


@test_case(name="refuses a layer size below 1, wherever it stands", points=1, hidden=False)
def test_parameters_refuses(env):
    bench.run(parameters_refuses, env)


@test_case(name="leaves the list as it was", points=1, hidden=False)
def test_parameters_leaves_the_list(env):
    bench.run(parameters_leaves_the_list, env)
