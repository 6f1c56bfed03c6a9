"""Public checks of question terms.

Built from solutions/06_vocabulary/public_checks.py by `autograder build 06_vocabulary`; change them there.
"""

from autograder.checks import check, expect, expect_function, expect_type
from autograder.notebook import Bench, test_case


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


@check("gives one letter to each of the 24 terms", question="terms", read=GLOSSARY)
def terms_have_letters(student):
    expect_letters(expect_function(student, "match_terms")())


OK_FORMAT = False
ORDER = 1
name = "terms"
points = 0
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="gives one letter to each of the 24 terms", points=0, hidden=False)
def test_terms_have_letters(env):
    bench.run(terms_have_letters, env)
