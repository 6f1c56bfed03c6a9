"""Public checks of question train.

Built from solutions/04_fashion_mnist/public_checks.py by `autograder build 04_fashion_mnist`; change them there.
"""

from contextlib import suppress

import numpy as np

from autograder.checks import (
    Remote,
    aside,
    call_and_keep,
    check,
    expect,
    expect_array,
    expect_close,
    expect_function,
    expect_number,
    fail,
    fetch,
    library,
    recognize,
    remark,
    tensor,
)
from autograder.errors import CheckFailed, StudentFailure, StudentRaised, WorkerLost
from autograder.notebook import Bench, test_case


SEQUENTIAL = (
    "TensorFlow guide: The Sequential model",
    "https://www.tensorflow.org/guide/keras/sequential_model",
)
BUILT_IN = (
    "TensorFlow guide: Training and evaluation with the built-in methods",
    "https://www.tensorflow.org/guide/keras/training_with_built_in_methods",
)

SHAPES = [(784, 128), (128,), (128, 10), (10,)]


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


def ask_and_keep(thing, path, *args, **kwargs):
    """Call a method and leave what it returns with the submission."""
    method = part(thing, path)
    expect(isinstance(method, Remote), f"`{path}` cannot be called.", answer=method)
    return call_and_keep(method, *args, **kwargs)


def call(student, name, *args, **kwargs):
    """Call the submission's function of that name."""
    return expect_function(student, name)(*args, **kwargs)


def is_a(student, value, path):
    """Say whether a value is an object of a class of TensorFlow, such as ``"keras.Model"``."""
    with aside(student):
        wanted = part(library(student, "tensorflow"), path)
        known = isinstance(value, Remote) and isinstance(wanted, Remote)
        return known and ask(library(student, "builtins"), "isinstance", value, wanted) is True


def dataset_of(student, images, labels):
    """Return a dataset of these examples, one by one."""
    pair = tensor(images), tensor(labels, "int64")
    return ask_and_keep(library(student, "tensorflow"), "data.Dataset.from_tensor_slices", pair)


def the_first(causes):
    """Return the first sentence that holds, or none."""
    return next((sentence for sentence, holds in causes.items() if holds), "")


BUILDING = {
    r"NoneType.*(has no attribute 'add'|attribute)": (
        "`model.add` changes the model and returns nothing: write it alone on its line, without `model =`."
    ),
    r"positional argument|Iterating over a symbolic|symbolic KerasTensor|Argument `name` must|iterable": (
        "The layers of a Sequential stand in one list: tf.keras.Sequential([…, …])."
    ),
    r"Cannot convert .* to a shape|as a shape": "The input's shape is one tuple: Input(shape=(28, 28, 1)).",
    r"expected axis -1|incompatible|Matrix size": "The input is an image of shape (28, 28, 1).",
}


def build(student):
    """Return the Keras model that the submission's build_model returns."""
    expect_function(student, "build_model")
    with recognize(BUILDING):
        model = call(student, "build_model")
    cause = ""
    if model is None:
        cause = "Nothing came back (None): end with `return model`; `model.add(…)` itself returns nothing."
    expect(
        is_a(student, model, "keras.Model"),
        "`build_model` does not return a Keras model.",
        answer=model,
        expected="a Keras model",
        cause=cause,
    )
    return model


def arrays_of(model):
    """Return the arrays of all the model's weights and biases, in its own order."""
    arrays = ask(model, "get_weights")
    found = arrays if isinstance(arrays, (list, tuple)) else []
    return [array for array in found if isinstance(array, np.ndarray) and array.dtype.kind == "f"]


def weights_of(model):
    """Return the arrays of the model in the order of SHAPES, or as they come if they are others."""
    arrays = arrays_of(model)
    if sorted(array.shape for array in arrays) != sorted(SHAPES):
        return arrays
    return [next(array for array in arrays if array.shape == shape) for shape in SHAPES]


def set_weights(model, weights):
    """Give the model the weights, which are in the order of SHAPES, each to the layer that it belongs to."""
    place = {array.shape: array for array in weights}
    shapes = [array.shape for array in arrays_of(model)]
    expect(sorted(shapes) == sorted(SHAPES), "The model has other weights than its two Dense layers.")
    ask(model, "set_weights", [place[shape] for shape in shapes])


