"""Public checks of question loss.

Built from solutions/02_line/public_checks.py by `autograder build 02_line`; change them there.
"""

import numpy as np

from autograder.checks import (
    call_and_keep,
    check,
    expect,
    expect_array,
    expect_close,
    expect_function,
    keep,
    library,
    machinery,
    recognize,
    tensor,
)
from autograder.notebook import Bench, test_case


GRADIENTS = (
    "TensorFlow guide: Introduction to gradients and automatic differentiation",
    "https://www.tensorflow.org/guide/autodiff",
)
TRAINING = (
    "TensorFlow guide: Basic training loops",
    "https://www.tensorflow.org/guide/basic_training_loops",
)

# What exceptions of a first training step mean.
LEFT_TENSORFLOW = {
    r"attribute '(_id|dtype|numpy)'|type_value|not a Tensor|must be a Tensor": (
        "The loss has left TensorFlow (through NumPy, `.numpy()` or `float(…)`), so the tape cannot follow: "
        "compute it with TensorFlow's own operations."
    ),
}


def call(student, name, *args, **kwargs):
    """Call the submission's function of that name."""
    return expect_function(student, name)(*args, **kwargs)


@machinery
def slopes(student, compute, sources, *watched):
    """Return the gradients of what ``compute`` leaves with the worker, None where the tape sees no way."""
    tape = call_and_keep(library(student, "tensorflow").GradientTape)
    block = call_and_keep(library(student, "contextlib").ExitStack)
    block.enter_context(tape)
    try:
        for one in watched:
            tape.watch(one)
        answer = compute()
    finally:
        block.close()
    return tape.gradient(answer, sources)


@check("returns a single number", question="loss", read=TRAINING)
def loss_is_a_scalar(student):
    expect_function(student, "loss", ["predicted_y", "target_y"])
    answer = call(student, "loss", tensor([1.0, 2.0, 3.0], "float32"), tensor([1.0, 4.0, 0.0], "float32"))
    expect_array(answer, shape=(), mistakes={"a number for each example: take their mean": (3,)})


@check("averages the squared errors", question="loss", after=loss_is_a_scalar, read=TRAINING)
def loss_is_the_mean_of_squares(student):
    expect_close(
        call(
            student,
            "loss",
            tensor([3.0, 3.0, 2.0, -3.0], "float32"),
            tensor([2.0, 5.0, -1.0, 4.0], "float32"),
        ),
        15.75,
        mistakes={
            "the sum of the squared errors: divide by how many there are": 63.0,
            "the mean absolute error: square the differences": 3.25,
            "half the mean squared error: leave out the factor ½": 7.875,
            "twice the mean squared error: leave out the factor 2": 31.5,
            "the mean of the errors, not squared: errors of opposite sign cancel, and it can be negative": (
                lambda value: np.allclose(abs(value), 1.25)
            ),
            "the square of the mean error: square first, then average": 1.5625,
            "the root of the mean squared error: leave out the root": 15.75**0.5,
            "the sum divided by one less than the number of examples: a mean divides by their number": 21.0,
            "the sum divided by 1,000: divide by how many examples there are": 0.063,
            "the mean over a table of every prediction minus every target: one of the two was reshaped": 13.0,
            "the largest squared error: take their mean": 49.0,
            "the median of the squared errors: take their mean": 6.5,
            "the Huber loss, which does not square large errors: square them all": (
                lambda value: np.isclose(value, [2.75, 5.5], rtol=1e-3).any()
            ),
        },
        problem="The errors are 1, −2, 3 and −7; the loss is not right.",
    )


def drawn_errors(rng, count, scale):
    """Return float32 predictions and targets, errors (1, −2, 3, −7), and the number that multiplies these."""
    size = scale * rng.uniform(0.5, 2.0) * rng.choice([-1, 1])
    errors = rng.permutation(np.resize([1.0, -2.0, 3.0, -7.0], count)) if count > 1 else np.ones(1)
    target = rng.normal(0.0, 3 * scale, size=count).astype("float32")
    predicted = (target + size * errors).astype("float32")
    return predicted, target, errors, size


def judge_loss(student, rng):
    """Expect the right loss of few errors and of many, of small ones and of large ones."""
    for count, scale in ((4, 1), (1, 1), (4 * int(rng.integers(9, 40)), 1e-3), (1_004, 1e3)):
        predicted, target, _errors, size = drawn_errors(rng, count, scale)
        expect_close(
            call(student, "loss", tensor(predicted), tensor(target)),
            size**2 * (15.75 if count > 1 else 1),
            rtol=1e-3,
            atol=0.0,
            mistakes={"the answer to the example: compute it from the arguments": 15.75},
            problem=f"The loss of {count:,} errors is not right.",
        )


@check(
    "averages the squares of any errors",
    question="loss",
    points=2,
    after=loss_is_the_mean_of_squares,
    read=TRAINING,
)
def loss_is_right_for_drawn_errors(student, rng):
    judge_loss(student, rng)


def judge_flow(student, rng):
    """Expect gradients of the loss that reach the predictions: in proportion to the errors."""
    predicted, target, errors, size = drawn_errors(rng, 8, 1)
    function, given = expect_function(student, "loss"), keep(student, tensor(predicted))
    with recognize(LEFT_TENSORFLOW):
        found = slopes(student, lambda: call_and_keep(function, given, tensor(target)), given, given)
    expect(
        found is not None,
        "No gradient flows through the loss.",
        returned="None for the gradient of the loss with respect to the predictions",
        expected="one slope for each prediction",
        cause=LEFT_TENSORFLOW[next(iter(LEFT_TENSORFLOW))],
    )
    expect_close(found, errors * size / 4, rtol=1e-3, problem="The gradient of the loss is not right.")


@check(
    "lets gradients flow to the predictions",
    question="loss",
    points=1,
    after=loss_is_right_for_drawn_errors,
    read=GRADIENTS,
)
def loss_can_be_followed(student, rng):
    judge_flow(student, rng)


OK_FORMAT = False
ORDER = 3
name = "loss"
points = 3
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="returns a single number", points=0, hidden=False)
def test_loss_is_a_scalar(env):
    bench.run(loss_is_a_scalar, env)


@test_case(name="averages the squared errors", points=0, hidden=False)
def test_loss_is_the_mean_of_squares(env):
    bench.run(loss_is_the_mean_of_squares, env)


@test_case(name="averages the squares of any errors", points=2, hidden=False)
def test_loss_is_right_for_drawn_errors(env):
    bench.run(loss_is_right_for_drawn_errors, env)


@test_case(name="lets gradients flow to the predictions", points=1, hidden=False)
def test_loss_can_be_followed(env):
    bench.run(loss_can_be_followed, env)
