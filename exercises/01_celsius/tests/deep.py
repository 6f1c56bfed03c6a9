"""Public checks of question deep.

Built from solutions/01_celsius/public_checks.py by `autograder build 01_celsius`; change them there.
"""

import numpy as np

from autograder.checks import (
    Remote,
    check,
    compare,
    describe,
    expect,
    expect_close,
    expect_function,
    library,
    panel,
    plot,
    tensor,
)
from autograder.notebook import Bench, test_case


SEQUENTIAL = "TensorFlow guide: The Sequential model"

# The seven readings: degrees Celsius and degrees Fahrenheit in turn.
READINGS = "-40 -40  -10 14  0 32  8 46  15 59  22 72  38 100"
CELSIUS, FAHRENHEIT = np.float32(READINGS.split()).reshape(7, 1, 2).transpose(2, 0, 1)


def part(thing, path):
    """Return an attribute, or one of an attribute, of an object that stays with the submission."""
    for name in path.split("."):
        expect(isinstance(thing, Remote), f"There is nothing that has a `{name}`.", answer=thing)
        thing = getattr(thing, name)
    return thing


def ask(thing, path, *args, **kwargs):
    """Call a method of an object that stays with the submission."""
    method = part(thing, path)
    expect(isinstance(method, Remote), f"`{path}` cannot be called.", answer=method)
    return method(*args, **kwargs)


def call(student, name, *args, **kwargs):
    """Call the submission's function of that name."""
    return expect_function(student, name)(*args, **kwargs)


def is_keras(student, value, name):
    """Say whether a value is an object of a class of Keras, such as ``"Model"``."""
    wanted = part(library(student, "tensorflow"), f"keras.{name}")
    return (
        isinstance(value, Remote) and ask(library(student, "builtins"), "isinstance", value, wanted) is True
    )


def build(student, name="build_model"):
    """Return the Keras model that the submission's function builds."""
    model = call(student, name)
    expect(
        is_keras(student, model, "Model"),
        f"`{name}` does not return a Keras model.",
        answer=model,
        returned=describe(model),
        expected="a Keras model",
        cause="Nothing came back (None): does the function end with `return`?" if model is None else "",
    )
    return model


def shapes_of(model):
    """Return the shapes of all the model's weights and biases."""
    arrays = ask(model, "get_weights")
    found = arrays if isinstance(arrays, (list, tuple)) else []
    return [array.shape for array in found if isinstance(array, np.ndarray)]


def expect_shapes(model, shapes, mistakes):
    """Expect weights and biases of these shapes; mistakes are sentences with whether they hold."""
    found = shapes_of(model)
    not_built = "The model is not built yet: say what comes in, with tf.keras.Input(shape=(1,)) at its start."
    known = {not_built: not found} | {sentence: holds(found) for sentence, holds in mistakes.items()}
    expect(
        found == shapes,
        "The model does not have the layers that are asked for.",
        returned=f"weights and biases of the shapes {found}",
        expected=f"weights and biases of the shapes {shapes}",
        cause=next((sentence for sentence, holds in known.items() if holds), ""),
    )


def plot_answers(celsius, answer, line):
    """Draw the answers to some temperatures beside the line on which they should lie."""
    order = np.argsort(celsius, axis=None)
    curves = compare("°F", np.ravel(answer)[order], line.ravel()[order], x=celsius.ravel()[order])
    return plot("What the model answers: yours solid, expected dashed", panel("°C", "answer, °F", *curves))


DEEP_SHAPES = [(1, 4), (4,), (4, 4), (4,), (4, 1), (1,)]


@check("is a built Keras model of 4, 4 and 1 units", question="deep", points=1, read=SEQUENTIAL)
def deep_has_three_layers(student):
    expect_shapes(
        build(student, "build_deep_model"),
        DEEP_SHAPES,
        {
            "There are too many layers: it takes three Dense layers.": lambda found: len(found) > 6,
            "The layers do not have 4, 4 and 1 units, in this order.": lambda found: len(found) == 6,
            "The layers have no biases: leave out use_bias=False.": (
                lambda found: found == [shape for shape in DEEP_SHAPES if len(shape) == 2]
            ),
            "There are too few layers: it takes three Dense layers.": lambda found: 0 < len(found) < 6,
        },
    )


@check("draws a line, without activations", question="deep", points=1, after=deep_has_three_layers)
def deep_is_still_a_line(student, rng):
    model = build(student, "build_deep_model")
    weights = [rng.uniform(-1, 1, size=shape).astype("float32") for shape in DEEP_SHAPES]
    ask(model, "set_weights", weights)
    linked = "The layers are linked with an activation ({}): leave it out, since the rule is a line."
    answer, line = model(tensor(CELSIUS)), forward(weights, lambda value: value)
    expect_close(
        answer,
        line,
        rtol=1e-3,
        atol=1e-3,
        mistakes={
            linked.format("ReLU"): forward(weights, lambda value: np.maximum(value, 0)),
            linked.format("sigmoid"): forward(weights, lambda value: 1 / (1 + np.exp(-value))),
            linked.format("tanh"): forward(weights, np.tanh),
        },
        problem="The network does not draw the line that its weights and biases make.",
        picture=lambda: plot_answers(CELSIUS, answer, line),
    )


def forward(weights, activation):
    """Return the answers of dense layers for the seven readings, with an activation between the layers."""
    values = CELSIUS.astype(float)
    for place in range(0, len(weights), 2):
        values = (activation(values) if place else values) @ weights[place] + weights[place + 1]
    return values


OK_FORMAT = False
ORDER = 7
name = "deep"
points = 2
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="is a built Keras model of 4, 4 and 1 units", points=1, hidden=False)
def test_deep_has_three_layers(env):
    bench.run(deep_has_three_layers, env)


@test_case(name="draws a line, without activations", points=1, hidden=False)
def test_deep_is_still_a_line(env):
    bench.run(deep_is_still_a_line, env)
