"""Public checks of question train.

Built from solutions/01_celsius/public_checks.py by `autograder build 01_celsius`; change them there.
"""

import numpy as np

from autograder.checks import (
    Remote,
    check,
    compare,
    describe,
    expect,
    expect_array,
    expect_close,
    expect_function,
    expect_items,
    expect_number,
    fetch,
    keep,
    library,
    panel,
    plot,
    tensor,
)
from autograder.notebook import Bench, test_case


SEQUENTIAL = "TensorFlow guide: The Sequential model"
BUILT_IN = "TensorFlow guide: Training and evaluation with the built-in methods"

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


def is_same(student, one, other):
    """Say whether two objects of the submission are one and the same."""
    return isinstance(other, Remote) and ask(library(student, "operator"), "is_", one, other) is True


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


def weights_of(model):
    """Return weight and bias of a model of one unit, as one array."""
    arrays = expect_items(ask(model, "get_weights"), 2, names="weight, bias")
    return np.concatenate([expect_array(array).ravel() for array in arrays])


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


@check(
    "is a line and nothing else, in training too",
    question="model",
    points=1,
    after=model_draws_a_line,
)
def model_is_nothing_but_a_line(student, rng):
    slope, intercept = rng.uniform(2, 5), rng.uniform(-20, 20)
    celsius = rng.uniform(-50, 50, size=(40, 1)).astype("float32")
    line = slope * celsius + intercept
    answer = line_model(student, slope, intercept)(tensor(celsius), training=True)
    expect_close(
        answer,
        line,
        atol=1e-3,
        mistakes=bent(line)
        | {
            "In training the model does something else than afterwards (as Dropout does): use one Dense.": (
                lambda answer: answer.shape == line.shape
            ),
        },
        picture=lambda: plot_answers(celsius, answer, line),
    )


def trainable(student):
    """Return a model of the submission's build_model, compiled so that training starts without delay."""
    model = build(student)
    ask(model, "compile", "adam", "mse", run_eagerly=True)
    return model


def listen(student, function, *args, **kwargs):
    """Call a function and return its answer and what it printed."""
    system, builtins = library(student, "sys"), library(student, "builtins")
    screen, page = part(system, "stdout"), ask(library(student, "io"), "StringIO")
    ask(builtins, "setattr", system, "stdout", page)
    try:
        return function(*args, **kwargs), ask(page, "getvalue")
    finally:
        ask(builtins, "setattr", system, "stdout", screen)


def losses_of(student, history, epochs):
    """Return the losses of a Keras History after a look at its form."""
    causes = {
        "Nothing came back (None): return what `model.fit` returns.": history is None,
        "That is the dictionary inside the History: return the History itself.": isinstance(history, dict),
        "That is the model: return what `model.fit` returns.": is_keras(student, history, "Model"),
    }
    expect(
        is_keras(student, history, "callbacks.History"),
        "`train` does not return a Keras History.",
        answer=history,
        returned=describe(history),
        expected="a Keras History",
        cause=next((sentence for sentence, holds in causes.items() if holds), ""),
    )
    record = part(history, "history")
    losses = record.get("loss") if isinstance(record, dict) else None
    expect(
        isinstance(losses, (list, tuple)) and len(losses) == epochs,
        "The History does not have one loss an epoch.",
        returned=f"history.history['loss'] = {describe(losses)}",
        expected=f"{epochs} losses for {epochs} epochs",
        cause="The number of epochs is the argument `epochs`: hand it on to `model.fit`.",
    )
    return [expect_number(loss, kind="fi") for loss in losses]


