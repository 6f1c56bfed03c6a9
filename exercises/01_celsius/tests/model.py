"""Public checks of question model.

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

LINE_SHAPES = [(1, 1), (1,)]
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


def set_line(model, slope, intercept):
    """Make a model of one unit draw this line."""
    set_network(model, [np.array([[slope]], "float32"), np.array([intercept], "float32")])


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


@check("is a built Keras model with 2 parameters", question="model", read=SEQUENTIAL)
def model_has_two_parameters(student):
    expect_function(student, "build_model")
    expect_shapes(
        build(student),
        LINE_SHAPES,
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


@check(
    "answers with weight · feature + bias", question="model", after=model_has_two_parameters, read=SEQUENTIAL
)
def model_draws_a_line(student):
    line = 1.8 * CELSIUS + 32
    model = build(student)
    set_line(model, 1.8, 32.0)
    answer = model(tensor(CELSIUS))
    expect_close(
        answer,
        line,
        atol=1e-3,
        mistakes=bent(line),
        problem="With weight 1.8 and bias 32 the model does not answer 1.8 · °C + 32.",
        picture=lambda: plot_answers(CELSIUS, answer, line),
    )


@check(
    "is a line and nothing else, in training too",
    question="model",
    points=2,
    after=model_draws_a_line,
    read=SEQUENTIAL,
)
def model_is_nothing_but_a_line(student, rng):
    model, celsius = build(student), draw_celsius(rng)
    weights = [rng.uniform(2, 5, size=(1, 1)).astype("float32"), rng.uniform(-20, 20, 1).astype("float32")]
    set_network(model, weights)
    line = forward(weights, celsius)
    only_then = "In training the model does something else than afterwards (as Dropout does): use one Dense."
    for training in (False, True):
        answer = model(tensor(celsius), training=training)
        expect_close(
            answer,
            line,
            atol=1e-3,
            mistakes=bent(line)
            | ({only_then: lambda answer: answer.shape == line.shape} if training else {}),
            problem="Somewhere the model leaves the line that its weight and bias make.",
            picture=lambda answer=answer: plot_answers(celsius, answer, line),
        )


@check(
    "makes a new model at every call, with a random weight and a bias of 0",
    question="model",
    points=1,
    after=model_is_nothing_but_a_line,
    read=SEQUENTIAL,
)
def model_starts_anew(student, rng):
    _weight, bias = expect_new_models(student, rng, "build_model", LINE_SHAPES)
    expect(
        not bias.any(),
        "The bias of a new model is not 0.",
        cause="Leave out bias_initializer: the training is to find the bias, beginning at 0.",
    )


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


OK_FORMAT = False
ORDER = 2
name = "model"
points = 3
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="is a built Keras model with 2 parameters", points=0, hidden=False)
def test_model_has_two_parameters(env):
    bench.run(model_has_two_parameters, env)


@test_case(name="answers with weight · feature + bias", points=0, hidden=False)
def test_model_draws_a_line(env):
    bench.run(model_draws_a_line, env)


@test_case(name="is a line and nothing else, in training too", points=2, hidden=False)
def test_model_is_nothing_but_a_line(env):
    bench.run(model_is_nothing_but_a_line, env)


@test_case(name="makes a new model at every call, with a random weight and a bias of 0", points=1, hidden=False)
def test_model_starts_anew(env):
    bench.run(model_starts_anew, env)
