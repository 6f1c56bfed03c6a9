"""What only graders run: the right letters and kinds, and fresh numbers for every submission."""

import math
from itertools import pairwise

import numpy as np

from autograder.checks import (
    check,
    expect,
    expect_array,
    expect_close,
    expect_function,
    fetch,
    keep,
)

from .public_checks import (
    GLOSSARY,
    expect_count,
    expect_epoch,
    expect_kinds,
    expect_letters,
    expect_relu,
    keras_history,
    learning_has_kinds,
    overfit_in_both_forms,
    parameters_of_known_models,
    relu_of_the_text,
    seen_by_the_thermometer,
    softmax_of_the_text,
    steps_of_the_smallest,
    terms_have_letters,
    updates_of_the_thermometer,
)

# Of each letter: its term (None for the two that describe something else), and what its sentence speaks of.
LETTERS = {
    "A": ("epoch", "going through all the data once"),
    "B": ("softmax", "making probabilities of any numbers"),
    "C": ("label", "what should come out for one case"),
    "D": ("weights and biases", "the numbers that learning changes"),
    "E": ("validation set", "cases for choosing between versions of a model"),
    "F": ("optimizer", "the part of a program that changes the numbers"),
    "G": ("dense", "units that are joined to everything that comes in"),
    "H": ("loss", "measuring how wrong the answers are"),
    "I": ("feature", "what goes in for one case"),
    "J": ("classification", "tasks whose answers are names"),
    "K": ("batch", "the cases between one change of the model and the next"),
    "L": ("flattening", "putting the rows of an image into one row"),
    "M": ("model", "the whole way from what goes in to the prediction"),
    "N": ("backpropagation", "working backwards from the output"),
    "O": ("learning rate", "the length of one stride"),
    "P": ("test set", "cases for the very last look at a finished model"),
    "Q": ("ReLU", "making zero of negative numbers"),
    "R": ("example", "one case with all that belongs to it"),
    "S": (None, "the share of right answers, which is the accuracy"),
    "T": ("gradient descent", "the idea of walking downhill"),
    "U": ("regression", "tasks whose answers lie on a scale"),
    "V": ("layer", "one stage among several"),
    "W": ("mean squared error", "one particular formula with a square in it"),
    "X": ("forward pass", "computing a prediction from front to back"),
    "Y": (None, "doing worse on new cases, which is overfitting"),
    "Z": ("training set", "the cases that the numbers are learned from"),
}

# What a term is, as a clause that does not give its sentence away.
MEANINGS = {
    "feature": "a feature is known when the question is asked",
    "label": "a label is the answer that one hopes to get",
    "example": "an example has two sides, a question and its answer",
    "layer": "a layer is a part, and others come before or after it",
    "model": "a model is the whole",
    "dense": "dense says how a layer is wired",
    "weights and biases": "weights and biases are what is different after training",
    "loss": "a loss is a number that one wants to be small",
    "mean squared error": "the name of the mean squared error says what to compute, read from its end",
    "gradient descent": "gradient descent is a method, whatever the program that follows it",
    "optimizer": "an optimizer is a thing that one hands to `compile`",
    "learning rate": "a learning rate is a small number that one chooses",
    "batch": "a batch is a handful of examples",
    "epoch": "an epoch is a length of time in training",
    "forward pass": "a forward pass ends with a prediction",
    "backpropagation": "backpropagation ends with gradients",
    "flattening": "flattening changes the shape and no value",
    "ReLU": "ReLU looks at each number by itself",
    "softmax": "softmax looks at a whole row of numbers",
    "classification": "a classification chooses",
    "regression": "a regression estimates",
    "training set": "the training set is what `fit` learns from",
    "validation set": "a validation set is looked at again and again while one still decides",
    "test set": "a test set is opened once, when nothing will be changed any more",
}

