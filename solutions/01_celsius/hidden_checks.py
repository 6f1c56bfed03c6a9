"""What only graders run: a training on many examples of a line drawn anew for every submission."""

import numpy as np

from autograder.checks import check, expect_below, library

from .public_checks import BUILT_IN, ask, call, line_model, train_returns_its_losses, weights_of


@check(
    "learns another line from many examples",
    question="train",
    points=2,
    after=train_returns_its_losses,
    read=BUILT_IN,
)
def train_learns_another_line(student, rng, thresholds):
    slope, intercept = rng.uniform(1.6, 3.0) * rng.choice([-1, 1]), rng.uniform(8, 20) * rng.choice([-1, 1])
    celsius = rng.uniform(-40, 40, size=(3200, 1)).astype("float32")
    # A start far from every line that is drawn, so that the loss has far to fall and none is met by luck.
    model = line_model(student, 0.0, 0.0)
    # Compiled as it should be, whatever the submission's own compile_model does.
    optimizer = ask(library(student, "keras"), "optimizers.Adam", 0.2)
    ask(model, "compile", optimizer=optimizer, loss="mean_squared_error")
    fahrenheit = (slope * celsius + intercept).astype("float32")
    call(student, "train", model, celsius, fahrenheit, epochs=4)
    found = weights_of(model)
    off = found - [slope, intercept]
    expect_below(
        # The largest distance, in °F, between −40 °C and 40 °C.
        40 * abs(off[0]) + abs(off[1]),
        thresholds["degrees_off"],
        "The model has not learned the line of the examples.",
        cause=_named(found),
    )


def _named(found):
    known = {
        "The model learned 1.8 · °C + 32, whatever the examples say: train on those that are handed in.": (
            abs(found[0] - 1.8) < 0.03 and abs(found[1] - 32) < 4
        ),
        "The weight or the bias is not finite: the training ran away.": not np.isfinite(found).all(),
        "The model did not move: fit the model that is handed in, not a copy.": not found.any(),
        "The model is on its way but not there: go through all the examples in every epoch.": True,
    }
    return next(sentence for sentence, holds in known.items() if holds)
