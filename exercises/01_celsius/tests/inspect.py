"""Public checks of question inspect.

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
    expect_items,
    expect_type,
    library,
    panel,
    plot,
    recognize,
    tensor,
)
from autograder.notebook import Bench, test_case


SEQUENTIAL = "TensorFlow guide: The Sequential model"

# The seven readings: degrees Celsius and degrees Fahrenheit in turn.
READINGS = "-40 -40  -10 14  0 32  8 46  15 59  22 72  38 100"
CELSIUS, FAHRENHEIT = np.float32(READINGS.split()).reshape(7, 1, 2).transpose(2, 0, 1)

NO_ARRAY = {
    r"Unrecognized data type|Only input tensors": (
        "Keras 3 refuses a plain list or number: put it into a NumPy array of shape (1, 1)."
    ),
    r"tuple index out of range|Invalid input shape|expected min_ndim|incompatible shape": (
        "The model wants a table with a row an example: one temperature has the shape (1, 1)."
    ),
    r"ExpiredDeprecation|only 0-dimensional|can only convert an array|only length-1": (
        "The answer is an array of shape (1, 1): pick its number, with [0, 0], before making a float of it."
    ),
}


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


def line_model(student, slope, intercept):
    """Return a model of the submission's build_model that draws this line."""
    model = build(student)
    ask(model, "set_weights", [np.array([[slope]], "float32"), np.array([intercept], "float32")])
    return model


def bent(line):
    """Return what the usual activations make of the answers of a line, by sentence."""
    with np.errstate(over="ignore"):
        return {
            "ReLU cuts off everything below zero, so the model cannot say −40: leave out the activation.": (
                np.maximum(line, 0)
            ),
            "A sigmoid keeps every answer between 0 and 1: leave out the activation.": 1
            / (1 + np.exp(-line)),
            "A tanh keeps every answer between −1 and 1: leave out the activation.": np.tanh(line),
            "A softmax over one unit is always 1: leave out the activation.": np.ones_like(line),
        }


def plot_answers(celsius, answer, line):
    """Draw the answers to some temperatures beside the line on which they should lie."""
    order = np.argsort(celsius, axis=None)
    curves = compare("°F", np.ravel(answer)[order], line.ravel()[order], x=celsius.ravel()[order])
    return plot("What the model answers: yours solid, expected dashed", panel("°C", "answer, °F", *curves))


@check("is a built Keras model with 2 parameters", question="model", points=1, read=SEQUENTIAL)
def model_has_two_parameters(student):
    expect_function(student, "build_model")
    expect_shapes(
        build(student),
        [(1, 1), (1,)],
        {
            "The layer has no bias, so 0 °C would always give 0 °F: leave out use_bias=False.": (
                lambda found: found == [(1, 1)]
            ),
            "The layer has more than one unit: one answer needs one unit.": (
                lambda found: len(found) == 2 and found[0][:1] == (1,) and found[0][1:] > (1,)
            ),
            "The model expects more than one feature: there is one, the temperature, so the shape is (1,).": (
                lambda found: len(found) == 2 and found[0][:1] > (1,)
            ),
            "There is more than one layer with numbers in it: a single Dense layer is enough.": (
                lambda found: len(found) > 2
            ),
        },
    )


@check("answers with weight · feature + bias", question="model", points=1, after=model_has_two_parameters)
def model_draws_a_line(student):
    line = 1.8 * CELSIUS + 32
    answer = line_model(student, 1.8, 32.0)(tensor(CELSIUS))
    expect_close(
        answer,
        line,
        atol=1e-3,
        mistakes=bent(line),
        problem="With weight 1.8 and bias 32 the model does not answer 1.8 · °C + 32.",
        picture=lambda: plot_answers(CELSIUS, answer, line),
    )


@check("returns two Python floats", question="inspect", points=1, after=model_draws_a_line, read=SEQUENTIAL)
def inspect_gives_two_floats(student):
    function = expect_function(student, "learned_line", ["model"])
    with recognize(NO_ARRAY):
        answer = function(line_model(student, 1.8, 32.0))
    for number in expect_items(answer, 2, names="slope, intercept"):
        expect_type(number, float)


@check(
    "reads slope and intercept from the layer", question="inspect", points=1, after=inspect_gives_two_floats
)
def inspect_reads_the_layer(student, rng):
    slope, intercept = rng.uniform(3, 9), rng.uniform(-90, -60)
    model = line_model(student, slope, intercept)
    answer = expect_items(call(student, "learned_line", model), 2, names="slope, intercept")
    for number in answer:
        expect_type(number, float)
    expect_close(
        np.array(answer),
        np.array([slope, intercept]),
        mistakes={
            "intercept and slope: the slope, which is the weight, comes first": np.array([intercept, slope]),
            "the rule itself, 1.8 and 32: read what the model has learned": np.array([1.8, 32.0]),
        },
        problem=f"The model's weight is {slope:.4g} and its bias {intercept:.4g}.",
    )


OK_FORMAT = False
ORDER = 6
name = "inspect"
points = 2
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="returns two Python floats", points=1, hidden=False)
def test_inspect_gives_two_floats(env):
    bench.run(inspect_gives_two_floats, env)


@test_case(name="reads slope and intercept from the layer", points=1, hidden=False)
def test_inspect_reads_the_layer(env):
    bench.run(inspect_reads_the_layer, env)