# The pairs that people really mix up get words of their own.
CONFUSED = {
    ("feature", "C"): "a feature is the question, and C is the answer",
    ("label", "I"): "a label is the answer, and I is the question",
    ("example", "I"): "an example holds more than what goes in: its answer belongs to it",
    ("example", "C"): "an example holds more than its answer: what goes in belongs to it",
    ("batch", "A"): "a batch is a handful of the data, and A goes through all of it",
    ("epoch", "K"): "an epoch has many of those handfuls in it: K lasts for one update only",
    ("optimizer", "T"): "T is the idea of going downhill; an optimizer is the program that does it",
    ("gradient descent", "F"): "F is a part of a program; gradient descent is the idea that it carries out",
    ("validation set", "P"): "a set that helps to choose is no longer fresh, and P must be",
    ("test set", "E"): "a set that helps to choose has been used up for an honest last look",
    ("test set", "Z"): "who is examined with the exercises that were practised proves nothing",
    ("training set", "P"): "what is learned from cannot also say how the model does on what is new",
    ("model", "V"): "V is one part of it; a model is the whole",
    ("layer", "M"): "M is the whole; a layer is a part of it",
    ("layer", "G"): "G is one kind of layer among several",
    ("dense", "V"): "V holds for every kind of layer; dense is one with a wiring of its own",
    ("forward pass", "N"): "N goes backwards",
    ("backpropagation", "X"): "X goes forwards",
    ("classification", "U"): "a name is no number on a scale: between shirt and coat nothing lies half-way",
    ("regression", "J"): "a price is no name: between two prices there are others",
    ("ReLU", "B"): "B looks at a whole row and gives probabilities; ReLU does neither",
    ("softmax", "Q"): "Q looks at each number by itself; softmax makes the numbers of a row share one whole",
    ("mean squared error", "H"): (
        "H holds for every formula of the kind; this one has a name that says what it computes"
    ),
    ("loss", "W"): "W is one formula of several that can serve as the loss",
    ("loss", "S"): (
        "S counts how often the answer is right; a loss also says how far off it is, and becomes smaller"
    ),
    ("learning rate", "D"): "the learning rate is chosen by you, and D is found by training",
    ("weights and biases", "O"): "O is chosen by you; weights and biases are found by training",
    ("flattening", "V"): "V holds for every layer; flattening is one that computes nothing",
}

# Why a task is not of the kind that was said.
NOT_THIS_KIND = {
    ("temperature", "supervised classification"): (
        "between 50 °F and 51 °F there are others, so it is no name"
    ),
    ("temperature", "unsupervised"): (
        "the second thermometer gives the right answer to each reading of the first"
    ),
    ("rent", "supervised classification"): (
        "a rent is an amount: half-way between two of them there is another"
    ),
    ("rent", "unsupervised"): "each contract holds the right answer, the rent",
    ("rain amount", "supervised classification"): "millimetres are a scale",
    ("rain amount", "unsupervised"): "the records say how much it rained on each following day",
    ("rain or not", "supervised regression"): "yes and no are two names; there is nothing half-way",
    ("rain or not", "unsupervised"): "the records say for each following day whether it rained",
    ("garment", "supervised regression"): "ten garments are ten names, even if they are numbered",
    ("garment", "unsupervised"): "somebody has written the name under each photograph",
    ("digit", "supervised regression"): (
        "a 3 is no better guess for a 4 than a 9 is: here digits are names, not amounts"
    ),
    ("digit", "unsupervised"): "the people who typed the forms in have given every answer",
    ("customer groups", "supervised regression"): (
        "nobody has written an answer to learn from, neither name nor amount"
    ),
    ("customer groups", "supervised classification"): (
        "the groups are yet to be found: no receipt says its group"
    ),
    ("odd payments", "supervised regression"): "no payment comes with an amount of oddness to learn from",
    ("odd payments", "supervised classification"): "nobody has marked a single payment as odd",
}

MOST_TEXT = 900
"""Characters of feedback that reach the student."""


def expect_right(student, terms):
    """Expect the right letter for each of the terms, and give a sentence for each wrong one."""
    answer = expect_function(student, "match_terms")()
    expect_letters(answer)
    right = {term: letter for letter, (term, _about) in LETTERS.items()}
    wrong = {term: answer[term] for term in terms if answer[term] != right[term]}
    sentences = [not_that(term, letter) for term, letter in wrong.items()]
    expect(not wrong, "Not every letter is right.", cause=fitting(sentences))


