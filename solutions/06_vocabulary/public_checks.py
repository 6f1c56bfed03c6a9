"""What students check themselves: examples of the text first, then numbers that are drawn anew."""

from hashlib import sha256
from itertools import pairwise

import numpy as np

from autograder.checks import (
    aside,
    call_and_keep,
    check,
    describe,
    expect,
    expect_array,
    expect_close,
    expect_function,
    expect_number,
    expect_raises,
    expect_type,
    expect_whole,
    fetch,
    keep,
    library,
    machinery,
    recognize,
    remark,
    remark_on_numbers,
)
from autograder.errors import StudentFailure, StudentRaised, WorkerLost

OVERFITTING = (
    "TensorFlow tutorial: Overfit and underfit",
    "https://www.tensorflow.org/tutorials/keras/overfit_and_underfit",
)
SEQUENTIAL = (
    "TensorFlow guide: The Sequential model",
    "https://www.tensorflow.org/guide/keras/sequential_model",
)
GLOSSARY = ("Machine Learning Glossary", "https://developers.google.com/machine-learning/glossary")

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

# The first digits of SHA-256 of "term: letter": the checks know the table and do not show it.
MARKS = {
    "feature": "579022dd",
    "label": "30c80e0f",
    "example": "ae73320d",
    "layer": "8d3dbf45",
    "model": "07e3fcd9",
    "dense": "5072271d",
    "weights and biases": "3771dd59",
    "loss": "1e2e221a",
    "mean squared error": "8a2b6bf4",
    "gradient descent": "5f9acebf",
    "optimizer": "facc2dbd",
    "learning rate": "b9e1b17d",
    "batch": "7b2d5eef",
    "epoch": "65d39da1",
    "forward pass": "9fc64e97",
    "backpropagation": "783974de",
    "flattening": "49ce666d",
    "ReLU": "ca6c6f79",
    "softmax": "83c9e683",
    "classification": "5ecdec4c",
    "regression": "cefd80e2",
    "training set": "3ec7e995",
    "validation set": "662647bf",
    "test set": "ff0e24b2",
}

