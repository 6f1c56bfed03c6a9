"""What only graders run: fresh lines, starting points, rates and seeds for every submission."""

import numpy as np

from autograder.checks import check, expect, expect_close, expect_number, tensor

from .public_checks import (
    RANDOM,
    TRAINING,
    call,
    data_lies_on_the_line,
    data_repeats_with_its_seed,
    fit_converges,
    loss_is_the_mean_of_squares,
    make_data,
    model_computes_the_line,
    new_model,
    rows_of,
    set_value,
    train_step_keeps_the_variables,
    train_step_returns_the_loss_before,
    values_of,
    variables_of,
)

WRITTEN_LINE = "A 3 and a 2 are written into the code: learn the line from the outputs that are handed in."
WRITTEN_RATE = "The learning rate 0.1 is written into the code: use the one that is handed in."


def drawn_line(rng):
    """Return float32 examples round a line far from 3x + 2, and a start some way off that line.

    Noise keeps the loss away from 0, where float32 has no digits left to compare.
    """
    count = int(rng.integers(30, 80))
    w, b = rng.uniform(-6.0, -1.0, size=2)
    inputs = rng.normal(0.5, 1.0, size=count).astype("float32")
    outputs = (w * inputs + b + rng.normal(0.0, 0.3, size=count)).astype("float32")
    offset = rng.uniform(1.0, 3.0, size=2) * rng.choice([-1.0, 1.0], size=2)
    return inputs, outputs, [float(w + offset[0]), float(b + offset[1])]


def descend(inputs, outputs, start, rate, steps):
    """Return w, b and loss before each step of gradient descent and after the last, in three float64 rows."""
    x, y = inputs.astype(float), outputs.astype(float)
    w, b = start
    path = []
    for _ in range(steps + 1):
        error = w * x + b - y
        path.append((w, b, np.mean(error**2)))
        w, b = w - rate * 2 * np.mean(error * x), b - rate * 2 * np.mean(error)
    return np.array(path).T


@check(
    "takes 0 as a seed and draws fresh data without one",
    question="data",
    points=1,
    after=(data_lies_on_the_line, data_repeats_with_its_seed),
    read=RANDOM,
)
def data_knows_zero_and_none(student, rng):
    seed, other = (int(drawn) for drawn in rng.choice(10_000, size=2, replace=False) + 1)
    asked = (0, seed, other, 0, None, None)
    zero, first, second, again, fresh, newer = (make_data(student, 20, seed=one)[0] for one in asked)
    expect(
        np.array_equal(zero, again),
        "The seed 0 gave other data the second time.",
        cause="0 is a seed like any other, though Python counts it as false: compare with `is None`.",
    )
    expect(
        not np.array_equal(fresh, newer) and not np.array_equal(fresh, zero),
        "Two calls without a seed gave the same data.",
        cause="Without a seed the inputs are reused: draw fresh ones in each call.",
    )
    expect(not np.array_equal(first, second), "Another seed gave the same data.")


@check(
    "computes w · x + b for any numbers and shapes", question="model", points=1, after=model_computes_the_line
)
def model_is_a_line_of_its_own(student, rng):
    (w, b), (other_w, other_b) = rng.uniform(-5.0, 5.0, size=(2, 2)).tolist()
    model, other = new_model(student, w, b), new_model(student, other_w, other_b)
    for shape in ((7,), (4, 3), ()):
        x = rng.normal(size=shape).astype("float32")
        expect_close(
            model(tensor(x)),
            w * x.astype(float) + b,
            rtol=1e-4,
            atol=1e-4,
            mistakes={
                "The second model took over the first: each needs variables of its own, made in __init__.": (
                    other_w * x.astype(float) + other_b
                ),
                "flattened: the predictions must have the shape of x": lambda y, x=x: (
                    y.size == x.size and y.shape != x.shape
                ),
            },
        )
    set_value(variables_of(other)[0], 0.0)
    expect_close(values_of(model), np.array([w, b]), problem="Changing one model changed another.")


@check("averages the squares of any errors", question="loss", points=1, after=loss_is_the_mean_of_squares)
def loss_holds_for_other_numbers(student, rng):
    for count in (1, 2, int(rng.integers(20, 200))):
        predicted, target = rng.normal(0.0, 5.0, size=(2, count)).astype("float32")
        expect_close(
            call(student, "loss", tensor(predicted), tensor(target)),
            np.mean((predicted.astype(float) - target) ** 2),
            mistakes={
                "the answer to the example in the public check: compute it from the arguments": 15.75,
            },
        )


def flat(path, steps):
    """Return w and b before each step and after the last, and the loss before each, in one row."""
    return np.concatenate([path[0][: steps + 1], path[1][: steps + 1], path[2][:steps]])


@check(
    "follows gradient descent on other lines and rates",
    question="train_step",
    points=1,
    after=(
        train_step_returns_the_loss_before,
        train_step_keeps_the_variables,
        model_is_a_line_of_its_own,
        loss_holds_for_other_numbers,
    ),
)
def train_step_follows_hidden_lines(student, rng):
    inputs, outputs, start = drawn_line(rng)
    rate = float(rng.uniform(0.02, 0.05))
    model = new_model(student, *start)
    data = tensor(inputs), tensor(outputs)
    places, losses = [values_of(model)], []
    for _ in range(3):
        losses.append(expect_number(call(student, "train_step", model, *data, rate)))
        places.append(values_of(model))
    expect_close(
        np.concatenate([*np.array(places).T, losses]),
        flat(descend(inputs, outputs, start, rate, 3), 3),
        atol=1e-4,
        mistakes={
            WRITTEN_RATE: flat(descend(inputs, outputs, start, 0.1, 3), 3),
            WRITTEN_LINE: flat(descend(inputs, 3 * inputs + 2, start, rate, 3), 3),
        },
    )


@check(
    "follows gradient descent from other starts on other lines",
    question="fit",
    points=1,
    after=(fit_converges, train_step_follows_hidden_lines),
    read=TRAINING,
)
def fit_follows_hidden_lines(student, rng):
    inputs, outputs, start = drawn_line(rng)
    rate, epochs = float(rng.uniform(0.02, 0.05)), int(rng.integers(5, 10))
    model = new_model(student, *start)
    asked = {"epochs": epochs, "learning_rate": rate}
    rows = rows_of(call(student, "fit", model, tensor(inputs), tensor(outputs), **asked), epochs)
    path = descend(inputs, outputs, start, rate, epochs + 1)
    expect_close(
        rows,
        path[:, :epochs],
        atol=1e-4,
        mistakes={
            WRITTEN_RATE: descend(inputs, outputs, start, 0.1, epochs)[:, :epochs],
            WRITTEN_LINE: lambda found: (
                np.allclose(
                    found,
                    descend(inputs, 3 * inputs + 2, start, rate, epochs)[:, :epochs],
                    rtol=1e-4,
                    atol=1e-4,
                )
                or np.allclose(found[:2, -1], [3, 2], atol=0.3)
            ),
            "The model was set back to w = 1, b = 4: go on from where it is handed in.": descend(
                inputs, outputs, [1.0, 4.0], rate, epochs
            )[:, :epochs],
        },
    )
    expect_close(
        values_of(model),
        path[:2, epochs],
        atol=1e-4,
        mistakes={
            "one update too many: there is one an epoch": path[:2, epochs + 1],
            "one update too few: there is one an epoch": path[:2, epochs - 1],
            WRITTEN_LINE: np.array([3.0, 2.0]),
        },
    )
