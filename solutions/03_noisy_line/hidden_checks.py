"""What only graders run: fresh lines, starting points, rates and inputs for every submission."""

import numpy as np

from autograder.checks import check, expect_close, expect_numbers, tensor

from .public_checks import (
    CLOSED_FORM,
    DIGITS,
    GRADIENTS,
    LEAST_SQUARES,
    TRAINING,
    call,
    descent_of,
    expect_descent,
    expect_line,
    fit_reaches_the_best_line,
    floor_belongs_to_any_data,
    floor_of,
    gradients_hold_for_any_line,
    is_loss_of_own_line,
    least_squares_is_the_line_of_any_data,
    line_of,
    new_model,
)


def scattered(rng, count, *, mean=0.5, spread=1.0):
    """Return float32 inputs and outputs round a line, off by normal numbers and a wild one."""
    inputs = rng.normal(mean, spread, size=count).astype("float32")
    w, b = rng.uniform(-6.0, -1.5, size=2)
    off = rng.normal(size=count)
    off[rng.integers(count)] = rng.choice([-60.0, 60.0])
    return inputs, (w * inputs + b + spread * off).astype("float32")


def best_line(inputs, outputs):
    """Return w and b of the least-squares line in double precision."""
    return np.polyfit(inputs.astype(float), outputs.astype(float), 1)


def mean_square(line, inputs, outputs):
    """Return the mean squared error of the line (w, b)."""
    return np.mean((line[0] * inputs.astype(float) + line[1] - outputs) ** 2)


def derivatives(w, b, inputs, outputs):
    """Return the mean squared error of a line and its derivatives by w and b."""
    x = inputs.astype(float)
    error = w * x + b - outputs
    return np.array([np.mean(error**2), 2 * np.mean(error * x), 2 * np.mean(error)])


def descend(inputs, outputs, start, rate, steps):
    """Return w, b and loss before each step of gradient descent, in three rows, and where it ends."""
    place, path = np.array(start, float), []
    for _ in range(steps):
        loss, *slope = derivatives(*place, inputs, outputs)
        path.append((*place, loss))
        place = place - rate * np.array(slope)
    return np.array(path).T, place


@check(
    "measures on data that scatter normally but for one wild measurement",
    question="gradients",
    points=1,
    after=gradients_hold_for_any_line,
    read=GRADIENTS,
)
def gradients_hold_for_other_data(student, rng):
    inputs, outputs = scattered(rng, int(rng.integers(20, 200)))
    w, b = rng.uniform(1.0, 4.0, size=2)
    answer = call(student, "gradients", new_model(student, w, b), tensor(inputs), tensor(outputs))
    expect_close(expect_numbers(answer, 3), derivatives(w, b, inputs, outputs))


@check(
    "follows gradient descent on data that scatter normally but for one wild measurement",
    question="fit",
    points=1,
    after=(gradients_hold_for_other_data, fit_reaches_the_best_line),
    read=TRAINING,
)
def fit_follows_other_rates(student, rng):
    data = scattered(rng, int(rng.integers(30, 80)))
    rate, epochs = float(rng.uniform(0.02, 0.05)), int(rng.integers(5, 9))
    start = rng.uniform(1.0, 6.0, size=2)
    rows, end, _ = descent_of(student, data, start, epochs, rate)
    expect_descent(student, (rows, end), data, start, rate, descend(*data, start, rate, epochs))


@check(
    "finds the best line wherever the inputs lie",
    question="least_squares",
    points=1,
    after=least_squares_is_the_line_of_any_data,
    read=LEAST_SQUARES,
)
def least_squares_holds_anywhere(student, rng):
    data = scattered(rng, 60, mean=float(rng.uniform(40.0, 160.0)), spread=2.0)
    line = best_line(*data)
    found = line_of(student, *data)
    expect_line(found, line, *data, {DIGITS: np.isclose(found[0], line[0], rtol=0.1), CLOSED_FORM: True})


@check(
    "is the floor wherever the inputs lie",
    question="floor",
    points=1,
    after=(floor_belongs_to_any_data, least_squares_holds_anywhere),
    read=LEAST_SQUARES,
)
def floor_holds_anywhere(student, rng):
    data = scattered(rng, 60, mean=float(rng.uniform(40.0, 160.0)), spread=2.0)
    line = best_line(*data)
    right, found = mean_square(line, *data), floor_of(student, *data)
    if np.isclose(found, right, rtol=2e-4, atol=0) or is_loss_of_own_line(student, found, line, *data, right):
        return
    expect_close(found, right, rtol=2e-4, atol=0.0, mistakes={CLOSED_FORM: lambda found: True})
