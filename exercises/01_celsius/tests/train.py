"""Public checks of question train.

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
    expect_numbers,
    fetch,
    keep,
    library,
    recognize,
    remark_on_prints,
    tensor,
)
from autograder.errors import CheckFailed, NotDefined, NotStarted, StudentRaised
from autograder.notebook import Bench, test_case


BUILT_IN = (
    "TensorFlow guide: Training and evaluation with the built-in methods",
    "https://www.tensorflow.org/guide/keras/training_with_built_in_methods",
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


# Stands in for `model.fit`: nothing is trained, so that it takes no time; it earns nothing, either.
@check("goes through the examples as often as it is told", question="train", read=BUILT_IN)
def train_counts_the_epochs(student, rng):
    function = expect_function(student, "train", ["model", "celsius", "fahrenheit"], optional=["epochs"])
    few, many = int(rng.integers(3, 9)), int(rng.integers(501, 900))
    model = trainable(student, line_model(student, 1.0, 0.0))
    made_of_few = epochs_made(student, function, model, few)
    # What trains without the model's own `fit` would now train for long.
    made_of_many = None if made_of_few is None else epochs_made(student, function, model, many)
    if made_of_few is None or made_of_many is None:
        return
    for wanted, made in ((few, made_of_few), (many, made_of_many)):
        causes = {
            "`epochs` is not used: hand it on to `model.fit`, as epochs=epochs.": made_of_few == made_of_many,
            "There is a limit to the number of epochs: make all that are asked for.": made < wanted,
        }
        expect(
            made == wanted,
            "`train` does not make the number of epochs that it is told.",
            returned=f"{made} epochs",
            expected=f"{wanted} epochs, for train(model, celsius, fahrenheit, epochs={wanted})",
            cause=next((sentence for sentence, holds in causes.items() if holds), ""),
        )
    made = epochs_made(student, function, model)
    expect(
        made in (500, None),
        "The default of `epochs` is not as asked.",
        returned=f"{made} epochs",
        expected="500 epochs, for train(model, celsius, fahrenheit)",
        cause="500 epochs are the default: write epochs=500 into the function's first line.",
    )


def epochs_made(student, function, model, epochs=None):
    """Return how many epochs the function asks Keras to make; None if that is not to be seen."""
    history = ask(library(student, "keras"), "callbacks.History")
    assign(student, history, "history", {"loss": [1.0 / (1 + epoch) for epoch in range(epochs or 500)]})
    fit = ask(library(student, "unittest.mock"), "Mock", return_value=history)
    assign(student, model, "fit", fit)
    told = {} if epochs is None else {"epochs": epochs}
    with contextlib.suppress(StudentRaised):
        try:
            function(model, CELSIUS, FAHRENHEIT, **told)
        finally:
            # The model may be one that every call of `build_model` returns.
            ask(library(student, "builtins"), "delattr", model, "fit")
        calls = part(fit, "call_args_list")
        if isinstance(calls, list) and calls:
            return sum(asked_of(student, one) for one in calls)
    return None


def asked_of(student, one):
    """Return the epochs of one call of `model.fit`, after a look at its callbacks."""
    expect(isinstance(one, tuple) and len(one) == 2, "`model.fit` was called in an unknown way.")
    by_place, by_name = one
    expect(isinstance(by_name, dict), "`model.fit` was called in an unknown way.")
    given = {**dict(enumerate(by_place if isinstance(by_place, (list, tuple)) else ())), **by_name}
    callbacks = given.get("callbacks", given.get(5))
    for callback in callbacks if isinstance(callbacks, (list, tuple)) else [callbacks]:
        for kind, problem in CALLBACKS.items() if isinstance(callback, Remote) else ():
            expect(not is_keras(student, callback, f"callbacks.{kind}"), problem, cause=f"Leave out {kind}.")
    epochs = given.get("epochs", given.get(3, 1))
    return expect_number(epochs) - expect_number(given.get("initial_epoch", 0))


CALLBACKS = {
    "EarlyStopping": "Training can end before all its epochs are made.",
    "ReduceLROnPlateau": "The learning rate of the model changes during the training.",
    "LearningRateScheduler": "The learning rate of the model changes during the training.",
}


def trainable(student, model):
    """Compile a model so that training starts without delay, and return it."""
    ask(model, "compile", "adam", "mse", run_eagerly=True)
    return model


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
    found = expect_numbers(losses, names="losses").tolist() if losses is not None else []
    causes = {
        "Only the last epoch is in the History: call `model.fit` once, with epochs=epochs.": len(found) == 1,
        "Training ends early: make every epoch, also where the loss falls no more.": len(found) < epochs,
    }
    expect(
        len(found) == epochs,
        "The History does not have one loss per epoch.",
        returned=f"history.history['loss'] = {describe(losses)}",
        expected=f"{epochs} losses for {epochs} epochs",
        cause=next((sentence for sentence, holds in causes.items() if holds), ""),
    )
    return found


@check(
    "returns a Keras History with one loss per epoch",
    question="train",
    after=train_counts_the_epochs,
    read=BUILT_IN,
)
def train_returns_the_history(student):
    # A line that is right already: there is nothing left to learn, and every epoch is made all the same.
    model = trainable(student, line_model(student, 1.8, 32.0))
    exact = (1.8 * CELSIUS + 32).astype("float32")
    celsius, fahrenheit = keep(student, CELSIUS), keep(student, exact)
    losses_of(student, call(student, "train", model, celsius, fahrenheit, epochs=4), 4)
    for table, before in ((celsius, CELSIUS), (fahrenheit, exact)):
        expect_close(fetch(table), before, problem="`train` changed the examples that it was given.")
    remark_on_prints(student, "train", "With verbose=0 `model.fit` is silent.")


@check(
    "makes an update for each batch of 32 examples, with the model's own optimizer",
    question="train",
    points=2,
    after=train_returns_the_history,
    read=BUILT_IN,
)
def train_updates_once_a_batch(student, rng):
    # Every example is the same, and the same in both units: whatever the order, each update brings the
    # model a fifth nearer, so that weight and bias tell how many there were.
    reading, slope, intercept = rng.uniform([2, 2, 5], [6, 3, 9])
    rate = float(0.1 / (reading**2 + 1))
    model, optimizer, _loss = with_descent(student, line_model(student, slope, intercept), rate)
    place = np.array([slope, intercept])
    # First one example more than full batches, then full batches: so every other size shows.
    for count, epochs in ((32 * int(rng.integers(2, 4)) + 1, 1), (64, 1)):
        examples = np.full((count, 1), reading, "float32")
        call(student, "train", model, examples, examples, epochs=epochs)
        expect(
            is_same(student, optimizer, part(model, "optimizer")),
            "The model has another optimizer after training.",
            cause="The function compiles the model anew, which loses its learning rate: only fit it.",
        )
        one = "One update per epoch: train on the examples that are handed in, in Keras's own batches of 32."
        once = [
            descend(place, [data] * epochs, rate)
            for data in ((examples[:32], examples[:32]), (CELSIUS, FAHRENHEIT))
        ]
        updates = -(-count // 32)
        steps = [(examples[:1], examples[:1])] * epochs
        start, place = place, descend(place, steps * updates, rate)
        expect_close(
            weights_of(model),
            place,
            rtol=1e-3,
            mistakes={
                one: lambda found, once=once: any(np.allclose(found, way, 1e-3) for way in once),
                "The model was not trained at all: fit the model that is handed in.": start,
                "Only whole degrees were trained on: keep the decimals of the examples.": descend(
                    start, [(np.floor(examples[:1]), examples[:1])] * epochs * updates, rate
                ),
                "The batch size is 1: leave it to Keras, which takes 32.": descend(
                    start, steps * count, rate
                ),
                "Some examples are left out: train on all, the last short batch included.": descend(
                    start, steps * (updates - 1), rate
                ),
            },
            problem=f"{count} examples make {updates} updates per epoch, and weight and bias are not where "
            "these lead.",
        )


def with_descent(student, model, rate):
    """Compile a model with plain gradient descent on the mean squared error; return it with the two."""
    optimizer = ask(library(student, "keras"), "optimizers.SGD", rate)
    loss = ask(library(student, "keras"), "losses.MeanSquaredError")
    ask(model, "compile", optimizer=optimizer, loss=loss, run_eagerly=True)
    return model, optimizer, loss


def descend(place, batches, rate):
    """Return where gradient descent leads from (weight, bias), with an update per batch."""
    place = np.array(place, float)
    for celsius, fahrenheit in batches:
        error = place[0] * celsius.astype(float) + place[1] - fahrenheit
        place -= 2 * rate * np.array([(error * celsius).mean(), error.mean()])
    return place


@check(
    "learns from the examples as they are, and returns the losses of this very training",
    question="train",
    points=1,
    after=train_updates_once_a_batch,
    read=BUILT_IN,
)
def train_returns_its_losses(student, rng):
    rate = 2e-4
    model, _optimizer, loss = with_descent(student, line_model(student, 1.0, 0.0), rate)
    # One batch, so that the order of the examples does not matter; then a single example, nearly met.
    many = rng.uniform(-40, 40, size=(2, 20, 1))
    for (celsius, off), epochs in ((many, 2), (rng.uniform([[[-2]], [[0.03]]], [[[2]], [[0.06]]]), 1)):
        start = rng.uniform([2, -20], [5, 20]).astype("float32").astype(float)
        batch = celsius.astype("float32"), (start[0] * celsius + start[1] + off).astype("float32")
        set_line(model, *start)
        history = call(student, "train", model, *batch, epochs=epochs)
        places = [descend(start, [batch] * updates, rate) for updates in range(epochs + 1)]
        expect_close(
            weights_of(model),
            places[-1],
            rtol=0,
            atol=2e-3 * float(np.abs(places[-1] - start).max()) + 1e-5,
            mistakes={
                "Features and labels are swapped: celsius goes in, fahrenheit comes out.": descend(
                    start, [batch[::-1]] * epochs, rate
                ),
            },
            problem="Weight and bias are not where these examples lead: train on them as they are.",
        )
        losses = np.array([((slope * batch[0] + shift - batch[1]) ** 2).mean() for slope, shift in places])
        expect_close(
            np.array(losses_of(student, history, epochs)),
            losses[:-1],
            rtol=1e-3,
            mistakes={
                "the roots of the losses: return the History as `model.fit` made it": losses[:-1] ** 0.5,
                "the losses after each epoch: return the History as `model.fit` made it": losses[1:],
                "The losses are rounded: return the History as `model.fit` made it.": (
                    lambda found, losses=losses[:-1]: any(
                        np.allclose(found, losses.round(places)) for places in range(5)
                    )
                ),
            },
            problem="The losses are not those of this training.",
        )
    expect(
        is_same(student, loss, part(model, "loss")),
        "The model has another loss after training.",
        cause="The function compiles the model anew: only fit it.",
    )


OK_FORMAT = False
ORDER = 4
name = "train"
points = 3
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="goes through the examples as often as it is told", points=0, hidden=False)
def test_train_counts_the_epochs(env):
    bench.run(train_counts_the_epochs, env)


@test_case(name="returns a Keras History with one loss per epoch", points=0, hidden=False)
def test_train_returns_the_history(env):
    bench.run(train_returns_the_history, env)


@test_case(name="makes an update for each batch of 32 examples, with the model's own optimizer", points=2, hidden=False)
def test_train_updates_once_a_batch(env):
    bench.run(train_updates_once_a_batch, env)


@test_case(name="learns from the examples as they are, and returns the losses of this very training", points=1, hidden=False)
def test_train_returns_its_losses(env):
    bench.run(train_returns_its_losses, env)
