"""Public checks of question describe.

Built from solutions/04_fashion_mnist/public_checks.py by `autograder build 04_fashion_mnist`; change them there.
"""

import numpy as np

from autograder.checks import (
    bars,
    check,
    expect,
    expect_close,
    expect_equal,
    expect_function,
    expect_items,
    expect_type,
    plot,
)
from autograder.data import CLASS_NAMES
from autograder.notebook import Bench, test_case


def call(student, name, *args, **kwargs):
    """Call the submission's function of that name."""
    return expect_function(student, name)(*args, **kwargs)


@check("names the most probable class", question="describe", points=1)
def describe_names_the_class(student):
    expect_function(student, "describe_prediction", ["probabilities", "class_names"])
    row = np.array([0.01, 0.02, 0.03, 0.04, 0.05, 0.1, 0.05, 0.6, 0.06, 0.04], "float32")
    expect_description(call(student, "describe_prediction", row, list(CLASS_NAMES)), row, CLASS_NAMES)


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
    expect_type(confidence, float)
    expect_close(
        confidence,
        float(row[best]),
        mistakes={
            "The confidence is given in percent: it is a number between 0 and 1.": float(row[best] * 100),
            "The confidence belongs to another image: take it from the row that was handed in.": (
                lambda value: any(np.isclose(value, other) for other in others)
            ),
        },
        picture=picture,
    )


OK_FORMAT = False
ORDER = 9
name = "describe"
points = 1
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="names the most probable class", points=1, hidden=False)
def test_describe_names_the_class(env):
    bench.run(describe_names_the_class, env)
