"""Public checks of question least_squares.

Built from solutions/03_noisy_line/public_checks.py by `autograder build 03_noisy_line`; change them there.
"""

import numpy as np

from autograder.checks import (
    check,
    compare,
    expect_close,
    expect_function,
    expect_items,
    expect_type,
    panel,
    plot,
    scatter,
    tensor,
)
from autograder.notebook import Bench, test_case


# Four measurements, and what exceptions of a first measurement or training step mean.
INPUTS = tensor([-1.0, 0.0, 1.0, 2.0], "float32")
OUTPUTS = tensor([0.0, 2.5, 4.0, 8.5], "float32")


def call(student, name, *args, **kwargs):
    """Call the submission's function of that name."""
    return expect_function(student, name)(*args, **kwargs)


@check("returns two Python floats", question="least_squares", points=1)
def least_squares_gives_two_floats(student):
    function = expect_function(student, "least_squares", ["inputs", "outputs"])
    for number in expect_items(function(INPUTS, OUTPUTS), 2, names="w, b"):
        expect_type(number, float)


def line_of(student, inputs, outputs):
    """Return the submission's least-squares line."""
    answer = call(student, "least_squares", tensor(inputs, "float32"), tensor(outputs, "float32"))
    for number in expect_items(answer, 2, names="w, b"):
        expect_type(number, float)
    return np.array(answer)


def plot_lines(found, right, inputs, outputs):
    """Draw two lines among the points that they should fit."""
    lines = [w * inputs + b for w, b in (found, right)]
    return plot(
        "The line among the points: yours solid, expected dashed",
        panel("input x", "output y", scatter("points", inputs, outputs), *compare("y", *lines, x=inputs)),
    )


@check(
    "finds the best line of this data",
    question="least_squares",
    points=1,
    after=least_squares_gives_two_floats,
)
def least_squares_is_the_best_line(student):
    w, b = right = np.array([-2.392857, 1.785714])
    inputs, outputs = np.array([[-1, 0, 1, 3, 4, 5], [4, 2, -1, -4, -9, -10]])
    found = line_of(student, inputs, outputs)

    def not_centred(found):
        return any(
            np.allclose(found, [slope, -3 - 2 * slope], rtol=1e-4)
            for slope in (-1.980769, -1.288462, -3.678571)
        )

    expect_close(
        found,
        right,
        mistakes={
            "b and w: the slope w comes first": np.array([b, w]),
            "the best line through the origin: it may have a shift, too": np.array([-1.980769, 0.0]),
            "Centring was forgotten: subtract the means of inputs and outputs beforehand.": not_centred,
            "the true line of the story: compute the best line of the data that is handed in": (
                np.array([3.0, 2.0])
            ),
            "the line that predicts inputs from outputs: divide by the spread of the inputs": (
                lambda found: np.isclose(found[0], [-2.447761, -0.408537]).any()
            ),
            "The covariance divides by n − 1, the variance by n, or the reverse: both by the same.": (
                lambda found: np.isclose(found[0], [w * 6 / 5, w * 5 / 6]).any()
            ),
            "The shift has the wrong sign: b = ȳ − w · x̄.": np.array([w, -b]),
            "The shift is the mean of the outputs: subtract w · x̄ from it.": np.array([w, -3.0]),
        },
        problem="Another line has a smaller mean squared error on these six points.",
        picture=lambda: plot_lines(found, right, inputs, outputs),
    )


OK_FORMAT = False
ORDER = 4
name = "least_squares"
points = 2
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="returns two Python floats", points=1, hidden=False)
def test_least_squares_gives_two_floats(env):
    bench.run(least_squares_gives_two_floats, env)


@test_case(name="finds the best line of this data", points=1, hidden=False)
def test_least_squares_is_the_best_line(env):
    bench.run(least_squares_is_the_best_line, env)
