"""Public checks of question evaluate.

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
    expect_close,
    expect_function,
    expect_items,
    expect_number,
    library,
    recognize,
    remark_on_numbers,
    tensor,
)
from autograder.errors import StudentFailure, StudentRaised, WorkerLost
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


def eager(student, model):
    """Return a compiled model that will make no graph: for a batch or two that takes longer than they do."""
    with aside(student):
        ask(library(student, "builtins"), "setattr", model, "run_eagerly", True)
    return model


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


@check("returns two numbers: loss, accuracy", question="evaluate", after=model_has_the_layers, read=BUILT_IN)
def evaluate_returns_two_numbers(student):
    expect_function(student, "evaluate", ["model", "batches"])
    rng = np.random.default_rng(7)
    model, _weights = usable_model(student, rng)
    batches = batched(student, pictures(rng, 20), np.arange(20) % 10, 8)
    for number in expect_items(measured(student, model, batches), 2, names="loss, accuracy"):
        expect_number(number)


def measured(student, model, batches):
    """Return what evaluate says of a model; if it wants that, of one as the submission compiles it."""
    compiled(student, model)
    try:
        return call(student, "evaluate", model, batches)
    except StudentRaised as error:
        # The name of a metric is free, so it may look for its own.
        try:
            with aside(student):
                eager(student, call(student, "compile_model", model))
        except StudentFailure:
            raise error from None
        return call(student, "evaluate", model, batches)


@check(
    "averages over all examples",
    question="evaluate",
    points=3,
    after=evaluate_returns_two_numbers,
    read=BUILT_IN,
)
def evaluate_averages(student, rng):
    model, weights = usable_model(student, rng)
    # Two datasets, one after the other: what was measured before must not be mixed in.
    for count in (int(rng.integers(34, 39)), int(rng.integers(21, 25))):
        images = pictures(rng, count)
        probabilities = forward(weights, images)[0]
        # Right at the beginning and far off at the end, so that a part of them has another answer.
        labels = probabilities.argmin(axis=1)
        half = count // 2 + int(rng.integers(-3, 4))
        labels[:half] = probabilities[:half].argmax(axis=1)
        answer = measured(student, model, batched(student, images, labels, 16))
        expect_measures(answer, probabilities, labels)
        untouched = same(weights_of(model), weights)
        cause = "The model is trained here: only ask it."
        expect(untouched, "The model has changed, although it should only be read.", cause=cause)
    remark_on_numbers(student, answer)


def expect_measures(answer, probabilities, labels):
    """Expect the loss and the accuracy of these answers, which came in batches of 16."""
    loss, accuracy = expect_items(answer, 2, names="loss, accuracy")
    hits = probabilities.argmax(axis=1) == labels
    right, share = cross_entropy(probabilities, labels), float(hits.mean())
    parts = [slice(place, place + 16) for place in range(0, len(labels), 16)]
    by_batch = [cross_entropy(probabilities[one], labels[one]) for one in parts]
    expect_close(
        loss,
        right,
        mistakes={
            "Loss and accuracy are swapped: the loss comes first.": share,
            "Only the last batch is measured: average over all examples.": by_batch[-1],
            "Only the first batch is measured: average over all examples.": by_batch[0],
            "Every batch counts the same, although the last one is smaller: average over the examples.": (
                float(np.mean(by_batch))
            ),
            "The numbers are rounded: return them as they are.": lambda found: found == round(right, 2),
        },
    )
    expect_close(
        accuracy,
        share,
        mistakes={
            "The accuracy is given in percent: it is a number between 0 and 1.": share * 100,
            "The number of right answers is given: divide it by the number of examples.": float(hits.sum()),
            "The loss comes twice: the accuracy is the second number.": right,
            "Every batch counts the same, although the last one is smaller: average over the examples.": (
                float(np.mean([hits[one].mean() for one in parts]))
            ),
            "The numbers are rounded: return them as they are.": lambda found: found == round(share, 2),
        },
    )


OK_FORMAT = False
ORDER = 7
name = "evaluate"
points = 3
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="returns two numbers: loss, accuracy", points=0, hidden=False)
def test_evaluate_returns_two_numbers(env):
    bench.run(evaluate_returns_two_numbers, env)


@test_case(name="averages over all examples", points=3, hidden=False)
def test_evaluate_averages(env):
    bench.run(evaluate_averages, env)
