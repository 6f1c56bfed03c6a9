"""Public checks of question train.

Built from solutions/04_fashion_mnist/public_checks.py by `autograder build 04_fashion_mnist`; change them there.
"""

import numpy as np

from autograder.checks import (
    Remote,
    aside,
    call_and_keep,
    check,
    expect,
    expect_array,
    expect_function,
    library,
    recognize,
    tensor,
)
from autograder.notebook import Bench, test_case


SEQUENTIAL = "TensorFlow guide: The Sequential model"

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


def build(student):
    """Return the Keras model that the submission's build_model returns."""
    expect_function(student, "build_model")
    model = call(student, "build_model")
    cause = "Nothing came back (None): does the function end with `return`?" if model is None else ""
    expect(
        is_a(student, model, "keras.Model"),
        "`build_model` does not return a Keras model.",
        answer=model,
        expected="a Keras model",
        cause=cause,
    )
    return model


def weights_of(model):
    """Return the arrays of all the model's weights and biases."""
    arrays = ask(model, "get_weights")
    found = arrays if isinstance(arrays, (list, tuple)) else []
    return [array for array in found if isinstance(array, np.ndarray) and array.dtype.kind == "f"]


@check("has the layers of 101,770 parameters", question="model", points=2, read=SEQUENTIAL)
def model_has_the_layers(student):
    model = build(student)
    shapes = [array.shape for array in weights_of(model)]
    first, last = shapes[:1], shapes[-1:]
    known = {
        "The model is not built yet: begin with tf.keras.Input(shape=(28, 28, 1)).": not shapes,
        "The image is not flattened, so the layer looks at one pixel at a time: put Flatten before it.": (
            first in ([(1, 128)], [(28, 128)])
        ),
        "The last layer has 9 units: labels run from 0 to 9, and that makes ten classes.": last == [(9,)],
        "The hidden layer is missing: a Dense of 128 comes between Flatten and the last layer.": (
            shapes == [(784, 10), (10,)]
        ),
        "The hidden layer does not have 128 units.": len(shapes) == 4
        and last == [(10,)]
        and shapes[1] != (128,),
        "There are more layers with weights than the two Dense layers.": len(shapes) > 4,
    }
    expect(
        shapes == SHAPES,
        "The model does not have the layers that are asked for.",
        returned=f"weights and biases of the shapes {shapes}",
        expected=f"weights and biases of the shapes {SHAPES}",
        cause=next((sentence for sentence, holds in known.items() if holds), ""),
    )
    images = np.zeros((3, 28, 28, 1), "float32")
    with recognize(
        {r"expected axis -1|incompatible|Matrix size": "The input is an image of shape (28, 28, 1)."}
    ):
        expect_array(model(tensor(images)), shape=(3, 10))


@check("runs every epoch and returns the History", question="train", after=model_has_the_layers)
def train_returns_the_history(student):
    expect_function(student, "train", ["model", "batches", "epochs"])
    model = compiled(student, build(student))
    images = np.random.default_rng(6).random((20, 28, 28, 1), "float32")
    batches = ask_and_keep(dataset_of(student, images, np.arange(20) % 10), "batch", 10)
    losses_of(student, call(student, "train", model, batches, epochs=3), 3)


def compiled(student, model, **how):
    """Compile a model as the text asks for it; eager if it will see few batches, as a graph costs more."""
    rate = ask_and_keep(library(student, "tensorflow"), "keras.optimizers.Adam", 0.001)
    how = how or {"run_eagerly": True}
    ask(model, "compile", optimizer=rate, loss="sparse_categorical_crossentropy", metrics=["accuracy"], **how)
    return model


def losses_of(student, history, epochs):
    """Return the losses in a Keras History of that many epochs."""
    kind = "the History that `model.fit` returns"
    cause = "Return what `model.fit` returns, not a part of it and not the model."
    expect(
        is_a(student, history, "keras.callbacks.History"), f"This is not {kind}.", answer=history, cause=cause
    )
    record = part(history, "history")
    losses = record.get("loss") if isinstance(record, dict) else None
    expect(isinstance(losses, list), "The History holds no losses.", answer=record)
    found = [float(expect_array(loss, shape=())) for loss in losses]
    expect(
        len(found) == epochs,
        "The number of epochs is not the one that is asked for.",
        returned=f"{len(found)} epochs",
        expected=f"{epochs} epochs",
        cause="Hand `epochs` on to `model.fit`.",
    )
    return found


OK_FORMAT = False
ORDER = 6
name = "train"
points = 0
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="runs every epoch and returns the History", points=0, hidden=False)
def test_train_returns_the_history(env):
    bench.run(train_returns_the_history, env)
