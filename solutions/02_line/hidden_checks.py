"""What only graders run: other seeds, and noisy lines with inputs of any kind, for every submission."""

import numpy as np

from autograder.checks import check, expect_close, expect_number, tensor

from .public_checks import (
    GRADIENTS,
    RANDOM,
    TRAINING,
    Case,
    Fitting,
    call,
    data_is_drawn_independently,
    data_lies_on_the_line,
    expect_fit,
    expect_seeds,
    fit_follows_drawn_lines,
    fitted,
    judged,
    loss_can_be_followed,
    make_data,
    make_steps,
    train_step_follows_drawn_lines,
    train_step_measures_drawn_examples,
)


@check(
    "makes data that repeat with any seed and with no other",
    question="data",
    points=1,
    after=(data_lies_on_the_line, data_is_drawn_independently),
    read=RANDOM,
)
def data_holds_for_other_seeds(student, rng):
    first, other, large = (int(seed) for seed in rng.integers([2, 100, 10**8], [100, 10**6, 10**9]))
    expect_seeds(student, first, first + 2, other, large, large + 1)
    for given in ({"seed": large}, {}):
        inputs, outputs = make_data(student, int(rng.integers(2, 400)), **given)
        expect_close(outputs, 3 * inputs.astype(float) + 2, rtol=1e-6)


@check(
    "averages the squares of normal errors",
    question="loss",
    points=1,
    after=loss_can_be_followed,
    read=TRAINING,
)
def loss_holds_for_other_numbers(student, rng):
    for count, scale in ((2, 1.0), (int(rng.integers(3, 300)), 30.0)):
        predicted, target = rng.normal(0.0, scale, size=(2, count)).astype("float32")
        expect_close(
            call(student, "loss", tensor(predicted), tensor(target)),
            np.mean((predicted.astype(float) - target) ** 2),
            atol=0.0,
        )


def noisy_case(rng):
    """Return float32 examples round a line far from 3x + 2, and a start some way off that line.

    Noise keeps the loss away from 0, where float32 has no digits left to compare.
    """
    count = int(rng.integers(30, 80))
    w, b = rng.uniform(-6.0, -1.0, size=2)
    x = rng.normal(0.5, 1.0, size=count).astype("float32").astype(float)
    y = (w * x + b + rng.normal(0.0, 0.3, size=count)).astype("float32").astype(float)
    slope, shift = np.polyfit(x, y, 1)
    offset = rng.uniform(1.0, 3.0, size=2) * rng.choice([-1.0, 1.0], size=2)
    start = tuple(np.float32([w + offset[0], b + offset[1]]).astype(float).tolist())
    curvature = ((np.mean(x**2), x.mean()), (x.mean(), 1.0))
    noise = np.sqrt(np.mean((slope * x + shift - y) ** 2))
    return Case(x, y, start, (slope, shift), curvature=curvature, noise=noise)


@check(
    "follows gradient descent on noisy lines",
    question="train_step",
    points=1,
    after=(train_step_measures_drawn_examples, train_step_follows_drawn_lines),
    read=GRADIENTS,
)
def train_step_follows_hidden_lines(student, rng):
    cases = [(noisy_case(rng), rate) for rate in rng.uniform(0.02, 0.05, size=2).tolist()]

    def judge(make):
        for case, rate, places, losses in make_steps(student, make, cases, 2):
            path = case.descent(2, rate)
            expect_close(np.array([expect_number(loss) for loss in losses]), path[2, :2], atol=1e-4)
            expect_close(places.T, path[:2], atol=1e-4)

    judged(student, "train_step", judge)


@check(
    "follows gradient descent from other starts on noisy lines",
    question="fit",
    points=1,
    after=fit_follows_drawn_lines,
    read=TRAINING,
)
def fit_follows_hidden_lines(student, rng):
    case, rate, epochs = noisy_case(rng), float(rng.uniform(0.02, 0.05)), int(rng.integers(6, 10))

    def judge(fitting: Fitting):
        expect_fit(fitting, fitting.model(case), case, epochs, rate)

    fitted(student, judge)
