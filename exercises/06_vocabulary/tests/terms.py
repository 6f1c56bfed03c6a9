"""Public checks of question terms.

Built from solutions/06_vocabulary/public_checks.py by `autograder build 06_vocabulary`; change them there.
"""

from hashlib import sha256

from autograder.checks import check, expect, expect_function, expect_type
from autograder.notebook import Bench, test_case


GLOSSARY = ("Machine Learning Glossary", "https://developers.google.com/machine-learning/glossary")

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


OK_FORMAT = False
ORDER = 1
name = "terms"
points = 7
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="gives one letter to each of the 24 terms", points=0, hidden=False)
def test_terms_have_letters(env):
    bench.run(terms_have_letters, env)


@test_case(name="knows the words for data: feature, label, example, batch, epoch and the three sets", points=2, hidden=False)
def test_terms_of_data(env):
    bench.run(terms_of_data, env)


@test_case(name="knows the words for models: model, layer, dense, weights, flattening, ReLU, softmax", points=2, hidden=False)
def test_terms_of_models(env):
    bench.run(terms_of_models, env)


@test_case(name="knows the words for training: loss, gradient descent, optimizer, the two passes and their like", points=2, hidden=False)
def test_terms_of_training(env):
    bench.run(terms_of_training, env)


@test_case(name="tells classification from regression by their definitions", points=1, hidden=False)
def test_terms_of_tasks(env):
    bench.run(terms_of_tasks, env)