@check("has the layers of 101,770 parameters", question="model", read=SEQUENTIAL)
def model_has_the_layers(student):
    model = build(student)
    shapes = [array.shape for array in arrays_of(model)]
    known = {
        "The model is not built yet: begin with tf.keras.Input(shape=(28, 28, 1)).": not shapes,
        "The image is not flattened, so the layer looks at one pixel at a time: put Flatten before it.": (
            (1, 128) in shapes or (28, 128) in shapes
        ),
        "The last layer has 9 units: labels run from 0 to 9, and that makes ten classes.": (9,) in shapes,
        "The hidden layer is missing: a Dense of 128 comes between Flatten and the last layer.": (
            sorted(shapes) == [(10,), (784, 10)]
        ),
        "The hidden layer does not have 128 units.": len(shapes) == 4
        and (10,) in shapes
        and (128,) not in shapes,
        "There are more layers with weights than the two Dense layers.": len(shapes) > 4,
    }
    expect(
        sorted(shapes) == sorted(SHAPES),
        "The model does not have the layers that are asked for.",
        returned=f"weights and biases of the shapes {shapes}",
        expected=f"weights and biases of the shapes {SHAPES}",
        cause=the_first(known),
    )
    with recognize(BUILDING):
        expect_array(model(tensor(np.zeros((3, 28, 28, 1), "float32"))), shape=(3, 10))


def forward(weights, images, *, activation="relu"):
    """Return the probabilities of the network with these weights, and the ten numbers before softmax."""
    rows = images.reshape(len(images), -1).astype("float64")
    hidden = rows @ weights[0].astype("float64") + weights[1]
    if activation == "relu":
        hidden = np.maximum(hidden, 0)
    logits = hidden @ weights[2].astype("float64") + weights[3]
    return softmax(logits), logits


def softmax(logits, axis=-1):
    """Return the probabilities that belong to logits."""
    with np.errstate(all="ignore"):
        powers = np.exp(logits - logits.max(axis=axis, keepdims=True))
        return powers / powers.sum(axis=axis, keepdims=True)


def drawn_weights(rng):
    """Return weights in the order of SHAPES, with logits so small that no probability is clipped."""
    scales = [0.08, 0.3, 0.12, 0.3]
    return [
        rng.normal(0, scale, shape).astype("float32") for scale, shape in zip(scales, SHAPES, strict=True)
    ]


def pictures(rng, count):
    """Return normalized images of noise."""
    return rng.random((count, 28, 28, 1)).astype("float32")


def expect_network(model, rng, counts):
    """Expect that the model computes flatten, dense with ReLU, dense with softmax, and no more."""
    tolerance = {"rtol": 1e-3, "atol": 1e-4, "dtype": "float32"}
    for number, count in enumerate(counts):
        weights = drawn_weights(rng)
        if number == 0:  # so large within that a cap would show, and the same outside
            weights[:2], weights[2] = [8 * array for array in weights[:2]], weights[2] / 8
        set_weights(model, weights)
        images = pictures(rng, count)
        right, logits = forward(weights, images)
        bent, flat = forward(weights, images, activation="")
        twice, _ = forward(weights, images / 255)
        with np.errstate(over="ignore"):
            mistakes = {
                "The last layer has no activation: softmax makes probabilities of its ten numbers.": logits,
                "The last layer has a sigmoid, so the ten do not add up to 1: use softmax.": 1
                / (1 + np.exp(-logits)),
                "The last layer has a ReLU: softmax makes probabilities.": np.maximum(logits, 0),
                "The hidden layer has no ReLU, so two layers are no more than one.": bent,
                "There is no activation at all: ReLU in the hidden layer, softmax in the last.": flat,
                "The model divides the pixels by 255 once more: normalize has done it.": twice,
                "The softmax runs along the images of the batch: it belongs along the ten classes.": softmax(
                    logits, axis=0
                ),
                "Softmax is applied twice: once is enough.": softmax(right),
            }
        expect_close(model(tensor(images)), right.astype("float32"), mistakes=mistakes, **tolerance)
        expect_close(
            model(tensor(images), training=True),
            right.astype("float32"),
            mistakes={
                "In training the model does something else (as Dropout does): two Dense are all.": lambda _: (
                    True
                )
            },
            **tolerance,
        )
    penalty, trainable = part(model, "losses"), part(model, "trainable_weights")
    expect(
        isinstance(penalty, list) and not penalty,
        "The model has a loss of its own.",
        cause="A layer adds a penalty for its weights (a regularizer), which nobody asked for.",
    )
    expect(
        isinstance(trainable, list) and len(trainable) == len(SHAPES),
        "Not all of the model's weights can be trained.",
        cause="Leave `trainable` of the layers as it is.",
    )


