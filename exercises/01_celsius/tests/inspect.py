"""Public checks of question inspect.

Built from solutions/01_celsius/public_checks.py by `autograder build 01_celsius`; change them there.
"""

import contextlib

import numpy as np

from autograder.checks import (
    Remote,
    aside,
    check,
    describe,
    expect,
    expect_array,
    expect_close,
    expect_function,
    expect_items,
    expect_number,
    expect_numbers,
    library,
    recognize,
    remark_on_numbers,
    tensor,
)
from autograder.errors import CheckFailed, NotDefined, NotStarted, StudentRaised
from autograder.notebook import Bench, test_case


SEQUENTIAL = (
    "TensorFlow guide: The Sequential model",
    "https://www.tensorflow.org/guide/keras/sequential_model",
)

LINE_SHAPES = [(1, 1), (1,)]

NO_ARRAY = {
    r"Unrecognized data type|Only input tensors": (
        "Keras 3 refuses a plain list or number: put it into a NumPy array of shape (1, 1)."
    ),
    r"tuple index out of range|Invalid input shape|expected min_ndim|incompatible shape": (
        "The model wants a table with a row per example: one temperature has the shape (1, 1)."
    ),
    r"ExpiredDeprecation|only 0-dimensional|can only convert an array|only length-1": (
        "The answer is an array of shape (1, 1): pick its number, with [0, 0], before making a float of it."
    ),
}
BUILDING = {
    r"NoneType' object has no attribute '(add|build|compile|summary)": (
        "`model.add` changes the model and returns nothing (None): write `model.add(…)` on a line of its "
        "own, without `model =`."
    ),
    r"Cannot convert '?\d+'? to a shape|'int' object is not iterable": (
        "A shape is a tuple, also of one number: write shape=(1,), with the comma."
    ),
    r"Expected `trainable` to be a boolean|arguments? but \d+ were given|KerasTensor.* not iterable": (
        "`Sequential` takes one list of layers: put square brackets around them."
    ),
    r"Only instances of `keras.Layer` can be added|Only instances of.*Layer": (
        "What is in the list is no layer yet: call it, as in `tf.keras.Input(shape=(1,))`."
    ),
    r"(?s)when calling.*object has no attribute|forgot to call `super": (
        "The object does not have that: is `__init__` written with two underscores on each side, and does it "
        "begin with `super().__init__()`?"
    ),
    r"(?s)NameError:.*name '(?!np\b|tf\b|keras|layers|Dense|Input|Sequential|Model\b)": (
        "That name is not known there: what an object keeps is written with `self.` before it."
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
    with recognize(BUILDING):
        model = call(student, name)
    expect(
        is_keras(student, model, "Model"),
        f"`{name}` does not return a Keras model.",
        answer=model,
        returned=describe(model),
        expected="a Keras model",
        cause="Nothing came back (None): does the function end with `return`? And `model.add(…)` returns "
        "nothing: it stands on a line of its own, without `model =` or `return`."
        if model is None
        else "",
    )
    return model


def arrays_of(model):
    """Return all the model's weights and biases, in its own order."""
    arrays = ask(model, "get_weights")
    found = arrays if isinstance(arrays, (list, tuple)) else []
    return [array for array in found if isinstance(array, np.ndarray)]


def places_of(found, shapes):
    """Return where the wanted shapes stand among those found, a bias beside its weights; or None."""
    places = []
    for weights, bias in zip(shapes[::2], shapes[1::2], strict=True):
        free = [place for place in range(len(found)) if place not in places]
        at = next((place for place in free if found[place] == weights), None)
        beside = [place for place in free if found[place] == bias and place != at]
        if at is None or not beside:
            return None
        places += [at, min(beside, key=lambda place: (abs(place - at - 1), place))]
    return places if len(places) == len(found) else None


def network_of(model, shapes):
    """Return the model's weights and biases, each layer's in its place."""
    arrays = arrays_of(model)
    places = places_of([array.shape for array in arrays], shapes)
    expect(places is not None, "The model does not have the layers that are asked for.")
    return [arrays[place] for place in places]


def set_network(model, weights):
    """Give the model these weights and biases, each in the place of its layer."""
    places = places_of([array.shape for array in arrays_of(model)], [array.shape for array in weights])
    expect(places is not None, "The model does not have the layers that are asked for.")
    ordered = sorted(zip(places, weights, strict=True), key=lambda pair: pair[0])
    ask(model, "set_weights", [array for _place, array in ordered])


def hindrances(model, shapes):
    """Yield why the model is more than its layers, or cannot be trained; in its own words."""
    trainable, losses = part(model, "trainable_variables"), part(model, "losses")
    if not isinstance(trainable, list) or len(trainable) != len(shapes):
        yield "Some weights or biases cannot be trained: leave `trainable` as it is."
    if not isinstance(losses, list) or losses:
        yield "The model adds to the loss (as a regularizer does): leave that out."


def forward(weights, inputs, activation=lambda values: values):
    """Return what dense layers answer, with an activation between them."""
    values = inputs.astype(float)
    for place in range(0, len(weights), 2):
        values = (activation(values) if place else values) @ weights[place] + weights[place + 1]
    return values


def own_or_given(student, name, shapes):
    """Return a model of the submission's function if it is a line with these weights, or else one of Keras's.

    So nothing that uses a model loses points for a model that was lost already.
    """
    with (
        aside(student),
        contextlib.suppress(CheckFailed, NotDefined, NotStarted, StudentRaised),
    ):
        model = build(student, name)
        weights = [np.full(shape, 0.5 - 0.25 * (place % 2), "float32") for place, shape in enumerate(shapes)]
        weights[0] = weights[0] * np.float32(-1)
        set_network(model, weights)
        temperatures = np.float32([[-300], [-2], [-1], [1], [2], [3], [5], [400]])
        answer = model(tensor(temperatures), training=True)
        expect_close(answer, forward(weights, temperatures), rtol=1e-3, atol=1e-3)
        if not [*hindrances(model, shapes)]:
            return model
    return given_model(student, shapes)


def given_model(student, shapes):
    """Return a built model of dense layers that Keras makes of their sizes."""
    sizes = [shape[1] for shape in shapes if len(shape) == 2]
    layers = [{"class_name": "InputLayer", "config": {"batch_shape": [None, 1]}}]
    layers += [{"class_name": "Dense", "config": {"units": size}} for size in sizes]
    with aside(student):
        return ask(library(student, "keras"), "Sequential.from_config", {"name": "given", "layers": layers})


def line_model(student, slope, intercept):
    """Return a model that draws this line."""
    model = own_or_given(student, "build_model", LINE_SHAPES)
    with aside(student):
        set_line(model, slope, intercept)
    return model


def set_line(model, slope, intercept):
    """Make a model of one unit draw this line."""
    set_network(model, [np.array([[slope]], "float32"), np.array([intercept], "float32")])


def weights_of(model):
    """Return weight and bias of a model of one unit, as one array."""
    weights = network_of(model, LINE_SHAPES)
    return np.concatenate([expect_array(array).ravel() for array in weights])


def trainable(student, model):
    """Compile a model so that training starts without delay, and return it."""
    ask(model, "compile", "adam", "mse", run_eagerly=True)
    return model


@check("returns two numbers", question="inspect", read=SEQUENTIAL)
def inspect_gives_two_numbers(student):
    function = expect_function(student, "learned_line", ["model"])
    with recognize(NO_ARRAY | READING):
        answer = function(line_model(student, 1.8, 32.0))
    numbers(answer)
    remark_on_numbers(student, answer)


READING = {
    r"No such layer": (
        "The layer's name is another for each model: take it from `model.layers`, by its place."
    ),
    r"not enough values to unpack|list index out of range": (
        "The layer that you look at holds no numbers (an input does not): the Dense layer is the last one."
    ),
}


def numbers(answer):
    """Return slope and intercept."""
    if isinstance(answer, np.ndarray) and answer.shape == (2,):
        return expect_numbers(answer)
    return np.array([expect_number(one) for one in expect_items(answer, 2, names="slope, intercept")])


@check(
    "reads slope and intercept from the layer",
    question="inspect",
    points=2,
    after=inspect_gives_two_numbers,
    read=SEQUENTIAL,
)
def inspect_reads_the_layer(student, rng):
    model = line_model(student, 1.0, 0.0)
    # Of middle size, small, and large.
    low = np.array([[3, -90], [2e-3, 2e-3], [-900, 200]])
    high = np.array([[9, -60], [9e-3, 9e-3], [-200, 900]])
    for slope, intercept in rng.uniform(low, high):
        set_line(model, slope, intercept)
        with recognize(READING):
            answer = numbers(call(student, "learned_line", model))
        expect_close(
            answer,
            np.array([slope, intercept]),
            rtol=1e-4,
            mistakes={
                "intercept and slope: the slope, which is the weight, comes first": np.array(
                    [intercept, slope]
                ),
                "the rule itself, 1.8 and 32: read what the model has learned": np.array([1.8, 32.0]),
                "The slope is the model's answer to 1 °C: take the intercept off.": np.array(
                    [slope + intercept, intercept]
                ),
                "The numbers are rounded: return them as the layer has them.": (
                    lambda answer, both=(slope, intercept): any(
                        np.allclose(answer, np.round(both, places)) for places in range(5)
                    )
                ),
            },
            problem=f"The model's weight is {slope:.4g} and its bias {intercept:.4g}.",
        )
        expect_close(
            weights_of(model), np.array([slope, intercept]), problem="`learned_line` changed the model."
        )


OK_FORMAT = False
ORDER = 6
name = "inspect"
points = 2
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="returns two numbers", points=0, hidden=False)
def test_inspect_gives_two_numbers(env):
    bench.run(inspect_gives_two_numbers, env)


@test_case(name="reads slope and intercept from the layer", points=2, hidden=False)
def test_inspect_reads_the_layer(env):
    bench.run(inspect_reads_the_layer, env)