def not_that(term, letter):
    """Say why this letter is not the term's, without naming the right one."""
    if (term, letter) in CONFUSED:
        return f"“{term}” is not {letter}: {CONFUSED[term, letter]}."
    return f"“{term}” is not {letter}: that speaks of {LETTERS[letter][1]}, and {MEANINGS[term]}."


def fitting(sentences):
    """Join as many sentences as a message holds."""
    text = ""
    for number, sentence in enumerate(sentences):
        if len(text) + len(sentence) > MOST_TEXT:
            return f"{text} And {len(sentences) - number} more."
        text = f"{text} {sentence}".strip()
    return text


@check(
    "knows the words for data: feature, label, example, batch, epoch and the three sets",
    question="terms",
    points=2,
    after=terms_have_letters,
    read=GLOSSARY,
)
def terms_of_data(student):
    sets = ("training set", "validation set", "test set")
    expect_right(student, ("feature", "label", "example", "batch", "epoch", *sets))


@check(
    "knows the words for models: model, layer, dense, weights, flattening, ReLU, softmax",
    question="terms",
    points=2,
    after=terms_have_letters,
    read=GLOSSARY,
)
def terms_of_models(student):
    expect_right(student, ("model", "layer", "dense", "weights and biases", "flattening", "ReLU", "softmax"))


@check(
    "knows the words for training: loss, gradient descent, optimizer, the two passes and their like",
    question="terms",
    points=2,
    after=terms_have_letters,
    read=GLOSSARY,
)
def terms_of_training(student):
    passes = ("forward pass", "backpropagation")
    numbers = ("loss", "mean squared error", "learning rate")
    expect_right(student, (*numbers, "gradient descent", "optimizer", *passes))


@check(
    "tells classification from regression by their definitions",
    question="terms",
    points=1,
    after=terms_have_letters,
    read=GLOSSARY,
)
def terms_of_tasks(student):
    expect_right(student, ("classification", "regression"))


@check(
    "knows what kind of learning each task is",
    question="learning",
    points=2,
    after=learning_has_kinds,
    read=GLOSSARY,
)
def learning_is_right(student):
    answer = expect_function(student, "kind_of_learning")()
    expect_kinds(answer)
    reasons = NOT_THIS_KIND.items()
    wrong = [f"“{task}” is not {kind}: {why}." for (task, kind), why in reasons if answer[task] == kind]
    expect(not wrong, "Not every kind is right.", cause=fitting(wrong))


@check("counts the steps for other numbers", question="steps", points=1, after=steps_of_the_smallest)
def steps_of_others(student, rng):
    for _ in range(6):
        batch_size, full = (int(number) for number in rng.integers(3, 400, size=2))
        for rest in (0, 1, batch_size - 1):
            examples = full * batch_size + rest
            right = full + (rest > 0)
            written = (
                "The numbers of the text are written into the code: compute with those that are handed in"
            )
            expect_count(
                expect_function(student, "steps_per_epoch")(examples, batch_size),
                right,
                {
                    written: lambda answer: answer in (313, 1_875),
                    "Rounded down: the short last batch is a step, too": full,
                    "One too many: where the last batch is full there is no further one": right + 1,
                },
            )


@check(
    "counts the updates for other numbers",
    question="updates",
    points=1,
    after=(steps_of_others, updates_of_the_thermometer),
)
def updates_of_others(student, rng):
    for _ in range(6):
        examples, batch_size, epochs = (int(number) for number in rng.integers(2, 300, size=3))
        right = math.ceil(examples / batch_size) * epochs
        written = "The numbers of the text are written into the code: compute with those that are handed in"
        across = "A batch does not run on into the next epoch: count the steps of one epoch, then multiply"
        run_on = math.ceil(examples * epochs / batch_size)
        mistakes = {written: lambda answer: answer in (500, 9_375), across: run_on}
        expect_count(
            expect_function(student, "updates_in_training")(examples, batch_size, epochs), right, mistakes
        )


@check("counts the showings for other numbers", question="seen", points=1, after=seen_by_the_thermometer)
def seen_by_others(student, rng):
    for _ in range(4):
        examples, epochs = (int(number) for number in rng.integers(2, 5_000, size=2))
        written = (
            "The 3,500 of the text is written into the code: compute with the numbers that are handed in"
        )
        right = examples * epochs
        expect_count(expect_function(student, "examples_seen")(examples, epochs), right, {written: 3_500})


