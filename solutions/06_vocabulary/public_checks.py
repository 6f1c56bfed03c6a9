"""What students check themselves: the form of answers, the examples of the text, what must be refused."""

import numpy as np

from autograder.checks import (
    Remote,
    check,
    expect,
    expect_array,
    expect_close,
    expect_equal,
    expect_function,
    expect_raises,
    expect_type,
    fail,
    fetch,
    keep,
    library,
    recognize,
)

GLOSSARY = "Machine Learning Glossary, https://developers.google.com/machine-learning/glossary"

TERMS = (
    "feature",
    "label",
    "example",
    "layer",
    "model",
    "dense",
    "weights and biases",
    "loss",
    "mean squared error",
    "gradient descent",
    "optimizer",
    "learning rate",
    "batch",
    "epoch",
    "forward pass",
    "backpropagation",
    "flattening",
    "ReLU",
    "softmax",
    "classification",
    "regression",
    "training set",
    "validation set",
    "test set",
)

TASKS = (
    "temperature",
    "rent",
    "rain amount",
    "rain or not",
    "garment",
    "digit",
    "customer groups",
    "odd payments",
)

KINDS = ("supervised regression", "supervised classification", "unsupervised")


def expect_texts(answer, names, allowed, what):
    """Expect a dict with exactly these keys, whose values are allowed texts."""
    expect_type(answer, dict)
    missing = [name for name in names if name not in answer]
    surplus = [name for name in answer if name not in names]
    expect(not missing, f"Without an answer so far: {', '.join(missing)}.", answer=answer)
    expect(
        not surplus, f"Not in the list: {', '.join(map(str, surplus))}. Is it spelt as there?", answer=answer
    )
    odd = [name for name in names if type(answer[name]) is not str or answer[name] not in allowed]
    expect(not odd, f"Not {what}: the answer to {', '.join(odd)}.", answer=answer)


def expect_letters(answer):
    """Expect a dict of term to capital letter, none twice."""
    expect_texts(answer, TERMS, tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), "one capital letter from A to Z")
    letters = list(answer.values())
    twice = sorted({letter for letter in letters if letters.count(letter) > 1})
    expect(not twice, f"No letter may stand twice, but {', '.join(twice)} does.", answer=answer)


def expect_kinds(answer):
    """Expect a dict of task to kind."""
    expect_texts(answer, TASKS, KINDS, "one of the texts in KINDS")


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


def holds_no_number(answer):
    """Say whether something in the array is nan or infinite."""
    return not np.isfinite(answer).all()


@check("gives one letter to each of the 24 terms", question="terms", read=GLOSSARY)
def terms_have_letters(student):
    expect_letters(expect_function(student, "match_terms")())


@check("gives one of the three kinds to each of the eight tasks", question="learning", read=GLOSSARY)
def learning_has_kinds(student):
    expect_kinds(expect_function(student, "kind_of_learning")())


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


@check("gives the probabilities of the text, row by row", question="softmax", points=1)
def softmax_of_the_text(student):
    softmax = expect_function(student, "softmax", ("logits",))
    logits = [[0.0, np.log(3.0), 0.0], [1.0, 1.0, 1.0]]
    powers = np.exp(np.array(logits))
    causes = {
        "broadcast": (
            "Sums and maxima lose an axis: keep it with keepdims=True, so that each row meets its own"
        ),
        "'list'": "Lists come in, too: make an array of the logits first, with np.asarray",
    }
    mistakes = {
        "Each column sums to 1: the classes of an example stand in a row, so sum over the last axis": powers
        / powers.sum(axis=0),
        "Everything together sums to 1: each row must do so by itself": powers / powers.sum(),
        "the sigmoid of each logit by itself: the classes of a row share one probability of 1": powers
        / (1 + powers),
        "The powers are not divided by their sum yet": powers,
        "the logarithm of the probabilities": np.log(powers / powers.sum(axis=1, keepdims=True)),
    }
    with recognize(causes):
        answer = softmax(logits)
    expect_close(answer, powers / powers.sum(axis=1, keepdims=True), rtol=1e-3, mistakes=mistakes)


