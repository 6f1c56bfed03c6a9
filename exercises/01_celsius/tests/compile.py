"""Public checks of question compile.

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
    expect_type,
    library,
    recognize,
    tensor,
)
from autograder.errors import CheckFailed, NotDefined, NotStarted, StudentRaised
from autograder.notebook import Bench, test_case


BUILT_IN = (
    "TensorFlow guide: Training and evaluation with the built-in methods",
    "https://www.tensorflow.org/guide/keras/training_with_built_in_methods",
)

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
COMPILING = {
    r"not recognized: \{'lr'|unexpected keyword argument 'lr'": (
        "Keras 3 calls the rate learning_rate: write `Adam(learning_rate=…)`, or no name at all."
    ),
    r"legacy": "Keras 3 has no `optimizers.legacy` any more: take `tf.keras.optimizers.Adam`.",
    r"[Bb]itwise|[Xx]or\b|for \^": "`^` is no power in Python: write `** 2`, or `tf.square(…)`.",
    r"No loss to compute": "The model has no loss: name one in `model.compile(loss=…)`.",
    r"[Nn]o gradients|attribute '_id'|NumPy|numpy": (
        "The loss has left TensorFlow (through NumPy or `float(…)`), so Keras finds no gradients: name it."
    ),
    r"[Uu]nknown variable|cannot recognize variable|not recognize|can only be called": (
        "Two models share one optimizer: make a new Adam inside the function, at each call."
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


def assign(student, thing, name, value):
    """Give an object that stays with the submission an attribute."""
    ask(library(student, "builtins"), "setattr", thing, name, value)


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


# What the model says of itself earns nothing; the steps that it makes do.
@check("returns the model, compiled", question="compile", read=BUILT_IN)
def compile_returns_the_model(student):
    function = expect_function(student, "compile_model", ["model"], optional=["learning_rate"])
    model = line_model(student, 1.0, 0.0)
    with recognize(COMPILING):
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


def compiled(student, model, **rate):
    """Hand a model to the submission's compile_model, and return it."""
    with recognize(COMPILING):
        call(student, "compile_model", model, **rate)
    return model


@check(
    "measures the mean squared error",
    question="compile",
    points=1,
    after=compile_returns_the_model,
    read=BUILT_IN,
)
def compile_uses_the_mean_squared_error(student, rng):
    model = compiled(student, line_model(student, 1.0, 0.0))
    # A few errors of middle size; many large ones; a single small one.
    for count, size, reach in ((6, 1, 100), (41, 300, 1000), (1, 0.002, 0.1)):
        errors = size * rng.uniform(1.5, 4.0, size=count) * rng.permutation(np.resize([-1, 1], count))
        labels = rng.uniform(-reach, reach, size=count).astype("float32")
        answers = (labels + errors).astype("float32")
        errors = answers.astype(float) - labels
        with recognize(COMPILING):
            loss = ask(model, "compute_loss", y=tensor(labels[:, None]), y_pred=tensor(answers[:, None]))
        squares, huber = errors**2, np.where(abs(errors) < 1, errors**2 / 2, abs(errors) - 0.5)
        expect_close(
            loss,
            squares.mean(),
            rtol=1e-3,
            mistakes={
                "the mean absolute error: take the mean squared error": abs(errors).mean(),
                "the sum of the squared errors: take their mean": squares.sum(),
                "the root of the mean squared error: take it without the root": squares.mean() ** 0.5,
                "half the mean squared error: take all of it": squares.mean() / 2,
                "the Huber loss, which is the squared error near zero only": huber.mean(),
            },
            problem=f"The errors are {describe(errors.round(4).tolist())}; the loss is not the mean of their "
            "squares.",
        )


def push(model, gradients):
    """Let the compiled model's optimizer see some gradients of weight and bias."""
    for one, other in gradients:
        pair = [tensor([[one]], "float32"), tensor([other], "float32")]
        with recognize(COMPILING):
            ask(model, "optimizer.apply", pair, part(model, "trainable_variables"))


def adam(gradients, rate, updates=None, decay=0.0):
    """Return how far Adam gets: Kingma and Ba, 2015, end of section 2, with the constants of Keras.

    The updates are numbered from 1, unless other numbers are given; AdamW has a decay.
    """
    gradients = np.asarray(gradients, float)
    place, mean, square = np.zeros(2), np.zeros(2), np.zeros(2)
    for number, gradient in zip(updates or range(1, len(gradients) + 1), gradients, strict=True):
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        place -= rate * decay * place
        place -= rate * np.sqrt(1 - 0.999**number) / (1 - 0.9**number) * mean / (np.sqrt(square) + 1e-7)
    return place


CLIPPED = "The gradients are clipped: leave out clipnorm and clipvalue."


def is_clipped(gradients, rate, updates=None, start=0.0):
    """Return what says whether Adam got there with gradients that were cut."""
    norm = np.linalg.norm(gradients, axis=1, keepdims=True)
    ways = [np.clip(gradients, -top, top) for top in (0.5, 1.0, 5.0, 10.0)]
    ways += [gradients * np.minimum(1, top / norm) for top in (0.5, 1.0, 5.0, 10.0)]
    ends = [start + adam(way, rate, updates) for way in ways]
    return lambda found: any(np.allclose(found, end, 0, 0.02 * rate) for end in ends)


@check(
    "uses Adam with a learning rate of 0.1",
    question="compile",
    after=compile_returns_the_model,
    read=BUILT_IN,
)
def compile_uses_adam(student):
    gradients = [(4.0, 0.5), (-1.0, 3.0), (2.0, -1.5)]
    total = np.sum(gradients, axis=0)
    model = compiled(student, line_model(student, 0.0, 0.0))
    push(model, gradients)
    expect_close(
        weights_of(model),
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
            "AdamW, which makes weights smaller at every step: take Adam": adam(gradients, 0.1, decay=0.004),
            CLIPPED: is_clipped(np.array(gradients), 0.1),
        },
        problem="After three updates weight and bias are not where Adam with learning rate 0.1 moves them.",
    )


