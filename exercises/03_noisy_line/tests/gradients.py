"""Public checks of question gradients.

Built from solutions/03_noisy_line/public_checks.py by `autograder build 03_noisy_line`; change them there.
"""

import numpy as np

from autograder.checks import (
    call_and_keep,
    check,
    expect_array,
    expect_close,
    expect_function,
    expect_items,
    expect_number,
    recognize,
    tensor,
)
from autograder.notebook import Bench, test_case


GRADIENTS = "TensorFlow guide: Introduction to gradients and automatic differentiation"

# Four measurements, and what exceptions of a first measurement or training step mean.
INPUTS = tensor([-1.0, 0.0, 1.0, 2.0], "float32")
OUTPUTS = tensor([0.0, 2.5, 4.0, 8.5], "float32")
NO_STEP = {
    "non-persistent": "One tape answers once: ask it for both gradients in one call, or make it persistent.",
    r"attribute '_id'|type_value": (
        "The loss has left TensorFlow (through NumPy, `.numpy()` or `float(…)`), so the tape cannot follow: "
        "compute it with TensorFlow's own operations."
    ),
    r"NoneType|\(None\)|No gradients": (
        "A gradient is None: the tape did not see the way from that variable to the loss. Prediction and "
        "loss belong inside the `with` block, with TensorFlow's own operations all the way."
    ),
    "NameError": "The function uses a name that only another cell knows: work with its arguments alone.",
}


def call(student, name, *args, **kwargs):
    """Call the submission's function of that name."""
    return expect_function(student, name)(*args, **kwargs)


def new_model(student, w, b):
    """Return a model of the submission."""
    return call_and_keep(expect_function(student, "Model"), float(w), float(b))


def place_of(model):
    """Return the present w and b of a model."""
    return np.array([expect_number(model.w), expect_number(model.b)])


@check("returns three single numbers", question="gradients", points=1, read=GRADIENTS)
def gradients_gives_three_numbers(student):
    function = expect_function(student, "gradients", ["model", "inputs", "outputs"])
    with recognize(NO_STEP):
        answer = function(new_model(student, 1.0, 4.0), INPUTS, OUTPUTS)
    mistakes = {"one number for each example: take their mean": (4,)}
    for number in expect_items(answer, 3, names="loss, dw, db"):
        expect_array(number, shape=(), mistakes=mistakes)


@check(
    "computes the mean squared error and its two derivatives",
    question="gradients",
    points=1,
    after=gradients_gives_three_numbers,
    read=GRADIENTS,
)
def gradients_are_right(student):
    answer = call(student, "gradients", new_model(student, 1.0, 4.0), INPUTS, OUTPUTS)
    expect_close(
        np.array([expect_number(number) for number in expect_items(answer, 3, names="loss, dw, db")]),
        np.array([4.625, -3.5, 1.5]),
        mistakes={
            "the derivatives without the factor 2: the derivative of a square is twice what was squared": (
                np.array([4.625, -1.75, 0.75])
            ),
            "half the mean squared error and its derivatives: leave out the factor ½": (
                np.array([2.3125, -1.75, 0.75])
            ),
            "The derivatives are in each other's place: dw comes before db.": np.array([4.625, 1.5, -3.5]),
            "The derivatives have the wrong sign: the error is prediction minus output.": (
                np.array([4.625, 3.5, -1.5])
            ),
            "the sum over the examples: take the mean": np.array([18.5, -14.0, 6.0]),
            "The derivatives are sums over the examples: take the means.": np.array([4.625, -14.0, 6.0]),
            "the mean absolute error and its derivatives: square the errors": np.array([2.0, -0.5, 0.5]),
            "the root of the mean squared error: leave out the root": (
                lambda found: np.isclose(found[0], 4.625**0.5)
            ),
            "The derivative by w lacks the factor x.": np.array([4.625, 1.5, 1.5]),
        },
        problem="The errors are 3, 1.5, 1 and −2.5; loss, dw and db are not right.",
    )


@check("leaves the model as it is", question="gradients", points=1, after=gradients_gives_three_numbers)
def gradients_leave_the_model(student):
    model = new_model(student, 1.0, 4.0)
    call(student, "gradients", model, INPUTS, OUTPUTS)
    expect_close(
        place_of(model),
        np.array([1.0, 4.0]),
        problem="The model was w = 1, b = 4 before and is another one afterwards.",
        mistakes={
            "The function also updates the model: measure here, and leave the step to `fit`.": lambda found: (
                True
            ),
        },
    )


OK_FORMAT = False
ORDER = 2
name = "gradients"
points = 3
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="returns three single numbers", points=1, hidden=False)
def test_gradients_gives_three_numbers(env):
    bench.run(gradients_gives_three_numbers, env)


@test_case(name="computes the mean squared error and its two derivatives", points=1, hidden=False)
def test_gradients_are_right(env):
    bench.run(gradients_are_right, env)


@test_case(name="leaves the model as it is", points=1, hidden=False)
def test_gradients_leave_the_model(env):
    bench.run(gradients_leave_the_model, env)