def same(found, weights):
    """Say whether the arrays are those that were set."""
    return len(found) == len(weights) == 4 and all(
        np.array_equal(one, two) for one, two in zip(found, weights, strict=True)
    )


def usable_model(student, rng, draw=drawn_weights):
    """Return a model with drawn weights, and the weights: the submission's own if it is right.

    Else it is one that is made here, so that a mistake in build_model costs nothing further on.
    """
    try:
        with aside(student):
            model = build(student)
            expect_network(model, rng, (3,))
    except WorkerLost:
        raise
    except StudentFailure:
        model = made_here(student)
    weights = draw(rng)
    with aside(student):
        set_weights(model, weights)
    return model, weights


def made_here(student):
    """Return a model of the shapes in SHAPES."""
    with aside(student):
        keras = part(library(student, "tensorflow"), "keras")
        stack = [
            ask_and_keep(keras, "Input", shape=(28, 28, 1)),
            ask_and_keep(keras, "layers.Reshape", (784,)),
        ]
        for (_inputs, units), activation in zip(SHAPES[::2], ("relu", "softmax"), strict=True):
            stack.append(ask_and_keep(keras, "layers.Dense", units, activation=activation))
        return ask_and_keep(keras, "Sequential", stack)


def cross_entropy(probabilities, labels):
    """Return the mean sparse categorical cross-entropy."""
    return float(-np.log(np.clip(probabilities[np.arange(len(labels)), labels], 1e-7, 1)).mean())


def gradients(weights, images, labels):
    """Return the derivatives of the cross-entropy with respect to the four arrays of weights."""
    rows = images.reshape(len(images), -1).astype("float64")
    hidden = np.maximum(rows @ weights[0] + weights[1], 0)
    error = softmax(hidden @ weights[2] + weights[3])
    error[np.arange(len(labels)), labels] -= 1
    error /= len(labels)
    back = (error @ weights[2].T) * (hidden > 0)
    return [rows.T @ back, back.sum(axis=0), hidden.T @ error, error.sum(axis=0)]


def adam(weights, batches, rate):
    """Return where Adam's steps lead (https://arxiv.org/abs/1412.6980, algorithm 1), one entry per step."""
    weights = [array.astype("float64") for array in weights]
    mean, square = [np.zeros_like(array) for array in weights], [np.zeros_like(array) for array in weights]
    path = []
    for number, (images, labels) in enumerate(batches, start=1):
        step = rate * np.sqrt(1 - 0.999**number) / (1 - 0.9**number)
        for place, gradient in enumerate(gradients(weights, images, labels)):
            mean[place] = 0.9 * mean[place] + 0.1 * gradient
            square[place] = 0.999 * square[place] + 0.001 * gradient**2
            weights[place] = weights[place] - step * mean[place] / (np.sqrt(square[place]) + 1e-7)
        path.append(list(weights))
    return path


def far(found, right, start):
    """Return how far weights are from the right ones, as a part of the way that the right ones went."""
    if [array.shape for array in found] != SHAPES:
        return np.inf
    with np.errstate(all="ignore"):
        missed = sum(float(((one - other) ** 2).sum()) for one, other in zip(found, right, strict=True))
        way = sum(float(((one - other) ** 2).sum()) for one, other in zip(right, start, strict=True))
    return np.sqrt(missed / way) if np.isfinite(missed) else np.inf


