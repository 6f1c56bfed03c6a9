"""Public checks of question describe.

Built from solutions/04_fashion_mnist/public_checks.py by `autograder build 04_fashion_mnist`; change them there.
"""

import numpy as np

from autograder.checks import (
    Remote,
    aside,
    bars,
    call_and_keep,
    check,
    expect,
    expect_close,
    expect_equal,
    expect_function,
    expect_items,
    expect_number,
    fetch,
    keep,
    plot,
    remark_on_numbers,
)
from autograder.data import CLASS_NAMES
from autograder.notebook import Bench, test_case


CLASSIFY = (
    "TensorFlow tutorial: Basic classification: Classify images of clothing",
    "https://www.tensorflow.org/tutorials/keras/classification",
)


def part(thing, path):
    """Return an attribute, or one of an attribute, of an object that stays with the submission."""
    for name in path.split("."):
        expect(isinstance(thing, Remote), f"There is nothing that has a `{name}`.", answer=thing)
        thing = getattr(thing, name)
    return thing


def ask(thing, path, *args, **kwargs):
    """Call a method of an object that stays with the submission."""
    method = part(thing, path)
    expect(isinstance(method, Remote), f"`{path}` cannot be called.", answer=method)
    return method(*args, **kwargs)


def ask_and_keep(thing, path, *args, **kwargs):
    """Call a method and leave what it returns with the submission."""
    method = part(thing, path)
    expect(isinstance(method, Remote), f"`{path}` cannot be called.", answer=method)
    return call_and_keep(method, *args, **kwargs)


def call(student, name, *args, **kwargs):
    """Call the submission's function of that name."""
    return expect_function(student, name)(*args, **kwargs)


def softmax(logits, axis=-1):
    """Return the probabilities that belong to logits."""
    with np.errstate(all="ignore"):
        powers = np.exp(logits - logits.max(axis=axis, keepdims=True))
        return powers / powers.sum(axis=axis, keepdims=True)


@check("names the most probable class", question="describe", read=CLASSIFY)
def describe_names_the_class(student):
    expect_function(student, "describe_prediction", ["probabilities", "class_names"])
    row = np.array([0.01, 0.02, 0.03, 0.04, 0.05, 0.1, 0.05, 0.6, 0.06, 0.04], "float32")
    expect_description(call(student, "describe_prediction", row, list(CLASS_NAMES)), row, CLASS_NAMES)


@check(
    "describes any row, sure or unsure, and leaves it as it was",
    question="describe",
    points=3,
    after=describe_names_the_class,
    read=CLASSIFY,
)
def describe_takes_any_row(student, rng):
    names = ["".join(rng.choice(list("klmnopqr"), 5)) + str(number) for number in range(10)]
    others = [0.6]
    for best, sure in (
        (0, 0.97),
        (9, 0.2),
        *((int(rng.integers(1, 9)), level) for level in (0.35, 0.55, 0.75)),
    ):
        confidence = sure + rng.uniform(-0.02, 0.02)
        row = rng.dirichlet(np.full(9, 30.0)) * (1 - confidence)
        row = np.insert(row, best, confidence).astype("float32")
        with aside(student):
            sent, list_sent = ask_and_keep(keep(student, row), "copy"), keep(student, list(names))
        answer = call(student, "describe_prediction", sent, list_sent)
        expect_description(answer, row, names, others)
        with aside(student):
            left = ask(list_sent, "copy")
            texts = isinstance(left, list) and all(isinstance(one, str) for one in left)
            unchanged = np.array_equal(fetch(sent), row) and texts and left == names
        expect(
            unchanged,
            "What was handed in has changed: only look at it.",
            cause="`sort`, `reverse` and `pop` change what they are called on; np.argmax does not.",
        )
        others.append(float(row[best]))
    remark_on_numbers(student, answer)


def expect_description(answer, row, names, others=()):
    """Expect the name of the largest probability and that probability."""
    name, confidence = expect_items(answer, 2, names="name, confidence")
    best = int(row.argmax())

    def picture():
        mine = [confidence if name == one else 0.0 for one in names]
        shown = bars("class", "probability", names, answer=mine, expected=row)
        return plot("The class and its probability: yours, beside those of all classes", shown)

    expect(
        type(name) is not int and not isinstance(name, np.ndarray),
        "The first is a number: look the name up, class_names[number].",
        answer=name,
    )
    expect_equal(
        name,
        names[best],
        mistakes={"The least probable class: use argmax, not argmin.": names[row.argmin()]},
        picture=picture,
    )
    expect_number(confidence)
    again = softmax(row.astype("float64"))
    expect_close(
        confidence,
        float(row[best]),
        mistakes={
            "The confidence is given in percent: it is a number between 0 and 1.": float(row[best] * 100),
            "Softmax is applied once more, although these are probabilities already.": float(again[best]),
            "The confidence belongs to another image: take it from the row that was handed in.": (
                lambda value: any(np.isclose(value, other) for other in others)
            ),
            "The confidence is rounded: return it as it is.": (
                lambda value: any(np.isclose(value, round(float(row[best]), digits)) for digits in (1, 2, 3))
            ),
        },
        picture=picture,
    )


OK_FORMAT = False
ORDER = 9
name = "describe"
points = 3
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="names the most probable class", points=0, hidden=False)
def test_describe_names_the_class(env):
    bench.run(describe_names_the_class, env)


@test_case(name="describes any row, sure or unsure, and leaves it as it was", points=3, hidden=False)
def test_describe_takes_any_row(env):
    bench.run(describe_takes_any_row, env)
