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
    recognize,
    tensor,
)
from autograder.notebook import Bench, test_case


SEQUENTIAL = (
    "TensorFlow guide: The Sequential model",
    "https://www.tensorflow.org/guide/keras/sequential_model",
)

# The seven readings: degrees Celsius and degrees Fahrenheit in turn.
READINGS = "-40 -40  -10 14  0 32  8 46  15 59  22 72  38 100"
CELSIUS, FAHRENHEIT = np.float32(READINGS.split()).reshape(7, 1, 2).transpose(2, 0, 1)
DEEP_SHAPES = [(1, 4), (4,), (4, 4), (4,), (4, 1), (1,)]
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


def expect_shapes(model, shapes, mistakes):
    """Expect weights and biases of these shapes; mistakes are sentences with whether they hold."""
    found = [array.shape for array in arrays_of(model)]
    not_built = "The model is not built yet: say what comes in, with tf.keras.Input(shape=(1,)) at its start."
    known = {not_built: not found} | {sentence: holds(found) for sentence, holds in mistakes.items()}
    expect(
        places_of(found, shapes) is not None,
        "The model does not have the layers that are asked for.",
        returned=f"weights and biases of the shapes {found}",
        expected=f"weights and biases of the shapes {shapes}",
        cause=next((sentence for sentence, holds in known.items() if holds), ""),
    )


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


def draw_celsius(rng):
    """Return some temperatures: common ones, tiny ones and some that no thermometer shows."""
    far = 10 ** rng.uniform(2, 3.5, size=6) * [1, -1, 1, -1, 1, -1]
    return np.concatenate([rng.uniform(-50, 50, 30), rng.uniform(-0.1, 0.1, 4), far])[:, None].astype(
        "float32"
    )


def plot_answers(celsius, answer, line):
    """Draw the answers to some temperatures beside the line on which they should lie."""
    order = np.argsort(celsius, axis=None)
    curves = compare("°F", np.ravel(answer)[order], line.ravel()[order], x=celsius.ravel()[order])
    return plot("What the model answers: yours solid, expected dashed", panel("°C", "answer, °F", *curves))


def expect_new_models(student, rng, name, shapes):
    """Expect models that share nothing and start at random; return the weights of one as it was built."""
    one, other = build(student, name), build(student, name)
    for cause in hindrances(one, shapes):
        expect(False, "The model is not trained by the loss alone.", cause=cause)
    starts = network_of(one, shapes), network_of(other, shapes)
    weights, celsius = draw_network(rng, shapes, -1, 1), draw_celsius(rng)
    set_network(one, weights)
    expect(
        all(map(np.array_equal, network_of(other, shapes), starts[1])),
        f"Two calls of `{name}` give models that share their numbers: who trains one trains the other.",
        cause="Make the model and its layers inside the function, so that each call gives new ones.",
    )
    expect_close(one(tensor(celsius)), forward(weights, celsius), rtol=1e-3, atol=1e-2)
    expect(
        not any(all(map(is_fixed, pair)) for pair in zip(*starts, strict=True) if pair[0].ndim == 2),
        "The weights of a new model are not random.",
        cause="Leave out kernel_initializer: weights start at random, so that the training can find its way.",
    )
    return starts[0]


def is_fixed(weights):
    """Say whether weights are all the same, or a number such as 0 or 1.8 that nobody draws."""
    return bool(np.ptp(weights) == 0 and (weights.size > 1 or np.float32(weights.round(3)) == weights))


def trainable(student, model):
    """Compile a model so that training starts without delay, and return it."""
    ask(model, "compile", "adam", "mse", run_eagerly=True)
    return model


@check("is a built Keras model of 4, 4 and 1 units", question="deep", read=SEQUENTIAL)
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


@check(
    "draws a line, without activations",
    question="deep",
    points=2,
    after=deep_has_three_layers,
    read=SEQUENTIAL,
)
def deep_is_still_a_line(student, rng):
    model = build(student, "build_deep_model")
    weights = draw_network(rng, DEEP_SHAPES, -1, 1)
    set_network(model, weights)
    linked = "The layers are linked with an activation ({}): leave it out, since the rule is a line."
    celsius = np.concatenate([CELSIUS, draw_celsius(rng)])
    line = forward(weights, celsius)
    bends = {
        "ReLU": lambda value: np.maximum(value, 0),
        "sigmoid": lambda value: 1 / (1 + np.exp(-value)),
        "tanh": np.tanh,
    }
    only_then = "In training the model does something else than afterwards (as Dropout does): leave that out."
    for training in (False, True):
        answer = model(tensor(celsius), training=training)
        expect_close(
            answer,
            line,
            rtol=1e-3,
            atol=1e-2,
            mistakes={linked.format(name): forward(weights, celsius, bend) for name, bend in bends.items()}
            | {"The last layer has an activation (ReLU): leave it out.": np.maximum(line, 0)}
            | ({only_then: lambda answer: answer.shape == line.shape} if training else {}),
            problem="The network does not draw the line that its weights and biases make.",
            picture=lambda answer=answer: plot_answers(CELSIUS, np.asarray(answer)[:7], line[:7]),
        )


@check(
    "makes a new network at every call, with random weights",
    question="deep",
    points=1,
    after=deep_is_still_a_line,
    read=SEQUENTIAL,
)
def deep_starts_anew(student, rng):
    expect_new_models(student, rng, "build_deep_model", DEEP_SHAPES)


OK_FORMAT = False
ORDER = 7
name = "deep"
points = 3
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="is a built Keras model of 4, 4 and 1 units", points=0, hidden=False)
def test_deep_has_three_layers(env):
    bench.run(deep_has_three_layers, env)


@test_case(name="draws a line, without activations", points=2, hidden=False)
def test_deep_is_still_a_line(env):
    bench.run(deep_is_still_a_line, env)


@test_case(name="makes a new network at every call, with random weights", points=1, hidden=False)
def test_deep_starts_anew(env):
    bench.run(deep_starts_anew, env)