@check(
    "counts the parameters of other stacks, short and long, and leaves the list alone",
    question="parameters",
    points=1,
    after=parameters_of_known_models,
)
def parameters_of_others(student, rng):
    for length in (2, 3, 4, 7):
        sizes = [int(size) for size in rng.integers(2, 60, size=length)]
        right = sum((inputs + 1) * units for inputs, units in pairwise(sizes))
        given = keep(student, sizes)
        ends = sum((inputs + 1) * units for inputs, units in (sizes[:2], sizes[-2:]))
        few = "Only the first and the last layer are counted: a list may be longer, or hold a single layer"
        mistakes = {few: ends} if length > 3 or length == 2 else {}
        expect_count(expect_function(student, "count_parameters")(given), right, mistakes)
        same = np.array_equal(expect_array(fetch(given), kind="if"), sizes)
        expect(same, "The list has changed.", cause="The caller's list is changed: work on a copy")


@check("works on any shape", question="relu", points=1, after=relu_of_the_text)
def relu_of_any_shape(student, rng):
    for shape in ((7,), (3, 5), (2, 3, 4), (1, 1), ()):
        x = np.asarray(rng.normal(scale=3, size=shape))
        if x.size > 1:
            # Something of each sort, so that no two mistakes look alike.
            x.flat[:3] = rng.uniform([2.0, -4.0, 0.2], [4.0, -2.0, 0.8])
        expect_relu(expect_function(student, "relu")(x), x)


@check(
    "works on other numbers of examples and classes", question="softmax", points=1, after=softmax_of_the_text
)
def softmax_of_others(student, rng):
    for rows, classes in ((1, 3), (5, 2), (4, 10)):
        logits = rng.normal(scale=4, size=(rows, classes))
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        right = powers / powers.sum(axis=1, keepdims=True)
        few = "Probabilities are rounded or cut: small ones must be right to 1e-3 of their own size, too"
        mistakes = {few: lambda answer, right=right: nearly(answer, right)}
        expect_close(
            expect_function(student, "softmax")(logits), right, rtol=1e-3, atol=1e-30, mistakes=mistakes
        )


def nearly(answer, right):
    """Say whether the answer is right to two decimals."""
    return answer.shape == right.shape and np.allclose(answer, right, rtol=0, atol=0.01)


@check(
    "takes the first of several equally good epochs",
    question="overfit",
    points=1,
    after=overfit_in_both_forms,
)
def overfit_takes_the_first(student):
    measures = {"loss": [0.5, 0.4, 0.3, 0.2, 0.1], "val_loss": [0.7, 0.6, 0.4, 0.4, 0.4]}
    last = "the last of several equally low epochs: the first is asked for"
    expect_epoch(expect_function(student, "best_epoch")(measures), 2, {last: 4})


@check("finds the best epoch of other histories", question="overfit", points=1, after=overfit_in_both_forms)
def overfit_of_others(student, rng):
    for form in ("dict", "history"):
        # The first dip comes early and is not the lowest; the lowest is neither at an end nor tied.
        values = 1.0 + rng.permutation(12) / 10
        values[:4] = 2.4, 1.5, 0.9, 1.95
        best = int(rng.integers(5, 11))
        values[best] = 0.35
        measures = {
            "accuracy": [float(one) for one in rng.uniform(0.3, 0.9, 12)],
            "val_loss": [float(one) for one in values],
            "val_accuracy": [float(one) for one in rng.uniform(0.3, 0.9, 12)],
            "loss": [float(one) for one in np.sort(rng.uniform(0.1, 0.9, 12))[::-1]],
        }
        given = keep(student, measures) if form == "dict" else keras_history(student, measures)
        dip = "the first rise: a loss may rise for an epoch and fall again, so look at all of them"
        text = "The answer to the text's history is written into the code"
        answer = expect_function(student, "best_epoch")(given)
        expect_epoch(answer, best, {dip: 2, text: 5})
        if form == "dict":
            left = expect_array(given["val_loss"], shape=values.shape)
            expect(
                np.array_equal(left, values), "The history is changed.", cause="The caller's list is changed"
            )