@check(
    "uses Adam with the learning rate that is handed in, for each model",
    question="compile",
    points=2,
    after=compile_uses_adam,
    read=BUILT_IN,
)
def compile_takes_the_rate(student, rng):
    starts = rng.uniform(20, 40, size=(2, 2)) * rng.choice([-1, 1], size=(2, 2))
    models = [line_model(student, *starts[0]), given_model(student, LINE_SHAPES)]
    set_line(models[1], *starts[1])
    rates = [float(rng.uniform(0.2, 0.9)), float(rng.uniform(0.002, 0.009))]
    for model, rate in zip(models, rates, strict=True):
        compiled(student, model, learning_rate=rate)
    sizes = 10 ** rng.uniform(-1.2, 3, size=(2, 4, 2))
    gradients = sizes * rng.choice([-1.0, 1.0], size=sizes.shape)
    # The last two come late, as in a long training.
    updates = [1, 2, int(rng.integers(700, 900)), int(rng.integers(5e4, 9e4))]
    for model, given in zip(models, gradients, strict=True):
        push(model, given[:2])
    for model, start, rate, given in zip(models, starts, rates, gradients, strict=True):
        expect_rate(model, start, rate, given[:2], updates[:2])
        for number, gradient in zip(updates[2:], given[2:], strict=True):
            ask(model, "optimizer.iterations.assign", number - 1)
            push(model, [gradient])
        late = "The learning rate changes during the training: hand it to Adam as the number that it is."
        expect_rate(model, start, rate, given, updates, late)
    place = weights_of(models[0])
    push(compiled(student, models[0], learning_rate=rates[1]), gradients[1, :2])
    expect_rate(
        models[0],
        place,
        rates[1],
        gradients[1, :2],
        [1, 2],
        "A model that is compiled again keeps what it had: compile it at every call.",
    )


def expect_rate(model, start, rate, gradients, updates, cause=""):
    """Expect weight and bias where Adam with that rate leads to."""
    fixed = "The learning rate {} is written into the code: use the one that is handed in."
    expect_close(
        weights_of(model),
        start + adam(gradients, rate, updates),
        rtol=0,
        atol=0.004 * rate + 3e-5,
        mistakes={
            fixed.format("0.1"): start + adam(gradients, 0.1, updates),
            fixed.format("0.001"): start + adam(gradients, 0.001, updates),
            CLIPPED: is_clipped(gradients, rate, updates, start),
            "Nothing moves: give the model an optimizer of its own, at each call.": start,
        }
        | ({cause: lambda _found: True} if cause else {}),
        problem=f"Weight and bias are not where Adam with learning rate {rate:.4g} moves them.",
    )


@check("asks for no accuracy", question="compile", after=compile_returns_the_model, read=BUILT_IN)
def compile_asks_for_no_accuracy(student):
    model = compiled(student, line_model(student, 1.0, 0.0))
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


@check(
    "follows the loss downhill, step by step, when it is trained",
    question="compile",
    points=2,
    after=(compile_uses_the_mean_squared_error, compile_asks_for_no_accuracy, compile_takes_the_rate),
    read=BUILT_IN,
)
def compile_makes_the_steps(student, rng):
    rate, start = float(rng.uniform(0.2, 0.9)), rng.uniform([2, -20], [5, 20])
    model = compiled(student, line_model(student, *start), learning_rate=rate)
    # What is compiled into a graph first takes longer than these steps.
    assign(student, model, "run_eagerly", True)
    celsius, fahrenheit = rng.uniform(-40, 100, size=(2, 8, 1)).astype("float32")
    with recognize(COMPILING):
        ask(model, "fit", celsius, fahrenheit, epochs=4, verbose=0)
    gradients, place = [], start
    for _ in range(4):
        error = place[0] * celsius.astype(float) + place[1] - fahrenheit
        gradients.append((2 * (error * celsius).mean(), 2 * error.mean()))
        place = start + adam(gradients, rate)
    expect_close(
        weights_of(model),
        place,
        rtol=1e-3,
        atol=1e-3,
        mistakes={"The model did not move: every step must change weight and bias.": start},
        problem="After four updates weight and bias are not where the mean squared error and Adam lead.",
    )


def trainable(student, model):
    """Compile a model so that training starts without delay, and return it."""
    ask(model, "compile", "adam", "mse", run_eagerly=True)
    return model


OK_FORMAT = False
ORDER = 3
name = "compile"
points = 5
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="returns the model, compiled", points=0, hidden=False)
def test_compile_returns_the_model(env):
    bench.run(compile_returns_the_model, env)


@test_case(name="measures the mean squared error", points=1, hidden=False)
def test_compile_uses_the_mean_squared_error(env):
    bench.run(compile_uses_the_mean_squared_error, env)


@test_case(name="uses Adam with a learning rate of 0.1", points=0, hidden=False)
def test_compile_uses_adam(env):
    bench.run(compile_uses_adam, env)


@test_case(name="uses Adam with the learning rate that is handed in, for each model", points=2, hidden=False)
def test_compile_takes_the_rate(env):
    bench.run(compile_takes_the_rate, env)


@test_case(name="asks for no accuracy", points=0, hidden=False)
def test_compile_asks_for_no_accuracy(env):
    bench.run(compile_asks_for_no_accuracy, env)


@test_case(name="follows the loss downhill, step by step, when it is trained", points=2, hidden=False)
def test_compile_makes_the_steps(env):
    bench.run(compile_makes_the_steps, env)
