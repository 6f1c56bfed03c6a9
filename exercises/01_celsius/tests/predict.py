"""Public checks of question predict.

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
    expect_number,
    library,
    recognize,
    remark_on_numbers,
    tensor,
)
from autograder.errors import CheckFailed, NotDefined, NotStarted, StudentRaised
from autograder.notebook import Bench, test_case


BUILT_IN = (
    "TensorFlow guide: Training and evaluation with the built-in methods",
    "https://www.tensorflow.org/guide/keras/training_with_built_in_methods",
)

LINE_SHAPES = [(1, 1), (1,)]
DEEP_SHAPES = [(1, 4), (4,), (4, 4), (4,), (4, 1), (1,)]

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


def draw_network(rng, shapes, low, high):
    """Return drawn weights and biases of these shapes."""
    return [rng.uniform(low, high, size=shape).astype("float32") for shape in shapes]


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


@check("returns one number", question="predict", read=BUILT_IN)
def predict_gives_one_number(student):
    function = expect_function(student, "predict_fahrenheit", ["model", "celsius"])
    with recognize(NO_ARRAY):
        answer = function(line_model(student, 1.8, 32.0), 100.0)
    expect_number(answer)
    remark_on_numbers(student, answer)


@check(
    "returns the model's own answer",
    question="predict",
    points=1,
    after=predict_gives_one_number,
    read=BUILT_IN,
)
def predict_asks_the_model(student, rng):
    model = line_model(student, 1.0, 0.0)
    celsius = rng.uniform([5, 150], [9, 900]) * [1, rng.choice([-0.2, 1])]
    # Steep, far away, flat; the last one asks once more what was asked first.
    lines = rng.uniform([[3, -200], [7, 500], [1e-4, 2e-3]], [[9, -100], [9, 900], [9e-4, 9e-3]])
    for temperature, (slope, intercept) in zip([*celsius, celsius[0]], lines, strict=True):
        set_line(model, slope, intercept)
        with recognize(NO_ARRAY):
            answer = call(student, "predict_fahrenheit", model, float(temperature))
        right = float(np.float32(slope)) * float(np.float32(temperature)) + float(np.float32(intercept))
        expect_close(
            expect_number(answer),
            right,
            atol=1e-6 * (1 + abs(slope * temperature)),
            mistakes={
                "the rule itself, 1.8 · °C + 32: ask the model, which may have learned another": (
                    1.8 * temperature + 32
                ),
                "what the model says for 100 °C: ask it for the temperature that is handed in": (
                    slope * 100 + intercept
                ),
                "what the model says for whole degrees: keep the decimals of the temperature": (
                    lambda answer, slope=slope, intercept=intercept, temperature=temperature: any(
                        np.allclose(answer, slope * whole(temperature) + intercept)
                        for whole in (np.floor, np.ceil, np.round)
                    )
                ),
                "The answer does not depend on the model's bias: ask the model itself.": slope * temperature,
                "The answer is rounded: return it as the model gives it.": (
                    lambda answer, right=right: any(np.isclose(answer, round(right, n)) for n in range(5))
                ),
                "an answer from before the model was changed: ask it anew each time": (
                    lines[0][0] * celsius[0] + lines[0][1]
                ),
            },
            problem=f"The line {slope:.4g} · °C + ({intercept:.4g}) says something else for "
            f"{temperature:.4g} °C.",
        )
        expect_close(
            weights_of(model),
            np.array([slope, intercept]),
            problem="`predict_fahrenheit` changed the model.",
        )


@check(
    "asks any model, whatever its layers",
    question="predict",
    points=1,
    after=predict_asks_the_model,
    read=BUILT_IN,
)
def predict_asks_any_model(student, rng):
    model = own_or_given(student, "build_deep_model", DEEP_SHAPES)
    weights = draw_network(rng, DEEP_SHAPES, 0.2, 1.0)
    set_network(model, weights)
    celsius = float(rng.uniform(-60, 120))
    only_one_layer = (
        "Only build_model's single layer was looked at: ask the model itself, whatever its layers."
    )
    with recognize(NO_ARRAY | {r"unpack|ValueError|IndexError|TypeError": only_one_layer}):
        answer = call(student, "predict_fahrenheit", model, celsius)
    right = float(forward(weights, np.array([[celsius]]))[0, 0])
    kernel, bias = weights[0].ravel(), weights[1]
    parts = [*(kernel * celsius + bias), float(weights[4][0, 0] * celsius + weights[5][0])]
    expect_close(
        expect_number(answer),
        right,
        rtol=1e-3,
        mistakes={only_one_layer: lambda value: any(np.allclose(value, one) for one in parts)},
        problem="The answer is not that of the model.",
    )


OK_FORMAT = False
ORDER = 5
name = "predict"
points = 2
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="returns one number", points=0, hidden=False)
def test_predict_gives_one_number(env):
    bench.run(predict_gives_one_number, env)


@test_case(name="returns the model's own answer", points=1, hidden=False)
def test_predict_asks_the_model(env):
    bench.run(predict_asks_the_model, env)


@test_case(name="asks any model, whatever its layers", points=1, hidden=False)
def test_predict_asks_any_model(env):
    bench.run(predict_asks_any_model, env)
