"""Public checks of question seen.

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


@check("counts the 3,500 showings of seven examples", question="seen", points=1)
def seen_by_the_thermometer(student):
    seen = expect_function(student, "examples_seen", ("num_examples", "epochs"))
    once = "An example that is shown again counts again: every epoch shows all of them"
    expect_count(
        seen(7, 500), 3_500, {once: 7, "the number of epochs: each of them shows every example": 500}
    )
    with recognize({"^ValueError": "No examples and no epochs are legal and give 0"}):
        expect_count(seen(0, 5), 0)
        expect_count(seen(7, 0), 0)
        expect_count(seen(1, 1), 1)


@check("refuses negative counts", question="seen", points=1, after=seen_by_the_thermometer)
def seen_refuses(student):
    seen = expect_function(student, "examples_seen")
    for examples, epochs in ((-1, 5), (-7, 0), (-7, -500)):
        problem = "A negative number of examples must raise ValueError, whatever the epochs are."
        expect_refusal(seen, examples, epochs, problem=problem)
    for epochs in (-1, -500):
        for examples in (7, 0):
            problem = "A negative number of epochs must raise ValueError, whatever the examples are."
            expect_refusal(seen, examples, epochs, problem=problem)


OK_FORMAT = False
ORDER = 5
name = "seen"
points = 2
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="counts the 3,500 showings of seven examples", points=1, hidden=False)
def test_seen_by_the_thermometer(env):
    bench.run(seen_by_the_thermometer, env)


@test_case(name="refuses negative counts", points=1, hidden=False)
def test_seen_refuses(env):
    bench.run(seen_refuses, env)
