"""What only graders run: fresh lines, starting points, rates and inputs for every submission."""

import numpy as np

from autograder.checks import check, expect_below, expect_close, expect_items, expect_number, tensor

from .public_checks import (
    GRADIENTS,
    TRAINING,
    call,
    first,
    fit_trains_the_model,
    floor_belongs_to_the_best_line,
    floor_of,
    gradients_are_right,
    gradients_leave_the_model,
    least_squares_is_the_best_line,
    line_of,
    new_model,
    place_of,
    rows_of,
)

CLOSED_FORM = "The answer depends on where the inputs lie, as a descent does: compute it by the formulas."


def noisy_line(rng, count, *, mean=0.5, spread=1.0):
    """Return float32 inputs and outputs round a line that is far from 3x + 2."""
    inputs = rng.normal(mean, spread, size=count).astype("float32")
    w, b = rng.uniform(-6.0, -1.5, size=2)
    return inputs, (w * inputs + b + rng.normal(size=count)).astype("float32")


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
    """Return w, b and loss before each step of gradient descent and after the last, in three rows."""
    place, path = np.array(start, float), []
    for _ in range(steps + 1):
        loss, *slope = derivatives(*place, inputs, outputs)
        path.append((*place, loss))
        place = place - rate * np.array(slope)
    return np.array(path).T


@check(
    "computes loss and derivatives for any data",
    question="gradients",
    points=1,
    after=(gradients_are_right, gradients_leave_the_model),
    read=GRADIENTS,
)
def gradients_hold_for_other_data(student, rng):
    inputs, outputs = noisy_line(rng, int(rng.integers(20, 200)))
    w, b = rng.uniform(1.0, 4.0, size=2)
    answer = call(student, "gradients", new_model(student, w, b), tensor(inputs), tensor(outputs))
    right = derivatives(w, b, inputs, outputs)
    scale = len(inputs) / 4
    expect_close(
        np.array([expect_number(number) for number in expect_items(answer, 3, names="loss, dw, db")]),
        right,
        mistakes={
            "The answer to the example in the public check: compute it from the arguments.": (
                np.array([4.625, -3.5, 1.5])
            ),
            "The number of examples is written into the code: divide by how many there are.": (
                lambda found: np.allclose(found[1:], right[1:] * scale, rtol=1e-3)
            ),
        },
    )


@check(
    "follows gradient descent from other starts with other rates",
    question="fit",
    points=1,
    after=(gradients_hold_for_other_data, fit_trains_the_model),
    read=TRAINING,
)
def fit_follows_other_rates(student, rng):
    inputs, outputs = noisy_line(rng, int(rng.integers(30, 80)))
    rate, epochs, start = (
        float(rng.uniform(0.02, 0.05)),
        int(rng.integers(5, 9)),
        rng.uniform(1.0, 6.0, size=2),
    )
    model = new_model(student, *start)
    asked = {"epochs": epochs, "learning_rate": rate}
    rows = rows_of(call(student, "fit", model, tensor(inputs), tensor(outputs), **asked), epochs)
    path = descend(inputs, outputs, start, rate, epochs)
    expect_close(
        np.append(rows, place_of(model)),
        np.append(path[:, :-1], path[:2, -1]),
        atol=1e-4,
        mistakes={
            "The learning rate 0.1 is written into the code: use the one that is handed in.": (
                lambda found: np.allclose(
                    found[: 2 * epochs],
                    descend(inputs, outputs, start, 0.1, epochs - 1)[:2].ravel(),
                    rtol=1e-3,
                )
            ),
        },
    )


@check(
    "ends on the least-squares line",
    question="fit",
    points=1,
    after=(gradients_hold_for_other_data, fit_trains_the_model),
    read=TRAINING,
)
def fit_reaches_the_best_line(student, rng, thresholds):
    inputs, outputs = noisy_line(rng, 1000, mean=0.0)
    model = new_model(student, 5.0, 0.0)
    call(student, "fit", model, tensor(inputs), tensor(outputs), epochs=200, learning_rate=0.1)
    found, best = place_of(model), best_line(inputs, outputs)
    off = abs(found - best)
    causes = {
        "The training ends before all epochs are made: make each of them.": (off < 1).all(),
        "The training ran away.": not np.isfinite(found).all(),
    }
    expect_below(
        off,
        thresholds["converged"],
        "After 200 epochs the model is not on the least-squares line.",
        cause=first(causes),
    )


@check(
    "finds the best line wherever the inputs lie",
    question="least_squares",
    points=1,
    after=least_squares_is_the_best_line,
)
def least_squares_holds_anywhere(student, rng):
    inputs, outputs = noisy_line(rng, 60, mean=float(rng.uniform(4.0, 6.0)), spread=2.0)
    right = best_line(inputs, outputs)
    mistakes = {CLOSED_FORM: lambda found: True}
    expect_close(line_of(student, inputs, outputs), right, rtol=1e-3, mistakes=mistakes)


@check(
    "is the floor wherever the inputs lie",
    question="floor",
    points=1,
    after=(floor_belongs_to_the_best_line, least_squares_holds_anywhere),
)
def floor_holds_anywhere(student, rng):
    inputs, outputs = noisy_line(rng, 60, mean=float(rng.uniform(4.0, 6.0)), spread=2.0)
    right = mean_square(best_line(inputs, outputs), inputs, outputs)
    mistakes = {CLOSED_FORM: lambda found: True}
    expect_close(floor_of(student, inputs, outputs), right, rtol=1e-3, mistakes=mistakes)
