"""Public checks of question steps.

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


def draw_epochs(rng, largest_batches):
    """Draw epochs: how many examples, in batches of which size, and how many steps that makes."""
    epochs = []
    for largest in largest_batches:
        (size,) = draw_counts(rng, 1, largest // 2 + 1, largest)
        (full,) = draw_counts(rng, 1, 1, 240)
        examples = full * size + 1
        epochs += [(examples - 1, size, full), (examples, size, full + 1)]
        epochs += [(examples + size - 2, size, full + 1), (examples, examples + size, 1)]
        # The same examples again, so that no batch size is remembered from one call to the next.
        epochs += [(examples, examples - 1, 2), (examples, examples, 1)]
    return epochs


@check("gives a whole number, rounded up, for Fashion-MNIST", question="steps", read=GLOSSARY)
def steps_of_fashion_mnist(student):
    steps = expect_function(student, "steps_per_epoch", ("num_examples", "batch_size"))
    floor = "Rounded down: the short last batch is a step, too"
    one_more = "One too many: where the last batch is full there is no further one"
    quotient = "the exact quotient, as `/` gives it: the part of a batch that is left makes a whole step"
    other_way = "The batch size is divided by the number of examples: it is the examples that are cut up"
    expect_count(student, steps(60_000, 32), 1_875, {one_more: 1_876, other_way: 1})
    expect_count(student, steps(10_000, 32), 313, {floor: 312, quotient: 312.5})


@check(
    "takes the smallest legal numbers: no examples, batches of 1",
    question="steps",
    after=steps_of_fashion_mnist,
    read=GLOSSARY,
)
def steps_of_the_smallest(student):
    steps = expect_function(student, "steps_per_epoch")
    none = "Without examples there is no step: nothing is legal and gives 0"
    with recognize(
        {"^ValueError": "Zero examples and batches of one are legal: refuse only what lies below"}
    ):
        expect_count(student, steps(0, 32), 0, {none: 1})
        expect_count(student, steps(0, 1), 0, {none: 1})
        expect_count(student, steps(5, 1), 5)
        expect_count(student, steps(1, 1), 1)


@check(
    "counts the steps for other numbers, large and small",
    question="steps",
    points=3,
    after=steps_of_the_smallest,
    read=GLOSSARY,
)
def steps_of_others(student, rng):
    steps = expect_function(student, "steps_per_epoch")
    many = 10 * int(rng.integers(1_000, 2_000)) + 3
    for examples, batch_size, right in (*draw_epochs(rng, (3, 60, 4_000)), (many, 1, many)):
        mistakes = {
            "The numbers of the text are written into the code: compute with those that are handed in": (
                lambda answer: answer in (313, 1_875)
            ),
            "Rounded down, or to the nearest: the short last batch is a step, however short": right - 1,
            "One too many: where the last batch is full there is no further one": right + 1,
        }
        expect_count(student, steps(examples, batch_size), right, mistakes)


@check(
    "refuses a batch size below 1 and a negative number of examples",
    question="steps",
    points=1,
    after=steps_of_others,
    read=GLOSSARY,
)
def steps_refuses(student, rng):
    steps = expect_function(student, "steps_per_epoch")
    some, less = draw_counts(rng, 2, 2, 1_000)
    for size in (0, -1, -less):
        for examples in (some, 0):
            problem = (
                "A batch size below 1 must raise ValueError with a text that says why, also without examples."
            )
            expect_refusal(steps, examples, size, problem=problem)
    for examples in (-1, -less):
        for size in (32, some):
            problem = "A negative number of examples must raise ValueError with a text that says why."
            expect_refusal(steps, examples, size, problem=problem)


OK_FORMAT = False
ORDER = 3
name = "steps"
points = 4
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="gives a whole number, rounded up, for Fashion-MNIST", points=0, hidden=False)
def test_steps_of_fashion_mnist(env):
    bench.run(steps_of_fashion_mnist, env)


@test_case(name="takes the smallest legal numbers: no examples, batches of 1", points=0, hidden=False)
def test_steps_of_the_smallest(env):
    bench.run(steps_of_the_smallest, env)


@test_case(name="counts the steps for other numbers, large and small", points=3, hidden=False)
def test_steps_of_others(env):
    bench.run(steps_of_others, env)


@test_case(name="refuses a batch size below 1 and a negative number of examples", points=1, hidden=False)
def test_steps_refuses(env):
    bench.run(steps_refuses, env)