def compiled(student, model, rate=0.001, **how):
    """Compile a model as the text asks for it; eager if it will see few batches, as a graph costs more."""
    with aside(student):
        optimizer = ask_and_keep(library(student, "tensorflow"), "keras.optimizers.Adam", rate)
        how = {"loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]} | (
            how or {"run_eagerly": True}
        )
        ask(model, "compile", optimizer=optimizer, **how)
    return model


def batched(student, images, labels, size):
    """Return a dataset of batches of these examples."""
    with aside(student):
        return ask_and_keep(dataset_of(student, images, labels), "batch", size)


@check(
    "runs every epoch and returns the History", question="train", after=model_has_the_layers, read=BUILT_IN
)
def train_returns_the_history(student):
    expect_function(student, "train", ["model", "batches"], ["epochs"])
    rng = np.random.default_rng(6)
    model, _start = usable_model(student, rng)
    compiled(student, model)
    batches = batched(student, pictures(rng, 20), np.arange(20) % 10, 10)
    history_of(student, call(student, "train", model, batches, epochs=3), 3)


def history_of(student, history, epochs):
    """Return the losses in a Keras History of that many epochs, and its other numbers per epoch."""
    kind = "the History that `model.fit` returns"
    cause = "Return what `model.fit` returns, not a part of it and not the model."
    expect(
        is_a(student, history, "keras.callbacks.History"), f"This is not {kind}.", answer=history, cause=cause
    )
    record = fetch(part(history, "history"))
    losses = record.get("loss") if isinstance(record, dict) else None
    expect(isinstance(losses, (list, tuple)), "The History holds no losses.", answer=record)
    found = [expect_number(fetch(loss)) for loss in losses]
    expect(
        len(found) == epochs,
        "The number of epochs is not the one that is asked for.",
        returned=f"{len(found)} epochs",
        expected=f"{epochs} epochs",
        cause="Hand `epochs` on to `model.fit`, and return a History of all of them.",
    )
    others = []
    for name, values in record.items():
        if name != "loss" and isinstance(values, (list, tuple)) and len(values) == epochs:
            with suppress(CheckFailed, StudentRaised):
                others.append([expect_number(fetch(value)) for value in values])
    return found, others


@check(
    "updates once per batch, every epoch, and goes on where it was",
    question="train",
    points=2,
    after=train_returns_the_history,
    read=BUILT_IN,
)
def train_updates_once_a_batch(student, rng):
    model, start = usable_model(student, rng)
    rate = float(rng.uniform(2e-3, 4e-3))
    compiled(student, model, rate)
    images, labels = pictures(rng, 26), rng.integers(0, 10, 26)
    batches = batched(student, images, labels, 4)
    epoch = [(images[place : place + 4], labels[place : place + 4]) for place in range(0, 26, 4)]
    # As the story does: an epoch, a look, and further epochs.
    first = history_of(student, call(student, "train", model, batches, epochs=1), 1)
    second = history_of(student, call(student, "train", model, batches, epochs=2), 2)
    found, right = weights_of(model), adam(start, epoch * 3, rate)

    if far(found, right[-1], start) >= 0.1:
        fail(
            "The model is not where its batches lead, each seen once in each of the epochs.",
            cause=cause_of_path(found, start, epoch, rate),
        )
    expect_record(student, first, second, [start, *right], epoch)


def cause_of_path(found, start, epoch, rate):
    """Return the sentence for the mistake that leads where the weights are after one and two epochs."""

    def leads(batches, rate=rate):
        return far(found, adam(start, batches, rate)[-1], start) < 0.1

    if same(found, start):
        return "The model did not move: fit the model that is handed in, not a copy."
    if leads(epoch) or leads(epoch * 2):
        return "The model is trained for one epoch only: hand `epochs` on to `model.fit`."
    if leads(epoch[:1] * 3):
        return "Only the first batch is used: hand over the whole dataset."
    if any(leads(epoch[:few] * 3) for few in range(2, len(epoch))):
        return "Only a part of the batches is used: hand over the whole dataset."
    again = adam(adam(start, epoch, rate)[-1], epoch * 2, rate)[-1]
    anew = adam(adam(start, epoch, 1e-3)[-1], epoch * 2, 1e-3)[-1]
    if leads(epoch * 3, 1e-3) or min(far(found, one, start) for one in (again, anew)) < 0.1:
        return "The model comes compiled and goes on where it was: do not compile it anew."
    return ""


