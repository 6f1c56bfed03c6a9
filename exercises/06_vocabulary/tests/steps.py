"""Public checks of question steps.

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


@check("gives a whole number, rounded up, for Fashion-MNIST", question="steps", points=1)
def steps_of_fashion_mnist(student):
    steps = expect_function(student, "steps_per_epoch", ("num_examples", "batch_size"))
    floor = "Rounded down: the short last batch is a step, too"
    one_more = "One too many: where the last batch is full there is no further one"
    expect_count(steps(60_000, 32), 1_875, {one_more: 1_876})
    expect_count(steps(10_000, 32), 313, {floor: 312})


@check(
    "takes the smallest legal numbers: no examples, batches of 1",
    question="steps",
    points=1,
    after=steps_of_fashion_mnist,
)
def steps_of_the_smallest(student):
    steps = expect_function(student, "steps_per_epoch")
    none = "Without examples there is no step: nothing is legal and gives 0"
    with recognize(
        {"^ValueError": "Zero examples and batches of one are legal: refuse only what lies below"}
    ):
        expect_count(steps(0, 32), 0, {none: 1})
        expect_count(steps(0, 1), 0, {none: 1})
        expect_count(steps(5, 1), 5)
        expect_count(steps(1, 1), 1)


@check(
    "refuses a batch size below 1 and a negative number of examples",
    question="steps",
    points=1,
    after=steps_of_the_smallest,
)
def steps_refuses(student):
    steps = expect_function(student, "steps_per_epoch")
    for size in (0, -1, -32):
        for examples in (100, 0):
            problem = "A batch size below 1 must raise ValueError with a text that says why."
            expect_refusal(steps, examples, size, problem=problem)
    for examples in (-1, -100):
        problem = "A negative number of examples must raise ValueError with a text that says why."
        expect_refusal(steps, examples, 32, problem=problem)


OK_FORMAT = False
ORDER = 3
name = "steps"
points = 3
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="gives a whole number, rounded up, for Fashion-MNIST", points=1, hidden=False)
def test_steps_of_fashion_mnist(env):
    bench.run(steps_of_fashion_mnist, env)


@test_case(name="takes the smallest legal numbers: no examples, batches of 1", points=1, hidden=False)
def test_steps_of_the_smallest(env):
    bench.run(steps_of_the_smallest, env)


@test_case(name="refuses a batch size below 1 and a negative number of examples", points=1, hidden=False)
def test_steps_refuses(env):
    bench.run(steps_refuses, env)
