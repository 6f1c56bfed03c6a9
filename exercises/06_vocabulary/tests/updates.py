"""Public checks of question updates.

Built from solutions/06_vocabulary/public_checks.py by `autograder build 06_vocabulary`; change them there.
"""

from autograder.checks import (
    aside,
    check,
    describe,
    expect,
    expect_function,
    expect_number,
    expect_raises,
    expect_whole,
    recognize,
    remark,
    remark_on_numbers,
)
from autograder.errors import StudentFailure, StudentRaised, WorkerLost
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


def own_steps(student, examples, batch_size):
    """Return the student's own number of steps if it is off by no more than one, or else None.

    What is wrong in `steps_per_epoch` has been paid for there. That it is near is computed here: nothing
    that the submission says of itself is taken on trust.
    """
    try:
        with aside(student):
            steps = expect_number(expect_function(student, "steps_per_epoch")(examples, batch_size))
    except WorkerLost:
        raise
    except StudentFailure:
        return None
    return steps if abs(steps - examples / batch_size) <= 1 else None


def own_refuses(student, examples, batch_size):
    """Say whether the student's own `steps_per_epoch` refuses these numbers with a text."""
    try:
        with aside(student):
            expect_function(student, "steps_per_epoch")(examples, batch_size)
    except StudentRaised as error:
        return "ValueError" in (error.kind, *error.bases) and bool(error.text.strip())
    return False


def expect_updates(student, updates, numbers, right, mistakes):
    """Expect that many updates, or those that follow from steps that are off by one."""
    examples, batch_size, epochs = numbers
    answer = updates(*numbers)
    number = expect_number(answer)
    if number != right:
        steps = own_steps(student, examples, batch_size)
        right = number if steps is not None and number == steps * epochs else right
    expect_count(student, answer, right, mistakes)


@check(
    "counts the 500 updates of the thermometer",
    question="updates",
    after=steps_of_the_smallest,
    read=GLOSSARY,
)
def updates_of_the_thermometer(student):
    names = ("num_examples", "batch_size", "epochs")
    updates = expect_function(student, "updates_in_training", names)
    across = "A batch does not run on into the next epoch: count the steps of one epoch, then multiply"
    showings = "the number of examples shown: one update comes after a whole batch"
    one = "the steps of one epoch: the model goes on changing in the others"
    thermometer = {across: 110, showings: 3_500, one: 1, "Rounded down": 0}
    expect_updates(student, updates, (7, 32, 500), 500, thermometer)
    expect_updates(student, updates, (60_000, 32, 5), 9_375, {showings: 300_000, one: 1_875})
    with recognize({"^ValueError": "No examples and no epochs are legal and give 0"}):
        expect_updates(student, updates, (7, 32, 0), 0, {})
        expect_updates(student, updates, (3, 1, 1), 3, {})
        try:
            expect_updates(student, updates, (0, 32, 5), 0, {})
        except StudentRaised:
            # That `steps_per_epoch` refuses no examples has been paid for there.
            if not own_refuses(student, 0, 32):
                raise


@check(
    "counts the updates for other numbers, large and small",
    question="updates",
    points=2,
    after=(steps_of_others, updates_of_the_thermometer),
    read=GLOSSARY,
)
def updates_of_others(student, rng):
    updates = expect_function(student, "updates_in_training")
    for examples, batch_size, steps in draw_epochs(rng, (3, 400)):
        (epochs,) = draw_counts(rng, 1, 2, 30)
        written = "The numbers of the text are written into the code: compute with those that are handed in"
        across = "A batch does not run on into the next epoch: count the steps of one epoch, then multiply"
        mistakes = {
            written: lambda answer: answer in (500, 9_375),
            across: lambda answer, size=batch_size, seen=examples * epochs: 0 <= answer * size - seen < size,
            "the number of examples shown: one update comes after a whole batch": examples * epochs,
            "the steps of one epoch: the model goes on changing in the others": steps,
        }
        expect_updates(student, updates, (examples, batch_size, epochs), steps * epochs, mistakes)


@check(
    "refuses a batch size below 1 and negative counts",
    question="updates",
    points=1,
    after=(steps_refuses, updates_of_others),
    read=GLOSSARY,
)
def updates_refuses(student, rng):
    updates = expect_function(student, "updates_in_training")
    some, less = draw_counts(rng, 2, 2, 1_000)
    for epochs in (-1, -less):
        for examples in (some, 0):
            problem = "A negative number of epochs must raise ValueError with a text that says why."
            expect_refusal(updates, examples, 32, epochs, problem=problem)
    size = "A batch size below 1 must raise ValueError, even if there is no example or no epoch."
    negative = "A negative number of examples must raise ValueError, even if there is no epoch."
    for examples, batch_size, problem in (
        (7, 0, size),
        (0, -less, size),
        (-1, 32, negative),
        (-less, some, negative),
    ):
        # Where `steps_per_epoch` does not refuse them, that has been paid for there.
        if own_refuses(student, examples, batch_size):
            for epochs in (some, 0):
                expect_refusal(updates, examples, batch_size, epochs, problem=problem)


OK_FORMAT = False
ORDER = 4
name = "updates"
points = 3
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="counts the 500 updates of the thermometer", points=0, hidden=False)
def test_updates_of_the_thermometer(env):
    bench.run(updates_of_the_thermometer, env)


@test_case(name="counts the updates for other numbers, large and small", points=2, hidden=False)
def test_updates_of_others(env):
    bench.run(updates_of_others, env)


@test_case(name="refuses a batch size below 1 and negative counts", points=1, hidden=False)
def test_updates_refuses(env):
    bench.run(updates_refuses, env)
