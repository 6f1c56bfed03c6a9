"""Public checks of question parameters.

Built from solutions/06_vocabulary/public_checks.py by `autograder build 06_vocabulary`; change them there.
"""

from autograder.checks import (
    check,
    expect_equal,
    expect_function,
    expect_raises,
    fail,
    recognize,
)
from autograder.notebook import Bench, test_case


def expect_count(answer, right, mistakes=None):
    """Expect a Python int of that value."""
    if type(answer) is float:
        cause = (
            "A count is a whole number: `/` gives a float, even where nothing is left over; `//` gives an int"
        )
        fail("The answer is a float.", answer=answer, expected="a Python int", cause=cause)
    expect_equal(answer, right, mistakes=mistakes)


def expect_refusal(function, *numbers, problem):
    """Expect a ValueError that says why."""
    causes = {
        "^AssertionError": "An `assert` can be switched off and raises another exception: "
        'use `if …: raise ValueError("…")`',
        "^ZeroDivisionError": (
            "Python stumbles over the division itself: look at the batch size before dividing"
        ),
    }
    with recognize(causes), expect_raises("ValueError", problem=problem):
        function(*numbers)


@check(
    "counts the 101,770 numbers of the classifier and the 33 of the deep thermometer",
    question="parameters",
    points=1,
)
def parameters_of_known_models(student):
    count = expect_function(student, "count_parameters", ("layer_sizes",))
    weights = "only the weights: each unit of a dense layer has a bias, too"
    inputs = "The input has no biases: it is no dense layer"
    product = "the product of all sizes: only neighbours are connected, so multiply pairs and add up"
    expect_count(count([784, 128, 10]), 101_770, {weights: 101_632, inputs: 102_554, product: 1_003_520})
    with recognize({"^ValueError": "A layer of one unit is legal: refuse only what lies below 1"}):
        expect_count(count([1, 4, 4, 1]), 33, {weights: 24, inputs: 34, product: 16})
        expect_count(count([1, 1]), 2)


@check(
    "refuses a layer size below 1, wherever it stands",
    question="parameters",
    points=1,
    after=parameters_of_known_models,
)
def parameters_refuses(student):
    problem = "A layer size below 1 must raise ValueError, at the beginning, in the middle and at the end."
    for sizes in ([0, 128, 10], [784, 0, 10], [784, 128, 0], [784, -128, 10], [-4, 10, -3]):
        expect_refusal(expect_function(student, "count_parameters"), sizes, problem=problem)


OK_FORMAT = False
ORDER = 6
name = "parameters"
points = 2
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="counts the 101,770 numbers of the classifier and the 33 of the deep thermometer", points=1, hidden=False)
def test_parameters_of_known_models(env):
    bench.run(parameters_of_known_models, env)


@test_case(name="refuses a layer size below 1, wherever it stands", points=1, hidden=False)
def test_parameters_refuses(env):
    bench.run(parameters_refuses, env)
