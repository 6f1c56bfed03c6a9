"""What only graders run: lines, rates and temperatures drawn anew for every submission."""

import numpy as np

from autograder.checks import (
    check,
    expect,
    expect_below,
    expect_close,
    expect_type,
    library,
    recognize,
    tensor,
)

from .public_checks import (
    BUILT_IN,
    DEEP_SHAPES,
    NO_ARRAY,
    adam,
    ask,
    build,
    call,
    compile_asks_for_no_accuracy,
    compile_uses_adam,
    compile_uses_the_mean_squared_error,
    deep_is_still_a_line,
    descend,
    line_model,
    losses_of,
    model_is_nothing_but_a_line,
    predict_asks_the_model,
    step,
    train_is_silent,
    train_updates_once_a_batch,
    weights_of,
)


@check("uses the learning rate that is handed in", question="compile", points=1, after=compile_uses_adam)
def compile_takes_the_rate(student, rng):
    rate = float(rng.uniform(0.2, 0.9))
    gradients = rng.uniform(0.5, 3.0, size=(4, 2)) * rng.choice([-1.0, 1.0], size=(4, 2))
    expect_close(
        step(student, gradients.tolist(), rate),
        adam(gradients, rate),
        rtol=1e-3,
        atol=1e-4,
        mistakes={
            "The learning rate 0.1 is written into the code: use the one that is handed in.": adam(
                gradients, 0.1
            ),
        },
    )


@check(
    "learns another line from other examples",
    question="train",
    points=2,
    after=(model_is_nothing_but_a_line, train_updates_once_a_batch),
    read=BUILT_IN,
)
def train_learns_another_line(student, rng, thresholds):
    slope, intercept = rng.uniform(1.6, 3.0) * rng.choice([-1, 1]), rng.uniform(8, 20) * rng.choice([-1, 1])
    celsius = rng.uniform(-40, 40, size=(3200, 1)).astype("float32")
    # A start far from every line that is drawn, so that the loss has far to fall and none is met by luck.
    model = line_model(student, 0.0, 0.0)
    # Compiled as it should be, whatever the submission's own compile_model does.
    optimizer = ask(library(student, "tensorflow"), "keras.optimizers.Adam", 0.1)
    ask(model, "compile", optimizer=optimizer, loss="mean_squared_error")
    fahrenheit = (slope * celsius + intercept).astype("float32")
    call(student, "train", model, celsius, fahrenheit, epochs=8)
    found = weights_of(model)
    expect(found.shape == (2,), "The model has other weights after training than before.")
    off = found - [slope, intercept]
    expect_below(
        # The largest distance, in °F, between −40 °C and 40 °C.
        40 * abs(off[0]) + abs(off[1]),
        thresholds["degrees_off"],
        "The model has not learned the line of the examples.",
        cause=_named(found, slope),
    )


def _named(found, slope):
    known = {
        "Features and labels are swapped: fit celsius, which goes in, to fahrenheit, which comes out.": (
            abs(found[0] - 1 / slope) < 0.1
        ),
        "The model learned 1.8 · °C + 32, whatever the examples say: train on those that are handed in.": (
            abs(found[0] - 1.8) < 0.03 and abs(found[1] - 32) < 4
        ),
        "The weight or the bias is not finite: the training ran away.": not np.isfinite(found).all(),
        "The model did not move: fit the model that is handed in, not a copy.": not found.any(),
    }
    return next((sentence for sentence, holds in known.items() if holds), "")


@check(
    "follows the loss downhill, step by step, when it is trained",
    question="compile",
    points=2,
    after=(
        model_is_nothing_but_a_line,
        compile_uses_the_mean_squared_error,
        compile_asks_for_no_accuracy,
        compile_takes_the_rate,
    ),
    read=BUILT_IN,
)
def compile_makes_the_steps(student, rng):
    rate, start = float(rng.uniform(0.2, 0.9)), rng.uniform([2, -20], [5, 20])
    model = line_model(student, *start)
    call(student, "compile_model", model, rate)
    # What is compiled into a graph first takes longer than these steps.
    ask(library(student, "builtins"), "setattr", model, "run_eagerly", True)
    gone = "The loss has left TensorFlow (through NumPy or `float(…)`), so Keras finds no gradients: name it."
    gradients, place = [], start
    for _ in range(4):
        celsius, fahrenheit = rng.uniform(-40, 100, size=(2, 8, 1)).astype("float32")
        with recognize({r"[Nn]o gradients|attribute '_id'|NumPy|numpy": gone}):
            ask(model, "train_on_batch", tensor(celsius), tensor(fahrenheit))
        error = place[0] * celsius.astype(float) + place[1] - fahrenheit
        gradients.append((2 * (error * celsius).mean(), 2 * error.mean()))
        place = start + adam(gradients, rate)
    expect_close(
        weights_of(model),
        place,
        rtol=1e-3,
        atol=1e-3,
        mistakes={"The model did not move: every step must change weight and bias.": start},
    )


@check(
    "returns the losses of this very training",
    question="train",
    points=1,
    after=(train_is_silent, train_learns_another_line),
    read=BUILT_IN,
)
def train_returns_its_losses(student, rng):
    start, rate = rng.uniform([2, -20], [5, 20]), 2e-4
    model = line_model(student, *start)
    optimizer = ask(library(student, "tensorflow"), "keras.optimizers.SGD", rate)
    ask(model, "compile", optimizer=optimizer, loss="mean_squared_error", run_eagerly=True)
    # One batch, so that the order of the examples does not matter.
    celsius, fahrenheit = rng.uniform(-40, 40, size=(2, 20, 1)).astype("float32")
    history = call(student, "train", model, celsius, fahrenheit, epochs=4)
    places = [descend(start, [(celsius, fahrenheit)] * updates, rate) for updates in range(5)]
    losses = np.array([((slope * celsius + shift - fahrenheit) ** 2).mean() for slope, shift in places])
    expect_close(
        np.array(losses_of(student, history, 4)),
        losses[:4],
        rtol=1e-3,
        mistakes={
            "the roots of the losses: return the History as `model.fit` made it": losses[:4] ** 0.5,
            "the losses after each epoch: return the History as `model.fit` made it": losses[1:],
        },
    )


@check(
    "answers through predict_fahrenheit as well",
    question="deep",
    points=1,
    after=(deep_is_still_a_line, predict_asks_the_model),
)
def deep_answers_through_predict(student, rng):
    model = build(student, "build_deep_model")
    weights = [rng.uniform(0.2, 1.0, size=shape).astype("float32") for shape in DEEP_SHAPES]
    ask(model, "set_weights", weights)
    celsius = float(rng.uniform(-60, 120))
    values = np.array([[celsius]])
    for place in range(0, len(weights), 2):
        values = values @ weights[place] + weights[place + 1]
    only_one_layer = (
        "Only build_model's single layer was looked at: ask the model itself, whatever its layers."
    )
    with recognize(NO_ARRAY | {r"unpack|ValueError|IndexError|TypeError": only_one_layer}):
        answer = call(student, "predict_fahrenheit", model, celsius)
    expect_type(answer, float)
    first, last = (float(weights[place][0, 0] * celsius + weights[place + 1][0]) for place in (0, 4))
    expect_close(
        answer,
        float(values[0, 0]),
        rtol=1e-3,
        mistakes={only_one_layer: lambda value: np.allclose(value, first) or np.allclose(value, last)},
    )
