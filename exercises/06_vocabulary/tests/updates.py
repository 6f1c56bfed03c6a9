"""Public checks of question updates.

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


@check("counts the 500 updates of the thermometer", question="updates", points=1, after=steps_of_the_smallest)
def updates_of_the_thermometer(student):
    names = ("num_examples", "batch_size", "epochs")
    updates = expect_function(student, "updates_in_training", names)
    across = "A batch does not run on into the next epoch: count the steps of one epoch, then multiply"
    showings = "the number of examples shown: one update comes after a whole batch"
    one = "the steps of one epoch: the model goes on changing in the others"
    expect_count(updates(7, 32, 500), 500, {across: 110, showings: 3_500, one: 1, "Rounded down": 0})
    expect_count(updates(60_000, 32, 5), 9_375, {showings: 300_000, one: 1_875})
    with recognize({"^ValueError": "No examples and no epochs are legal and give 0"}):
        expect_count(updates(0, 32, 5), 0)
        expect_count(updates(7, 32, 0), 0)
        expect_count(updates(3, 1, 1), 3)


@check(
    "refuses a batch size below 1 and negative counts",
    question="updates",
    points=1,
    after=(steps_refuses, updates_of_the_thermometer),
)
def updates_refuses(student):
    updates = expect_function(student, "updates_in_training")
    for epochs in (-1, -5):
        for examples in (7, 0):
            problem = "A negative number of epochs must raise ValueError with a text that says why."
            expect_refusal(updates, examples, 32, epochs, problem=problem)
    for epochs in (3, 0):
        problem = "A batch size below 1 must raise ValueError, even if there is no epoch."
        expect_refusal(updates, 7, 0, epochs, problem=problem)
        problem = "A negative number of examples must raise ValueError, even if there is no epoch."
        expect_refusal(updates, -7, 32, epochs, problem=problem)


OK_FORMAT = False
ORDER = 4
name = "updates"
points = 2
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="counts the 500 updates of the thermometer", points=1, hidden=False)
def test_updates_of_the_thermometer(env):
    bench.run(updates_of_the_thermometer, env)


@test_case(name="refuses a batch size below 1 and negative counts", points=1, hidden=False)
def test_updates_refuses(env):
    bench.run(updates_refuses, env)
