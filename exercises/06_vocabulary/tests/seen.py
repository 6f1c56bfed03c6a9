"""Public checks of question seen.

Built from solutions/06_vocabulary/public_checks.py by `autograder build 06_vocabulary`; change them there.
"""

from autograder.checks import (
    check,
    describe,
    expect,
    expect_function,
    expect_raises,
    expect_whole,
    recognize,
    remark,
    remark_on_numbers,
)
from autograder.notebook import Bench, test_case


GLOSSARY = ("Machine Learning Glossary", "https://developers.google.com/machine-learning/glossary")


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


@check("counts the 3,500 showings of seven examples", question="seen", read=GLOSSARY)
def seen_by_the_thermometer(student):
    seen = expect_function(student, "examples_seen", ("num_examples", "epochs"))
    once = "An example that is shown again counts again: every epoch shows all of them"
    each = "the number of epochs: each of them shows every example"
    expect_count(student, seen(7, 500), 3_500, {once: 7, each: 500})
    with recognize({"^ValueError": "No examples and no epochs are legal and give 0"}):
        expect_count(student, seen(0, 5), 0)
        expect_count(student, seen(7, 0), 0)
        expect_count(student, seen(0, 0), 0)
        expect_count(student, seen(1, 1), 1)


@check(
    "counts the showings for other numbers, large and small",
    question="seen",
    points=2,
    after=seen_by_the_thermometer,
    read=GLOSSARY,
)
def seen_by_others(student, rng):
    seen = expect_function(student, "examples_seen")
    for most_examples, most_epochs in ((9, 9), (90, 3), (3, 90), (2_000, 400), (400, 2_000), (400_000, 2)):
        (examples,) = draw_counts(rng, 1, most_examples // 2 + 1, most_examples)
        (epochs,) = draw_counts(rng, 1, most_epochs // 2 + 1, most_epochs)
        mistakes = {
            "The 3,500 of the text is written into the code: compute with the numbers that are handed in": (
                3_500
            ),
            "An example that is shown again counts again: every epoch shows all of them": examples,
            "the number of epochs: each of them shows every example": epochs,
            "Every batch is counted as full: the last one shows only the examples that are left": (
                lambda answer, right=examples * epochs, epochs=epochs: (
                    right < answer < right + 512 * epochs and answer % epochs == 0
                )
            ),
        }
        expect_count(student, seen(examples, epochs), examples * epochs, mistakes)


@check("refuses negative counts", question="seen", points=1, after=seen_by_others, read=GLOSSARY)
def seen_refuses(student, rng):
    seen = expect_function(student, "examples_seen")
    some, less = draw_counts(rng, 2, 2, 1_000)
    for examples, epochs in ((-1, 5), (-7, 0), (-7, -500), (-less, some)):
        problem = "A negative number of examples must raise ValueError, whatever the epochs are."
        expect_refusal(seen, examples, epochs, problem=problem)
    for epochs in (-1, -less):
        for examples in (some, 0):
            problem = "A negative number of epochs must raise ValueError, whatever the examples are."
            expect_refusal(seen, examples, epochs, problem=problem)


OK_FORMAT = False
ORDER = 5
name = "seen"
points = 3
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="counts the 3,500 showings of seven examples", points=0, hidden=False)
def test_seen_by_the_thermometer(env):
    bench.run(seen_by_the_thermometer, env)


@test_case(name="counts the showings for other numbers, large and small", points=2, hidden=False)
def test_seen_by_others(env):
    bench.run(seen_by_others, env)


@test_case(name="refuses negative counts", points=1, hidden=False)
def test_seen_refuses(env):
    bench.run(seen_refuses, env)
