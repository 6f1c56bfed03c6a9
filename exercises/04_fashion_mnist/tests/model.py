"""Public checks of question model.

Built from solutions/04_fashion_mnist/public_checks.py by `autograder build 04_fashion_mnist`; change them there.
"""

import numpy as np

from autograder.checks import (
    Remote,
    aside,
    check,
    expect,
    expect_array,
    expect_close,
    expect_function,
    library,
    recognize,
    tensor,
)
from autograder.notebook import Bench, test_case


SEQUENTIAL = (
    "TensorFlow guide: The Sequential model",
    "https://www.tensorflow.org/guide/keras/sequential_model",
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


def call(student, name, *args, **kwargs):
    """Call the submission's function of that name."""
    return expect_function(student, name)(*args, **kwargs)


def is_a(student, value, path):
    """Say whether a value is an object of a class of TensorFlow, such as ``"keras.Model"``."""
    with aside(student):
        wanted = part(library(student, "tensorflow"), path)
        known = isinstance(value, Remote) and isinstance(wanted, Remote)
        return known and ask(library(student, "builtins"), "isinstance", value, wanted) is True


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


@check(
    "is flatten, dense with ReLU, dense with softmax, and no more",
    question="model",
    points=4,
    after=model_has_the_layers,
    read=SEQUENTIAL,
)
def model_computes_probabilities(student, rng):
    expect_network(build(student), rng, (12, 1))


@check(
    "is a new, untrained model at each call",
    question="model",
    points=1,
    after=model_computes_probabilities,
    read=SEQUENTIAL,
)
def model_is_new_each_time(student, rng):
    first, second = build(student), build(student)
    before = weights_of(second)
    set_weights(first, drawn_weights(rng))
    expect(
        same(weights_of(second), before),
        "Two models share their weights.",
        cause="The model, or a layer of it, is made outside of the function: make everything inside it.",
    )
    spread = min(float(np.std(kernel)) for kernel in (before[0], before[2]))
    expect(
        spread > 1e-6,
        "All weights of a layer start with the same value.",
        cause="Units that start alike stay alike: leave the initializer as Keras has it.",
    )


def same(found, weights):
    """Say whether the arrays are those that were set."""
    return len(found) == len(weights) == 4 and all(
        np.array_equal(one, two) for one, two in zip(found, weights, strict=True)
    )


OK_FORMAT = False
ORDER = 4
name = "model"
points = 5
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="has the layers of 101,770 parameters", points=0, hidden=False)
def test_model_has_the_layers(env):
    bench.run(model_has_the_layers, env)


@test_case(name="is flatten, dense with ReLU, dense with softmax, and no more", points=4, hidden=False)
def test_model_computes_probabilities(env):
    bench.run(model_computes_probabilities, env)


@test_case(name="is a new, untrained model at each call", points=1, hidden=False)
def test_model_is_new_each_time(env):
    bench.run(model_is_new_each_time, env)