@check("stays finite for logits of ±1,000", question="softmax", points=1, after=softmax_of_the_text)
def softmax_is_stable(student):
    one = expect_function(student, "softmax")(np.array([[1000.0, 1000.0, -1000.0]]))
    not_finite = "exp of 1,000 is beyond every float: subtract the largest number of the row first"
    expect_close(one, np.array([[0.5, 0.5, 0.0]]), rtol=1e-3, mistakes={not_finite: holds_no_number})
    apart = expect_function(student, "softmax")(np.array([[1000.0, 1000.0], [-1000.0, -1000.0], [0.0, 0.0]]))
    each = "Subtract from each row its own largest number: far below that of another row exp gives only zeros"
    expect_close(apart, np.full((3, 2), 0.5), rtol=1e-3, mistakes={each: holds_no_number})


@check("leaves its argument as it was", question="softmax", points=1, after=softmax_of_the_text)
def softmax_changes_nothing(student):
    before = np.array([[1.0, 2.0, 3.0], [3.0, 2.0, 1.5]])
    given = keep(student, before)
    expect_function(student, "softmax")(given)
    expect(
        np.array_equal(fetch(given), before),
        "The array that was handed in has other values afterwards.",
        cause="`-=` and its like change the caller's array: make a new one",
    )


@check("finds the best epoch in a dict and in a Keras History, as an int", question="overfit", points=1)
def overfit_in_both_forms(student):
    best = expect_function(student, "best_epoch", ("history",))
    measures = {"loss": [0.9, 0.6, 0.5, 0.4, 0.2, 0.3], "val_loss": [0.9, 0.7, 0.5, 0.6, 0.7, 0.8]}
    causes = {
        "(?i)History.*(subscript|attribute|iterable|argument)": (
            "A Keras History comes in, too: its dict is in its attribute `history`"
        ),
        "'dict' object has no attribute": "A dict comes in, too: it has no attribute `history`",
        "'list' object is not callable": "A list is not called but indexed, with square brackets",
    }
    mistakes = {
        "Counted from 1: Keras and lists count epochs from 0": 3,
        "the epoch of the lowest training loss: look at val_loss, which tells how it does on what is new": 4,
        "the epoch of the highest val_loss: a loss is better when it is lower": 0,
        "the last epoch: look for the lowest val_loss": 5,
        "the end of the list, counted backwards: count from the beginning": -3,
    }
    with recognize(causes):
        answer = best(measures)
        expect_epoch(answer, 2, mistakes)
        expect_epoch(best(keras_history(student, measures)), 2, mistakes)


def expect_epoch(answer, right, mistakes):
    """Expect a Python int, the index of an epoch."""
    lowest = "the lowest val_loss itself: its index is asked for"
    expect(
        type(answer) is not float, "The answer is a float.", answer=answer, expected="an int", cause=lowest
    )
    expect_equal(answer, right, mistakes=mistakes)


def ask(thing, path, *args):
    """Call what stands at a dotted path below something in the worker."""
    for name in path.split("."):
        expect(
            isinstance(thing, Remote), "The submission's process answered with something else than was asked."
        )
        thing = getattr(thing, name)
    expect(isinstance(thing, Remote), "The submission's process answered with something else than was asked.")
    return thing(*args)


def keras_history(student, measures):
    """Make a Keras History of these measures, as `fit` would."""
    history = ask(library(student, "tensorflow"), "keras.callbacks.History")
    ask(history, "set_model", ask(library(student, "types"), "SimpleNamespace"))
    ask(history, "on_train_begin")
    for epoch, values in enumerate(zip(*measures.values(), strict=True)):
        ask(history, "on_epoch_end", epoch, dict(zip(measures, values, strict=True)))
    return history