@check("returns a Keras History with one loss an epoch", question="train", after=model_draws_a_line)
def train_returns_the_history(student):
    function = expect_function(student, "train", ["model", "celsius", "fahrenheit", "epochs"])
    signature = ask(library(student, "inspect"), "signature", function)
    epochs = ask(signature, "parameters.get", "epochs")
    # What a decorator's *args hide is seen nowhere else, since 500 epochs take too long to be counted.
    if isinstance(epochs, Remote):
        default = part(epochs, "default")
        expect(
            isinstance(default, int) and default == 500,
            "The default of `epochs` is not as asked.",
            returned=f"epochs={describe(default)}",
            expected="epochs=500",
            cause="500 epochs are the default: write epochs=500 into the function's first line.",
        )
    celsius, fahrenheit = keep(student, CELSIUS), keep(student, FAHRENHEIT)
    losses_of(student, function(trainable(student), celsius, fahrenheit, epochs=3), 3)
    for table, before in ((celsius, CELSIUS), (fahrenheit, FAHRENHEIT)):
        expect_close(fetch(table), before, problem="`train` changed the examples that it was given.")


@check("prints nothing", question="train", after=train_returns_the_history)
def train_is_silent(student):
    _answer, printed = listen(
        student, expect_function(student, "train"), trainable(student), CELSIUS, FAHRENHEIT, epochs=2
    )
    expect(
        type(printed) is str and not printed,
        "`train` prints something.",
        returned=f"{describe(printed)} on the screen",
        expected="nothing on the screen",
        cause="Keras shows its progress unless told otherwise: hand verbose=0 to `model.fit`.",
    )


@check(
    "makes an update for each batch of 32 examples, with the model's own optimizer",
    question="train",
    points=2,
    after=(train_returns_the_history, model_is_nothing_but_a_line),
    read=BUILT_IN,
)
def train_updates_once_a_batch(student, rng):
    # Every example is the same, and the same in both units: whatever the order, each update brings the
    # model a fifth nearer, so that weight and bias tell how many there were.
    reading, slope, intercept = rng.uniform([2, 2, 5], [6, 3, 9])
    rate = float(0.1 / (reading**2 + 1))
    model = line_model(student, slope, intercept)
    optimizer = ask(library(student, "tensorflow"), "keras.optimizers.SGD", rate)
    ask(model, "compile", optimizer=optimizer, loss="mean_squared_error", run_eagerly=True)
    examples = np.full((96, 1), reading, "float32")
    call(student, "train", model, examples, examples, epochs=2)
    expect(
        is_same(student, optimizer, part(model, "optimizer")),
        "The model has another optimizer after training.",
        cause="The function compiles the model anew, which loses its learning rate: only fit it.",
    )
    one = "One update an epoch: train on the examples that are handed in, in Keras's own batches of 32."
    none = "The model was not trained at all: fit the model that is handed in."
    each = "The batch size is 1: leave it to Keras, which takes 32."
    batch, start = (examples[:32], examples[:32]), (slope, intercept)
    once = [descend(start, [data] * 2, rate) for data in (batch, (CELSIUS, FAHRENHEIT))]
    expect_close(
        weights_of(model),
        descend(start, [batch] * 6, rate),
        rtol=1e-3,
        mistakes={
            one: lambda found: any(found.shape == (2,) and np.allclose(found, place, 1e-3) for place in once),
            none: np.array(start),
            each: descend(start, [batch] * 192, rate),
        },
        problem="Two epochs on 96 examples make 6 updates, and weight and bias are not where those lead.",
    )


def descend(place, batches, rate):
    """Return where gradient descent leads from (weight, bias), with an update a batch."""
    place = np.array(place, float)
    for celsius, fahrenheit in batches:
        error = place[0] * celsius + place[1] - fahrenheit
        place -= 2 * rate * np.array([(error * celsius).mean(), error.mean()])
    return place


OK_FORMAT = False
ORDER = 4
name = "train"
points = 2
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="returns a Keras History with one loss an epoch", points=0, hidden=False)
def test_train_returns_the_history(env):
    bench.run(train_returns_the_history, env)


@test_case(name="prints nothing", points=0, hidden=False)
def test_train_is_silent(env):
    bench.run(train_is_silent, env)


@test_case(name="makes an update for each batch of 32 examples, with the model's own optimizer", points=2, hidden=False)
def test_train_updates_once_a_batch(env):
    bench.run(train_updates_once_a_batch, env)