# What the sentence of each letter speaks of.
ABOUT = {
    "A": "going through all the data once",
    "B": "making probabilities of any numbers",
    "C": "what should come out for one case",
    "D": "the numbers that learning changes",
    "E": "cases for choosing between versions of a model",
    "F": "the part of a program that changes the numbers",
    "G": "units that are joined to everything that comes in",
    "H": "measuring how wrong the answers are",
    "I": "what goes in for one case",
    "J": "tasks whose answers are names",
    "K": "the cases between one change of the model and the next",
    "L": "putting the rows of an image into one row",
    "M": "the whole way from what goes in to the prediction",
    "N": "working backwards from the output",
    "O": "the factor in front of the gradient",
    "P": "cases for the very last look at a finished model",
    "Q": "making zero of negative numbers",
    "R": "one case with all that belongs to it",
    "S": "the share of right answers, which is the accuracy",
    "T": "the idea of walking downhill",
    "U": "tasks whose answers lie on a scale",
    "V": "one stage among several",
    "W": "one particular formula with a square in it",
    "X": "computing a prediction from front to back",
    "Y": "doing worse on new cases, which is overfitting",
    "Z": "the cases that the numbers are learned from",
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

# Why a task is not of the kind that was said. A key is what `mark` makes of the task and that kind, so that
# the sentences explain, and no table of tasks and kinds lies open.
NOT_THIS_KIND = {
    "12e1f838": "the records say how much it rained on each following day",
    "1e5ea88d": "nobody has marked a single payment as odd",
    "254b43d3": "a rent is an amount: half-way between two of them there is another",
    "2c927e74": "the second thermometer gives the right answer to each reading of the first",
    "3a758252": "ten garments are ten names, even if they are numbered",
    "3d33078a": "no payment comes with an amount of oddness to learn from",
    "3e43b3d5": "the groups are yet to be found: no receipt says its group",
    "71542a5e": "somebody has written the name under each photograph",
    "726f1ad1": "nobody has written an answer to learn from, neither name nor amount",
    "736910c3": "the records say for each following day whether it rained",
    "77be882a": "the people who typed the forms in have given every answer",
    "8e17ee6e": "between 50 °F and 51 °F there are others, so it is no name",
    "a3931c83": "a 3 is no better guess for a 4 than a 9 is: here digits are names, not amounts",
    "c09f82a8": "yes and no are two names; there is nothing half-way",
    "cf761d1d": "millimetres are a scale",
    "f7d6b6fc": "each contract holds the right answer, the rent",
}

# So many characters of feedback reach the student.
MOST_TEXT = 900


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
    expect_texts(answer, tuple(MARKS), tuple(ABOUT), "one capital letter from A to Z")
    letters = list(answer.values())
    twice = sorted({letter for letter in letters if letters.count(letter) > 1})
    expect(not twice, f"No letter may stand twice, but {', '.join(twice)} does.", answer=answer)


def expect_kinds(answer):
    """Expect a dict of task to kind."""
    expect_texts(answer, TASKS, KINDS, "one of the texts in KINDS")


def expect_right(student, terms):
    """Expect the right letter for each of the terms, and give a sentence for each wrong one."""
    answer = expect_function(student, "match_terms")()
    expect_letters(answer)
    sentences = [not_that(term, answer[term]) for term in terms if not belongs(term, answer[term])]
    expect(not sentences, "Not every letter is right.", cause=fitting(sentences))


def belongs(term, letter):
    """Say whether the letter is the term's."""
    return sha256(f"{term}: {letter}".encode()).hexdigest().startswith(MARKS[term])


def not_that(term, letter):
    """Say why this letter is not the term's, without naming the right one."""
    if (term, letter) in CONFUSED:
        return f"“{term}” is not {letter}: {CONFUSED[term, letter]}."
    return f"“{term}” is not {letter}: that speaks of {ABOUT[letter]}, and {MEANINGS[term]}."


def fitting(sentences):
    """Join as many sentences as a message holds."""
    text = ""
    for number, sentence in enumerate(sentences):
        if len(text) + len(sentence) > MOST_TEXT:
            return f"{text} And {len(sentences) - number} more."
        text = f"{text} {sentence}".strip()
    return text


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


@check("gives one letter to each of the 24 terms", question="terms", read=GLOSSARY)
def terms_have_letters(student):
    expect_letters(expect_function(student, "match_terms")())


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


def mark(task, kind):
    """Return the key of the sentence why a task is not of a kind."""
    return sha256(f"06_vocabulary, {task}: {kind}".encode()).hexdigest()[:8]


@check("gives one of the three kinds to each of the eight tasks", question="learning", read=GLOSSARY)
def learning_has_kinds(student):
    expect_kinds(expect_function(student, "kind_of_learning")())


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
    said = [(task, answer[task], NOT_THIS_KIND.get(mark(task, answer[task]))) for task in TASKS]
    wrong = [f"“{task}” is not {kind}: {why}." for task, kind, why in said if why]
    expect(not wrong, "Not every kind is right.", cause=fitting(wrong))


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


RELU_CAUSES = {
    "(?i)truth value|ambiguous": (
        "`max` and `if` of Python look at one number at a time: NumPy has functions that look at each"
    ),
    "'list'": "Lists come in, too: make an array of x first, with np.asarray",
    "(?i)'(int|float)' object|iterat": (
        "A single number comes in, too: make an array of x first, with np.asarray"
    ),
}


def expect_relu(answer, x, right):
    """Expect x with zero in place of every negative number."""
    mistakes = {
        "the largest number alone: ReLU looks at each element by itself": x.max(),
        "the size without its sign: negative numbers become zero": np.abs(x),
        "Only the sign came back: positive numbers pass as they are": (x > 0).astype(float),
        "The wrong half is kept: positive numbers pass": np.minimum(x, 0),
        "A part of the negative numbers comes through: ReLU makes all of them zero": (
            lambda answer: (answer[x < 0] < 0).any() and np.allclose(answer[x > 0], x[x > 0])
        ),
        "Positive numbers are cut off or rounded: they pass as they are, however large or small": (
            lambda answer: (answer >= 0).all() and not answer[x <= 0].any() and answer.shape == x.shape
        ),
    }
    expect_close(answer, right, mistakes=mistakes)
    if x.shape:
        whole = "Whole numbers came back: floats are asked for, also where whole numbers come in"
        expect_array(answer, mistakes={whole: "int64"})


@check("takes a number, lists and arrays, and gives floats", question="relu", read=GLOSSARY)
def relu_of_the_text(student):
    relu = expect_function(student, "relu", ("x",))
    with recognize(RELU_CAUSES):
        for x, right in (
            ([-2, -1, 0, 3], [0.0, 0.0, 0.0, 3.0]),
            ([[-2.0, 0.5], [2.0, -0.5]], [[0.0, 0.5], [2.0, 0.0]]),
            (np.array([-0.5, 0.0, 0.5]), [0.0, 0.0, 0.5]),
            (2.5, 2.5),
            (-2.5, 0.0),
            (0, 0.0),
        ):
            expect_relu(relu(x), np.asarray(x), np.array(right))


def draw_bends(rng):
    """Draw numbers of all sizes and both signs, each array with what ReLU makes of it."""
    shapes = ((7,), (3, 5), (5, 3), (2, 3, 4), (1, 1), (1,), (4, 1), (1_001,), (6,), (6,))
    for place, shape in enumerate(shapes):
        sizes = 10.0 ** rng.uniform(-3.5, 4.5, size=shape)
        if place % 3 == 2:
            sizes = np.ceil(sizes).astype(int)
        passes = rng.uniform(size=shape) < 0.5
        # Something of each sort, the first and the last number among them.
        passes.flat[0] = place % 2
        passes.flat[-1] = not place % 2
        if passes.size > 3:
            sizes.flat[1], sizes.flat[2], passes.flat[1:3] = 2, 3, (True, False)
        yield np.where(passes, sizes, -sizes), np.where(passes, sizes, 0.0)


@check(
    "works on any shape, on large and on small numbers",
    question="relu",
    points=2,
    after=relu_of_the_text,
    read=GLOSSARY,
)
def relu_of_any_shape(student, rng):
    relu = expect_function(student, "relu")
    with recognize(RELU_CAUSES):
        for number, (x, right) in enumerate(list(draw_bends(rng))[:-1]):
            expect_relu(relu(x.tolist() if number % 2 else x), x, right)
        for one in (rng.uniform(0.01, 900), *draw_counts(rng, 1, 2, 99)):
            expect_relu(relu(one), np.asarray(one), np.asarray(max(one, 0.0)))
            expect_relu(relu(-one), np.asarray(-one), np.asarray(max(-one, 0.0)))


@check(
    "leaves x, and what it returned before, as they were",
    question="relu",
    points=1,
    after=relu_of_any_shape,
    read=GLOSSARY,
)
def relu_changes_nothing(student, rng):
    cause = "Writing into x changes the caller's array: make a new one"
    expect_no_trace(expect_function(student, "relu"), list(draw_bends(rng))[6:], cause, student)


def expect_no_trace(function, pairs, cause, student, rtol=1e-4):
    """Expect right answers that leave alone what came in, and that no later call changes."""
    given = [keep(student, x.tolist() if number % 3 == 2 else x) for number, (x, _) in enumerate(pairs)]
    answers = [call_and_keep(function, one) for one in given]
    after = fetch([*given, *answers])
    for now, (x, _right) in zip(after, pairs, strict=False):
        expect_same(now, x, "What", cause)
    for answer, (_x, right) in zip(after[len(pairs) :], pairs, strict=True):
        now = expect_array(answer, kind="if")
        shared = "All calls write into the same array: make a new one in each"
        expect(
            now.shape == right.shape and np.allclose(now, right, rtol=rtol),
            "An answer has other values after later calls.",
            cause=shared,
        )


SOFTMAX_CAUSES = {
    "broadcast": "Sums and maxima lose an axis: keep it with keepdims=True, so that each row meets its own",
    "'list'": "Lists come in, too: make an array of the logits first, with np.asarray",
}


@check("gives the probabilities of the text, row by row", question="softmax", read=GLOSSARY)
def softmax_of_the_text(student):
    softmax = expect_function(student, "softmax", ("logits",))
    logits = [[0.0, np.log(3.0), 0.0], [1.0, 1.0, 1.0]]
    powers = np.array([[1.0, 3.0, 1.0], [np.e, np.e, np.e]])
    right = np.array([[0.2, 0.6, 0.2], [1 / 3, 1 / 3, 1 / 3]])
    mistakes = {
        "Each column sums to 1: the classes of an example stand in a row, so sum over the last axis": powers
        / powers.sum(axis=0),
        "Everything together sums to 1: each row must do so by itself": powers / powers.sum(),
        "the sigmoid of each logit by itself: the classes of a row share one probability of 1": powers
        / (1 + powers),
        "The powers are not divided by their sum yet": powers,
        "the logarithm of the probabilities": np.log(right),
    }
    with recognize(SOFTMAX_CAUSES):
        expect_close(softmax(logits), right, rtol=1e-3, mistakes=mistakes)
        whole = np.array([[0.6652410, 0.2447285, 0.0900306], [0.0900306, 0.2447285, 0.6652410]])
        expect_close(softmax([[3, 2, 1], [7, 8, 9]]), whole, rtol=1e-3)


def draw_probabilities(rng, rows, classes, smallest=-28):
    """Draw rows of probabilities of many sizes, the largest of them anywhere."""
    rare = 10.0 ** rng.uniform(smallest, -0.5, size=(rows, classes - 1)) / classes
    return rng.permuted(np.hstack([rare, 1 - rare.sum(axis=1, keepdims=True)]), axis=1)


def nearly(answer, right):
    """Say whether the answer is right to two decimals."""
    return answer.shape == right.shape and np.allclose(answer, right, rtol=0, atol=0.01)


def draw_logits(rng):
    """Draw logits, each array with the probabilities that it was made from."""
    for rows, classes in ((1, 3), (5, 2), (4, 10), (4, 4), (2, 2), (7, 3), (1_001, 2), (4, 10)):
        right = draw_probabilities(rng, rows, classes)
        # The same number added to a whole row changes nothing.
        yield np.log(right) + rng.uniform(-5, 5, size=(rows, 1)), right
    even = rng.dirichlet(np.full(5, 9.0), size=3)
    yield np.log(even), even
    apart = rng.integers(1, 9, size=(6, 1)) * rng.permuted([[1], [1], [1], [-1], [-1], [-1]], axis=0)
    one = 1 / (1 + np.exp(-apart))
    yield np.hstack([apart, 0 * apart]) + rng.integers(-9, 9, size=(6, 1)), np.hstack([one, 1 - one])


@check(
    "works on other numbers of examples and classes, down to small probabilities",
    question="softmax",
    points=2,
    after=softmax_of_the_text,
    read=GLOSSARY,
)
def softmax_of_others(student, rng):
    softmax = expect_function(student, "softmax")
    with recognize(SOFTMAX_CAUSES):
        for number, (logits, right) in enumerate(draw_logits(rng)):
            answer = softmax(logits.tolist() if number % 2 else logits)
            few = "Probabilities are rounded or cut: small ones must be right to 1e-3 of their own size, too"
            mistakes = {few: lambda answer, right=right: nearly(answer, right)}
            expect_close(answer, right, rtol=1e-3, atol=1e-30, mistakes=mistakes)


@check(
    "stays right for logits of ±1,000", question="softmax", points=1, after=softmax_of_others, read=GLOSSARY
)
def softmax_is_stable(student, rng):
    softmax = expect_function(student, "softmax")
    not_finite = "exp of 1,000 is beyond every float: subtract the largest number of the row first"
    cut = "Large logits are cut to one size: 1000 and 999 are as far apart as 1 and 0"
    each = "Subtract from each row its own largest number: far below that of another row exp gives only zeros"
    mistakes = {
        each: lambda answer: np.isfinite(answer).all(axis=-1).any() and not np.isfinite(answer).all(),
        not_finite: lambda answer: not np.isfinite(answer).all(),
        cut: lambda answer: np.allclose(answer, answer[:, :1]),
    }
    half = np.full((3, 2), 0.5)
    expect_close(
        softmax(np.array([[1000.0, 1000.0, -1000.0]])), [[0.5, 0.5, 0.0]], rtol=1e-3, mistakes=mistakes
    )
    apart = np.array([[1000.0, 1000.0], [-1000.0, -1000.0], [0.0, 0.0]])
    expect_close(softmax(apart), half, rtol=1e-3, mistakes=mistakes)
    for shift in (990, -910, np.array([[990], [0], [-910], [510], [-510]])):
        right = draw_probabilities(rng, 5, 4, smallest=-12)
        given = np.log(right) + shift + rng.uniform(-9, 9, size=(5, 1))
        expect_close(softmax(given), right, rtol=1e-3, atol=1e-30, mistakes=mistakes)
    steps = [[1000, 999], [-1000, -999], [999, 1000], [-1000, 1000], [1000, 1000]]
    near, far = 0.7310586, 0.2689414
    right = np.array([[near, far], [far, near], [far, near], [0, 1], [0.5, 0.5]])
    expect_close(softmax(steps), right, rtol=1e-3, mistakes=mistakes)


@check(
    "leaves the logits, and what it returned before, as they were",
    question="softmax",
    points=1,
    after=softmax_of_others,
    read=GLOSSARY,
)
def softmax_changes_nothing(student, rng):
    cause = "`-=` and its like change the caller's array: make a new one"
    pairs = [pair for pair in draw_logits(rng) if pair[0].shape in ((4, 10), (4, 4), (6, 2))]
    expect_no_trace(expect_function(student, "softmax"), pairs, cause, student, rtol=1e-3)


EPOCH_CAUSES = {
    "(?i)History.*(subscript|attribute|iterable|argument)": (
        "A Keras History comes in, too: its dict is in its attribute `history`"
    ),
    "'dict' object has no attribute": "A dict comes in, too: it has no attribute `history`",
    "'list' object is not callable": "A list is not called but indexed, with square brackets",
}


@check("finds the best epoch in a dict and in a Keras History", question="overfit", read=OVERFITTING)
def overfit_in_both_forms(student):
    best = expect_function(student, "best_epoch", ("history",))
    measures = {"loss": [0.9, 0.6, 0.5, 0.4, 0.2, 0.3], "val_loss": [0.9, 0.7, 0.5, 0.6, 0.7, 0.8]}
    mistakes = {
        "Counted from 1: Keras and lists count epochs from 0": 3,
        "the epoch of the lowest training loss: look at val_loss, which tells how it does on what is new": 4,
        "the epoch of the highest val_loss: a loss is better when it is lower": 0,
        "the last epoch: look for the lowest val_loss": 5,
        "the end of the list, counted backwards: count from the beginning": -3,
        "the lowest val_loss itself: its index is asked for": 0.5,
    }
    with recognize(EPOCH_CAUSES):
        expect_count(student, best(measures), 2, mistakes)
        expect_count(student, best(keras_history(student, measures)), 2, mistakes)


def draw_history(rng, values):
    """Return a history with these validation losses, in the midst of other measures."""
    count = len(values)
    measures = {
        "accuracy": rng.uniform(0.3, 0.9, count),
        "val_loss": values,
        "val_accuracy": rng.uniform(0.3, 0.9, count),
        "loss": np.sort(rng.uniform(0.1, 0.9, count))[::-1] * values.max(),
    }
    names = rng.permutation(["loss", "val_loss"] if count > 99 else list(measures)).tolist()
    return {name: [float(one) for one in measures[name]] for name in names}


def draw_val_losses(rng, count, best):
    """Draw validation losses of any size with the lowest in that place, and another little higher."""
    values = 1.0 + rng.uniform(0.1, 2, count)
    if 2 < count < 40:
        # Before the lowest, if it can be: whoever wants a larger improvement stays there.
        values[best // 4 if best else -1] = 1 + rng.uniform(4e-5, 9e-5)
    values[best] = 1.0
    return values


def draw_histories(rng):
    """Draw histories with their best epoch: short and long, best anywhere, losses of any size."""
    last = int(rng.integers(1_001, 1_200))
    cases = [(12, int(rng.integers(3, 11))), (1, 0), (2, 0), (2, 1), (9, 0), (9, 8)]
    cases += [(60, int(rng.integers(40, 58))), (last, last - 1), (7, 0), (8, int(rng.integers(2, 7)))]
    for number, (count, best) in enumerate(cases):
        scale = (1.0, 1e-4, 1e4, 0.3)[(number + number // 4) % 4] * rng.uniform(0.9, 1.1)
        yield draw_history(rng, scale * draw_val_losses(rng, count, best)), best


def history_in_form(student, measures, number):
    """Return a history: one in four as Keras returns it, the others as dicts."""
    return keras_history(student, measures) if number % 4 == 2 else measures


def misreadings(losses):
    """Return the mistakes of reading validation losses that show in drawn ones."""
    near = min(losses) * 1.0005
    first_rise = next((place for place, (now, then) in enumerate(pairwise(losses)) if then > now), 0)
    return {
        "An epoch that is only a little better is better all the same: compare the losses as they are": (
            lambda answer: 0 <= answer < len(losses) and losses[int(answer)] < near
        ),
        "the first rise: a loss may rise for an epoch and fall again, so look at all": (
            lambda answer: answer == first_rise > 0
        ),
        "The answer to the text's history is written into the code": 5,
    }


@check(
    "finds the best epoch of other histories, first, last or barely best",
    question="overfit",
    points=1,
    after=overfit_in_both_forms,
    read=OVERFITTING,
)
def overfit_of_others(student, rng):
    best = expect_function(student, "best_epoch")
    with recognize(EPOCH_CAUSES):
        for number, (measures, right) in enumerate(draw_histories(rng)):
            answer = best(history_in_form(student, measures, number))
            expect_count(student, answer, right, misreadings(measures["val_loss"]))


@check(
    "takes the first of several equally good epochs",
    question="overfit",
    points=1,
    after=overfit_of_others,
    read=OVERFITTING,
)
def overfit_takes_the_first(student, rng):
    best = expect_function(student, "best_epoch")
    for number, places in enumerate(([2, 3, 4], [0, 6], [1, 5, 6], [3, 4])):
        values = rng.uniform(0.5, 0.9, size=7)
        values[places] = rng.uniform(0.2, 0.4)
        last = "the last of several equally low epochs: the first is asked for"
        answer = best(history_in_form(student, draw_history(rng, values), number))
        expect_count(student, answer, places[0], {last: places[-1]})


@check(
    "leaves the history as it was", question="overfit", points=1, after=overfit_of_others, read=OVERFITTING
)
def overfit_changes_nothing(student, rng):
    best = expect_function(student, "best_epoch")
    for number, (measures, right) in zip((1, 2), list(draw_histories(rng))[4:6], strict=True):
        given = keep(student, measures) if number == 1 else keras_history(student, measures)
        expect_count(student, best(given), right)
        with aside(student):
            left = dict_of(student, given) if number == 1 else history_of(given)
        expect(
            is_same(left, measures),
            "The history that was handed in is another one afterwards.",
            cause="The caller's lists are changed: sort or shorten a copy",
        )


@machinery
def dict_of(student, given):
    """Return the measures that a dict in the worker holds."""
    return library(student, "builtins").dict(given)


@machinery
def history_of(given):
    """Return the measures that a Keras History in the worker holds."""
    return given.history


@machinery
def is_same(left, measures):
    """Say whether measures are what they were."""
    return left == measures


@machinery
def keras_history(student, measures):
    """Make a Keras History of these measures, as `fit` returns it."""
    epochs = len(measures["loss"])
    params = {"verbose": 0, "epochs": epochs, "steps": 1}
    with aside(student):
        history = call_and_keep(library(student, "keras.callbacks").History)
        put = library(student, "builtins").setattr
        for name, value in (("history", measures), ("epoch", list(range(epochs))), ("params", params)):
            call_and_keep(put, history, name, value)
    return history
