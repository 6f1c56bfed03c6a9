"""Public checks of question loss.

Built from solutions/02_line/public_checks.py by `autograder build 02_line`; change them there.
"""

import numpy as np

from autograder.checks import check, expect_array, expect_close, expect_function, tensor
from autograder.notebook import Bench, test_case


def call(student, name, *args, **kwargs):
    """Call the submission's function of that name."""
    return expect_function(student, name)(*args, **kwargs)


@check("returns a single number", question="loss", points=1)
def loss_is_a_scalar(student):
    expect_function(student, "loss", ["predicted_y", "target_y"])
    answer = call(student, "loss", tensor([1.0, 2.0, 3.0], "float32"), tensor([1.0, 4.0, 0.0], "float32"))
    expect_array(answer, shape=(), mistakes={"one number for each example: take their mean": (3,)})


@check("averages the squared errors", question="loss", points=1, after=loss_is_a_scalar)
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
            "the mean of the errors, not squared: errors of opposite sign cancel, and it can be negative": (
                lambda value: np.allclose(abs(value), 1.25)
            ),
            "the square of the mean error: square first, then average": 1.5625,
            "the root of the mean squared error: leave out the root": 15.75**0.5,
            "divided by one less than the number of examples: a mean divides by their number": 21.0,
            "divided by 1,000: divide by how many examples there are": 0.063,
            "the mean over a table of every prediction minus every target: one of the two was reshaped": 13.0,
        },
        problem="The errors are 1, −2, 3 and −7; the loss is not right.",
    )


OK_FORMAT = False
ORDER = 3
name = "loss"
points = 2
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="returns a single number", points=1, hidden=False)
def test_loss_is_a_scalar(env):
    bench.run(loss_is_a_scalar, env)


@test_case(name="averages the squared errors", points=1, hidden=False)
def test_loss_is_the_mean_of_squares(env):
    bench.run(loss_is_the_mean_of_squares, env)
