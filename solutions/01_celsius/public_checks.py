"""What students run themselves; nothing here holds more than the text of the exercise tells."""

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
    expect_type,
    fetch,
    keep,
    library,
    panel,
    plot,
    recognize,
    tensor,
)

ARRAYS = "NumPy: The absolute basics for beginners"
SEQUENTIAL = "TensorFlow guide: The Sequential model"
BUILT_IN = "TensorFlow guide: Training and evaluation with the built-in methods"

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


@check("returns two float32 tables of shape (7, 1)", question="data", points=1, read=ARRAYS)
def data_has_the_right_form(student):
    mistakes = {
        "a flat row of seven numbers: Keras wants a row for each example, so the shape is (7, 1)": (7,),
        "one example with seven features: a row for each example gives the shape (7, 1)": (1, 7),
        "float64, which NumPy makes unless told otherwise: ask for dtype=np.float32": "float64",
        "whole numbers, which NumPy makes of whole numbers: ask for dtype=np.float32": "int64",
    }
    answer = expect_function(student, "make_data")()
    for table in expect_items(answer, 2, names="celsius, fahrenheit"):
        expect_array(table, shape=(7, 1), dtype="float32", mistakes=mistakes)


@check("holds the seven readings", question="data", points=1, after=data_has_the_right_form)
def data_holds_the_readings(student):
    celsius, fahrenheit = expect_items(call(student, "make_data"), 2, names="celsius, fahrenheit")
    swapped = "Features and labels are swapped: Celsius goes in and comes first, Fahrenheit comes second."

    def other_order(answer):
        return np.array_equal(np.sort(answer, axis=None), CELSIUS[:, 0])

    expect_close(
        celsius,
        CELSIUS,
        mistakes={swapped: FAHRENHEIT, "the readings in another order: keep that of the table": other_order},
        problem="The temperatures in °C are not those of the table.",
    )
    expect_close(
        fahrenheit,
        FAHRENHEIT,
        mistakes={
            "computed with the rule: write down what the thermometer showed, in whole degrees": (
                1.8 * CELSIUS.astype(float) + 32
            ),
        },
        problem="The temperatures in °F are not those of the table.",
    )


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


@check("returns one Python float", question="predict", points=1, after=model_draws_a_line, read=BUILT_IN)
def predict_gives_one_float(student):
    function = expect_function(student, "predict_fahrenheit", ["model", "celsius"])
    with recognize(NO_ARRAY):
        expect_type(function(line_model(student, 1.8, 32.0), 100.0), float)


@check("returns the model's own answer", question="predict", points=1, after=predict_gives_one_float)
def predict_asks_the_model(student, rng):
    slope, intercept, celsius = rng.uniform(3, 9), rng.uniform(-90, -60), rng.uniform(5, 9)
    model = line_model(student, slope, intercept)
    with recognize(NO_ARRAY):
        answer = call(student, "predict_fahrenheit", model, float(celsius))
    expect_type(answer, float)
    expect_close(
        answer,
        slope * celsius + intercept,
        atol=1e-3,
        mistakes={
            "the rule itself, 1.8 · °C + 32: ask the model, which may have learned another": 1.8 * celsius
            + 32,
            "what the model says for 100 °C: ask it for the temperature that is handed in": slope * 100
            + intercept,
            "The answer does not depend on the model's bias: ask the model itself.": slope * celsius,
        },
        problem=f"The line {slope:.3g} · °C − {-intercept:.3g} does not say this for {celsius:.3g} °C.",
    )
    expect_close(
        weights_of(model),
        np.array([slope, intercept]),
        problem="`predict_fahrenheit` changed the model.",
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
