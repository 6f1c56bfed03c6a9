"""Public checks of question floor.

Built from solutions/03_noisy_line/public_checks.py by `autograder build 03_noisy_line`; change them there.
"""

from itertools import chain

import numpy as np

from autograder.checks import (
    aside,
    check,
    compare,
    describe,
    expect_close,
    expect_function,
    expect_number,
    expect_numbers,
    fail,
    panel,
    plot,
    remark,
    remark_on_numbers,
    scatter,
    tensor,
)
from autograder.notebook import Bench, test_case


LEAST_SQUARES = (
    "Wikipedia: Simple linear regression",
    "https://en.wikipedia.org/wiki/Simple_linear_regression",
)

# Four measurements, and what exceptions of a first measurement or training step mean.
INPUTS = tensor([-1.0, 0.0, 1.0, 2.0], "float32")
OUTPUTS = tensor([0.0, 2.5, 4.0, 8.5], "float32")


def call(student, name, *args, **kwargs):
    """Call the submission's function of that name."""
    return expect_function(student, name)(*args, **kwargs)


def first(causes):
    """Return the first sentence that holds, or nothing."""
    return next((sentence for sentence, holds in causes.items() if holds), "")


def noisy_line(rng, count, w, b, middle=0.0):
    """Return inputs and outputs whose best line is w · x + b, and the mean squared error that it leaves.

    Three points evenly apart that lie off a line by c, −2c and c pull it nowhere: they neither lift nor turn
    it. All numbers are small fractions of two, so that float32 holds them to the digit; the inputs spread by
    about 1.5 round their middle.
    """
    apart = rng.integers(1, 17, size=(count // 3, 1)) * [-1, 0, 1]
    off = rng.integers(1, 7, size=(count // 3, 1)) / 4 * rng.choice([-1, 1]) * [1, -2, 1]
    alone = rng.integers(4, 17, size=count % 3) * rng.choice([-1, 1])
    x = np.append(rng.integers(-16, 17, size=(count // 3, 1)) + apart, alone) / 8 + middle
    off = np.append(off, np.zeros(count % 3))
    order = rng.permutation(count)
    x, off = x[order], off[order]
    return x.astype("float32"), (w * x + b + off).astype("float32"), (off @ off) / count


def drawn_line(rng):
    """Return w and b of a line that is none of the story's, in quarters."""
    return rng.integers(5, 25) / 4 * rng.choice([-1, 1]), rng.integers(3, 17) / 4 * rng.choice([-1, 1])


def curvature(inputs):
    """Return the matrix K by which a step d = (in w, in b) off the best line costs d · K · d."""
    powers = np.array([inputs.astype(float), np.ones(len(inputs))])
    return powers @ powers.T / len(inputs)


def line_of(student, inputs, outputs):
    """Return the submission's least-squares line."""
    answer = call(student, "least_squares", tensor(inputs, "float32"), tensor(outputs, "float32"))
    return expect_numbers(answer, 2, names="numbers, w and b")


@check("returns two numbers", question="least_squares", read=LEAST_SQUARES)
def least_squares_gives_two_numbers(student):
    function = expect_function(student, "least_squares", ["inputs", "outputs"])
    answer = function(INPUTS, OUTPUTS)
    expect_numbers(answer, 2, names="numbers, w and b")
    remark_on_numbers(student, list(answer) if isinstance(answer, tuple) else answer)


def plot_lines(found, right, inputs, outputs):
    """Draw two lines among the points that they should fit."""
    lines = [w * inputs + b for w, b in (found, right)]
    return plot(
        "The line among the points: yours solid, expected dashed",
        panel("input x", "output y", scatter("points", inputs, outputs), *compare("y", *lines, x=inputs)),
    )


def wrong_lines(line, inputs, outputs):
    """Return the lines that people take for the best one, each with its sentence; several may share one."""
    (w, b), x, y = line, inputs.astype(float), outputs.astype(float)
    middle, height, count = x.mean(), y.mean(), len(x)
    tilted = x @ y / (x @ x)
    spread = x @ x / count - middle**2
    not_centred = [tilted, w * spread / (x @ x / count), x @ y / count / spread]
    other_way = [spread * w / np.var(y), np.var(y) / (w * spread)]
    ratio = [np.copysign((np.var(y) / spread) ** 0.5, sign) for sign in (1, -1)]
    return {
        "b and w: the slope w comes first": [(b, w)],
        "the best line through the origin: it may have a shift, too": [(tilted, 0.0)],
        "Centring was forgotten: subtract the means of inputs and outputs beforehand.": [
            (slope, height - slope * middle) for slope in not_centred
        ],
        "the true line of the story: compute the best line of the data that is handed in": [(3.0, 2.0)],
        "the line that predicts inputs from outputs: divide by the spread of the inputs": [
            (slope, shift)
            for slope in other_way
            for shift in (height - slope * middle, middle - slope * height)
        ],
        "The covariance divides by n − 1, the variance by n, or the reverse: both by the same.": [
            (w * part, height - w * part * middle) for part in (count / (count - 1), (count - 1) / count)
        ],
        "the ratio of the spreads, which is never that of a falling line: the numerator is the mean of the "
        "products": [(slope, height - slope * middle) for slope in ratio],
        "The shift has the wrong sign: b = ȳ − w · x̄.": [(w, -b)],
        "The shift is the mean of the outputs: subtract w · x̄ from it.": [(w, height)],
    }


def reach_of(line, inputs, outputs):
    """Return how far w and b may lie off: 1e-4 of w, and 3e-4 of the spread of the outputs."""
    return np.array([1e-4 * abs(line[0]), 3e-4 * float(outputs.std())])


def expect_line(found, line, inputs, outputs, more=None):
    """Expect a line within its tolerance, and name the mistake if it is another one."""
    reach = reach_of(line, inputs, outputs)
    if (abs(found - line) <= reach).all():
        return
    known = wrong_lines(line, inputs, outputs)
    causes = {name: any((abs(found - one) <= reach).all() for one in ones) for name, ones in known.items()}
    fail(
        f"Another line has a smaller mean squared error on these {len(inputs):,} points.",
        returned=describe(found),
        expected=describe(np.asarray(line)),
        cause=first(causes | (more or {})),
        picture=lambda: plot_lines(found, line, inputs, outputs),
    )


@check(
    "finds the best line of this data",
    question="least_squares",
    after=least_squares_gives_two_numbers,
    read=LEAST_SQUARES,
)
def least_squares_is_the_best_line(student):
    inputs, outputs = np.array([[-1, 0, 1, 3, 4, 5], [4, 2, -1, -4, -9, -10]])
    expect_line(line_of(student, inputs, outputs), np.array([-2.392857, 1.785714]), inputs, outputs)


CLOSED_FORM = "The answer depends on where the inputs lie, as a descent does: compute it by the formulas."
DIGITS = "Far from 0 single precision loses its digits: subtract the means beforehand, or compute in float64."


@check(
    "finds the best line of any data",
    question="least_squares",
    points=3,
    after=least_squares_is_the_best_line,
    read=LEAST_SQUARES,
)
def least_squares_is_the_line_of_any_data(student, rng):
    """Draw a few points and more than a thousand, small and large numbers, and inputs far from 0."""
    for count, across, up, far in (
        (int(rng.integers(5, 30)), 1.0, 1.0, 3),
        (1101, 1.0, 2.0**-10, 0),
        (int(rng.integers(30, 90)), 2.0**10, 2.0**10, 3),
        (60, 2.0**-10, 1.0, 0),
        # Not of small fractions: products of those have no digit that single precision could lose.
        (1103, 0.7, 0.3, 110),
    ):
        w, b = drawn_line(rng)
        middle = float(rng.integers(far // 2, far + 1)) * rng.choice([-1, 1])
        inputs, outputs, _ = noisy_line(rng, count, w, b, middle=middle)
        inputs, outputs = inputs * np.float32(across), outputs * np.float32(up)
        line = np.array([w * up / across, b * up])
        found = line_of(student, inputs, outputs)
        is_rough = np.isclose(found[0], line[0], rtol=0.1)
        expect_line(found, line, inputs, outputs, {DIGITS: far > 10 and is_rough, CLOSED_FORM: True})


@check(
    "returns one number", question="floor", after=least_squares_is_the_line_of_any_data, read=LEAST_SQUARES
)
def floor_is_a_number(student):
    answer = expect_function(student, "best_possible_loss", ["inputs", "outputs"])(INPUTS, OUTPUTS)
    expect_number(answer)
    remark_on_numbers(student, answer)


def floor_of(student, inputs, outputs):
    """Return the submission's smallest possible loss."""
    return expect_number(
        call(student, "best_possible_loss", tensor(inputs, "float32"), tensor(outputs, "float32"))
    )


def is_loss_of_own_line(student, found, line, inputs, outputs, floor):
    """Say whether that is the loss of the submission's own line, wrong in a known way as it is."""
    with aside(student):
        own = line_of(student, inputs, outputs)
    reach = 2 * reach_of(line, inputs, outputs)
    if (abs(own - line) <= reach).all():
        return False
    for wrong in chain.from_iterable(wrong_lines(line, inputs, outputs).values()):
        if (abs(own - wrong) <= reach).all():
            loss = (np.subtract(wrong, line) @ curvature(inputs) @ np.subtract(wrong, line)) + floor
            if np.isclose(found, loss, rtol=1e-3, atol=0):
                remark(
                    student,
                    "Right for this line of `least_squares`. It is not right itself, which costs once.",
                )
                return True
    return False


@check(
    "is the mean squared error of the best line",
    question="floor",
    after=(floor_is_a_number, least_squares_is_the_line_of_any_data),
    read=LEAST_SQUARES,
)
def floor_belongs_to_the_best_line(student):
    inputs, outputs = np.array([[-2, -1, 0, 1, 2, 4], [-3, -3, 3.5, 5.5, 5, 16]])
    line, right = np.array([3.107143, 1.928571]), 3.372024
    found = floor_of(student, inputs, outputs)
    if not np.isclose(found, right) and is_loss_of_own_line(student, found, line, inputs, outputs, right):
        return
    expect_close(
        found,
        right,
        mistakes={
            "the loss of the true line 3x + 2: take the line that fits this data best": 3.416667,
            "the sum of the squared errors: take their mean": 6 * right,
            "the root of the mean squared error: leave out the root": right**0.5,
            "half the mean squared error: leave out the factor ½": right / 2,
            "divided by n − 2: a mean divides by the number of examples": 6 / 4 * right,
            "divided by n − 1: a mean divides by the number of examples": 6 / 5 * right,
            "the variance of the outputs, which is the loss of a level line": 40.916667,
            "A mean squared error that is 0 or negative: square the errors before you average.": (
                lambda found: found.size == 1 and (found <= 1e-3).all()
            ),
        },
        problem="That is not the mean squared error of the least-squares line of these six points.",
    )


NOT_OF_THIS_LINE = "No line can do better than the floor: take all examples of the data that is handed in."


@check(
    "is the floor of any data",
    question="floor",
    points=2,
    after=(floor_belongs_to_the_best_line, least_squares_is_the_line_of_any_data),
    read=LEAST_SQUARES,
)
def floor_belongs_to_any_data(student, rng):
    """Draw a few points and more than a thousand, small and large numbers, and inputs far from 0."""
    for count, size, far in (
        (int(rng.integers(6, 30)), 1.0, 3),
        (1101, 2.0**-10, 0),
        (int(rng.integers(30, 90)), 2.0**10, 3),
        (1103, 1.0, 110),
    ):
        line = np.array(drawn_line(rng))
        middle = float(rng.integers(far // 2, far + 1)) * rng.choice([-1, 1])
        inputs, outputs, floor = noisy_line(rng, count, *line, middle=middle)
        outputs, floor = outputs * np.float32(size), floor * size**2
        found = floor_of(student, inputs, outputs)
        if np.isclose(found, floor, rtol=2e-4, atol=0) or is_loss_of_own_line(
            student, found, line * size, inputs, outputs, floor
        ):
            continue
        causes = {
            NOT_OF_THIS_LINE: found < 0.999 * floor,
            CLOSED_FORM: far > 0 and not found < 2.5 * floor,
        }
        fail(
            f"That is not the mean squared error of the best line of {count:,} points.",
            returned=f"{found:.7g}",
            expected=f"{floor:.7g}",
            cause=first(causes),
        )


OK_FORMAT = False
ORDER = 5
name = "floor"
points = 2
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="returns one number", points=0, hidden=False)
def test_floor_is_a_number(env):
    bench.run(floor_is_a_number, env)


@test_case(name="is the mean squared error of the best line", points=0, hidden=False)
def test_floor_belongs_to_the_best_line(env):
    bench.run(floor_belongs_to_the_best_line, env)


@test_case(name="is the floor of any data", points=2, hidden=False)
def test_floor_belongs_to_any_data(env):
    bench.run(floor_belongs_to_any_data, env)