def expect_record(student, first, second, path, epoch):
    """Expect the losses and the accuracies of the three epochs in the two Histories."""
    seen = [judged(path[number], *epoch[number % len(epoch)]) for number in range(3 * len(epoch))]
    per_epoch = [np.array(seen[place : place + len(epoch)]) for place in range(0, len(seen), len(epoch))]
    sizes = [len(labels) for _images, labels in epoch]
    images, labels = (np.concatenate(both) for both in zip(*epoch, strict=True))
    # Running over the epoch, by examples or by batches, or measured at its end: all are right. So is, though
    # it says less, what the last batch of the epoch gave.
    ways = [
        np.array([np.average(rows, axis=0, weights=sizes) for rows in per_epoch]),
        np.array([rows.mean(axis=0) for rows in per_epoch]),
        np.array([judged(path[number * len(epoch)], images, labels) for number in (1, 2, 3)]),
        np.array([rows[-1] for rows in per_epoch]),
    ]
    losses = np.array(first[0] + second[0])
    expect(
        any(np.allclose(losses, way[:, 0], rtol=0.02) for way in ways),
        "The losses in the History are not those of the training.",
        returned=f"losses {[round(float(loss), 4) for loss in losses]}",
        expected=f"about {[round(float(loss), 4) for loss in ways[0][:, 0]]}",
    )
    if np.allclose(losses, ways[3][:, 0], rtol=0.02):
        remark(student, "Each loss is that of the epoch's last batch; a mean over the epoch says more.")
    records = [one + two for one in first[1] for two in second[1]]
    expect(
        any(np.allclose(record, way[:, 1], atol=1.5 / len(labels)) for record in records for way in ways),
        "The History does not hold the accuracies of the training.",
        expected=f"one accuracy per epoch, about {[round(float(one), 3) for one in ways[0][:, 1]]}",
    )


def judged(weights, images, labels):
    """Return loss and accuracy of the network with these weights."""
    probabilities = forward(weights, images)[0]
    return cross_entropy(probabilities, labels), float((probabilities.argmax(axis=1) == labels).mean())


@check(
    "goes over five epochs unless told otherwise, however good the model is",
    question="train",
    points=1,
    after=train_updates_once_a_batch,
    read=BUILT_IN,
)
def train_has_five_epochs(student, rng):
    model, start = usable_model(student, rng)
    # Sure of answers that are right: there is little left to learn, and it goes slowly.
    start[2], start[3] = start[2] * 2, start[3] * 2
    with aside(student):
        set_weights(model, start)
    compiled(student, model, 1e-4)
    images = pictures(rng, 8)
    labels = forward(start, images)[0].argmax(axis=1)
    losses, _others = history_of(
        student, call(student, "train", model, batched(student, images, labels, 8)), 5
    )
    right = adam(start, [(images, labels)] * 5, 1e-4)
    expect(far(weights_of(model), right[-1], start) < 0.1, "The model is not where five epochs lead.")
    wanted = [cross_entropy(forward(one, images)[0], labels) for one in (start, *right)]
    expect(
        np.allclose(losses, wanted[:5], rtol=0.02) or np.allclose(losses, wanted[1:], rtol=0.02),
        "The losses in the History are not those of the training.",
    )


OK_FORMAT = False
ORDER = 6
name = "train"
points = 3
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="runs every epoch and returns the History", points=0, hidden=False)
def test_train_returns_the_history(env):
    bench.run(train_returns_the_history, env)


@test_case(name="updates once per batch, every epoch, and goes on where it was", points=2, hidden=False)
def test_train_updates_once_a_batch(env):
    bench.run(train_updates_once_a_batch, env)


@test_case(name="goes over five epochs unless told otherwise, however good the model is", points=1, hidden=False)
def test_train_has_five_epochs(env):
    bench.run(train_has_five_epochs, env)
