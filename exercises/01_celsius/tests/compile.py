"""Public checks of question compile.

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
    expect_type,
    library,
    panel,
    plot,
    recognize,
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


# What the model says of itself earns nothing; the steps that it makes, below and hidden, do.
@check("returns the model, compiled", question="compile", after=model_draws_a_line, read=BUILT_IN)
def compile_returns_the_model(student):
    function = expect_function(student, "compile_model", ["model", "learning_rate"])
    model = build(student)
    answer = function(model)
    expect(
        is_same(student, model, answer),
        "`compile_model` does not return the model.",
        answer=answer,
        returned=describe(answer),
        expected="the model that was handed in",
        cause="Nothing came back: `model.compile` changes the model and returns None, so end with "
        "`return model`."
        if answer is None
        else "",
    )
    expect(
        part(model, "compiled") is True,
        "The model that came back is not compiled.",
        cause="Call `model.compile(…)` with a loss and an optimizer before you return the model.",
    )


@check(
    "measures the mean squared error",
    question="compile",
    points=1,
    after=compile_returns_the_model,
    read=BUILT_IN,
)
def compile_uses_the_mean_squared_error(student, rng):
    model = call(student, "compile_model", build(student))
    errors = rng.uniform(1.5, 4.0, size=6) * rng.permutation([-1, -1, -1, 1, 1, 1])
    labels = rng.uniform(-40, 100, size=6)
    columns = [tensor(numbers[:, None], "float32") for numbers in (labels, labels + errors)]
    with recognize({"No loss to compute": "The model has no loss: name one in `model.compile(loss=…)`."}):
        loss = ask(model, "compute_loss", y=columns[0], y_pred=columns[1])
    squares = errors**2
    expect_close(
        loss,
        squares.mean(),
        rtol=1e-3,
        mistakes={
            "the mean absolute error: take the mean squared error": abs(errors).mean(),
            "the sum of the squared errors: take their mean": squares.sum(),
            "the root of the mean squared error: take it without the root": squares.mean() ** 0.5,
        },
        problem=f"The errors are {describe(errors.round(2).tolist())}; the loss is not the mean of their "
        "squares.",
    )


def step(student, gradients, *rate):
    """Return weight and bias, from 0, after the compiled model's optimizer has seen some gradients."""
    model = line_model(student, 0.0, 0.0)
    call(student, "compile_model", model, *rate)
    for one, other in gradients:
        pair = [tensor([[one]], "float32"), tensor([other], "float32")]
        ask(model, "optimizer.apply", pair, part(model, "trainable_variables"))
    return weights_of(model)


def adam(gradients, rate):
    """Return where Adam gets from (0, 0): Kingma and Ba, 2015, algorithm 1, with the constants of Keras."""
    place, mean, square = np.zeros(2), np.zeros(2), np.zeros(2)
    for number, gradient in enumerate(np.asarray(gradients, float), start=1):
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        place -= rate * (mean / (1 - 0.9**number)) / (np.sqrt(square / (1 - 0.999**number)) + 1e-7)
    return place


@check(
    "uses Adam with a learning rate of 0.1",
    question="compile",
    points=1,
    after=compile_returns_the_model,
    read=BUILT_IN,
)
def compile_uses_adam(student):
    gradients = [(4.0, 0.5), (-1.0, 3.0), (2.0, -1.5)]
    total = np.sum(gradients, axis=0)
    expect_close(
        step(student, gradients),
        adam(gradients, 0.1),
        mistakes={
            "Adam with its default learning rate of 0.001, which hardly moves: hand on learning_rate": (
                adam(gradients, 0.001)
            ),
            "plain gradient descent (SGD): with a rate of 0.1 the loss grows until it is nan; take Adam": (
                -0.1 * total
            ),
            "plain gradient descent (SGD) with its default rate: take Adam, and hand on learning_rate": -0.01
            * total,
            "Adam with a learning rate of 0.01: the default of compile_model is 0.1": adam(gradients, 0.01),
        },
        problem="After three updates weight and bias are not where Adam with learning rate 0.1 moves them.",
    )


@check("asks for no accuracy", question="compile", after=compile_returns_the_model, read=BUILT_IN)
def compile_asks_for_no_accuracy(student):
    model = call(student, "compile_model", build(student))
    labels = np.array([[1.0], [0.0], [1.0]], "float32")
    # Accuracies, and only they, are 1 for right answers and 0 for wrong ones.
    right, wrong = metrics(model, labels, labels), metrics(model, labels, 1 - labels)
    expect(
        not any(right[name] == 1 and wrong.get(name) == 0 for name in right),
        "The model counts how often its answers are exactly right.",
        expected="no such metric",
        cause="Accuracy is for classes; of temperatures it says nothing: none equals its label.",
    )


def metrics(model, labels, answers):
    """Return the values of the model's metrics for these labels and answers."""
    ask(model, "reset_metrics")
    found = ask(model, "compute_metrics", None, tensor(labels), tensor(answers), None)
    expect_type(found, dict)
    return {
        name: value.item()
        for name, value in found.items()
        if isinstance(value, np.ndarray) and value.ndim == 0
    }


OK_FORMAT = False
ORDER = 3
name = "compile"
points = 2
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="returns the model, compiled", points=0, hidden=False)
def test_compile_returns_the_model(env):
    bench.run(compile_returns_the_model, env)


@test_case(name="measures the mean squared error", points=1, hidden=False)
def test_compile_uses_the_mean_squared_error(env):
    bench.run(compile_uses_the_mean_squared_error, env)


@test_case(name="uses Adam with a learning rate of 0.1", points=1, hidden=False)
def test_compile_uses_adam(env):
    bench.run(compile_uses_adam, env)


@test_case(name="asks for no accuracy", points=0, hidden=False)
def test_compile_asks_for_no_accuracy(env):
    bench.run(compile_asks_for_no_accuracy, env)
