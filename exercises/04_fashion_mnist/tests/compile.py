"""Public checks of question compile.

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
    expect_number,
    library,
    recognize,
    remark,
    tensor,
)
from autograder.errors import StudentFailure, WorkerLost
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


def the_first(causes):
    """Return the first sentence that holds, or none."""
    return next((sentence for sentence, holds in causes.items() if holds), "")


def alike(one, other):
    """Say whether two arrays have the same shape and nearly the same numbers."""
    with np.errstate(all="ignore"):
        return np.shape(one) == np.shape(other) and bool(np.allclose(one, other, rtol=1e-4, atol=1e-6))


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


def gives_logits(student, rng):
    """Say whether the submission's model is right but for its softmax: then its loss may expect logits."""
    try:
        with aside(student):
            model, weights, images = build(student), drawn_weights(rng), pictures(rng, 3)
            set_weights(model, weights)
            return alike(expect_array(model(tensor(images))), forward(weights, images)[1])
    except WorkerLost:
        raise
    except StudentFailure:
        return False


COMPILING = {
    r"not recognized.*lr|'lr'|unexpected keyword argument 'lr'": (
        "Adam's learning rate is called `learning_rate` and not `lr`; the default is good, too."
    ),
    r"legacy": "Keras 3 has no `optimizers.legacy` any more: use tf.keras.optimizers.Adam().",
    r"Unknown loss|Could not interpret (loss|metric)|Unknown metric|Could not interpret optimizer": (
        "Keras knows no loss, metric or optimizer by that name: look for a typing error."
    ),
}


# What the model says of itself earns nothing; the checks after this one recompute what it does.
@check("returns the model, ready to train", question="compile", after=model_has_the_layers, read=BUILT_IN)
def compile_returns_the_model(student, rng):
    expect_function(student, "compile_model", ["model"])
    model, _weights = usable_model(student, rng)
    with recognize(COMPILING):
        answer = call(student, "compile_model", model)
    cause = "Nothing came back (None): end with `return model`." if answer is None else ""
    with aside(student):
        is_same = (
            is_a(student, answer, "keras.Model")
            and ask(library(student, "operator"), "is_", model, answer) is True
        )
    expect(
        is_same,
        "`compile_model` does not return the model that it was given.",
        answer=answer,
        expected="the same model",
        cause=cause,
    )
    expect(part(answer, "compiled") is True, "The model is not compiled: call `model.compile`.")


def cross_entropy(probabilities, labels):
    """Return the mean sparse categorical cross-entropy."""
    return float(-np.log(np.clip(probabilities[np.arange(len(labels)), labels], 1e-7, 1)).mean())


@check(
    "uses sparse categorical cross-entropy on probabilities",
    question="compile",
    points=2,
    after=compile_returns_the_model,
    read=BUILT_IN,
)
def compile_uses_cross_entropy(student, rng):
    model, _weights = usable_model(student, rng)
    model = call(student, "compile_model", model)
    # Each image's loss is drawn, and its probabilities are made to fit.
    losses, labels = rng.uniform(0.1, 4, 20), rng.permutation(20) % 10
    rest = rng.dirichlet(np.ones(10), 20)
    rest[np.arange(20), labels] = 0
    probabilities = rest / rest.sum(axis=1, keepdims=True) * (1 - np.exp(-losses))[:, None]
    probabilities[np.arange(20), labels] = np.exp(-losses)
    as_logits = cross_entropy(softmax(probabilities), labels)
    one_hot = "The labels are numbers, not rows with a single 1: the loss for them is the *sparse* one."
    regression = (
        "This loss takes the difference of label and answer, as in a regression: use the cross-entropy."
    )
    known = {r"must have the same (shape|rank)|Shapes .* incompatible": one_hot, r"Op:Sub": regression}
    with recognize(known):
        answer = ask(
            model, "compute_loss", None, tensor(labels, "int64"), tensor(probabilities.astype("float32"))
        )
    if alike(expect_number(answer), as_logits) and gives_logits(student, rng):
        remark(student, "Your model gives logits, and this loss fits them.")
        return
    expect_close(
        answer,
        losses.mean(),
        rtol=1e-3,
        mistakes={
            "The loss expects logits, but softmax has made probabilities: leave out from_logits=True.": (
                as_logits
            ),
            "the sum over the images of a batch: leave out `reduction`, and it is the mean": losses.sum(),
        },
    )


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


def eager(student, model):
    """Return a compiled model that will make no graph: for a batch or two that takes longer than they do."""
    with aside(student):
        ask(library(student, "builtins"), "setattr", model, "run_eagerly", True)
    return model


@check("uses Adam", question="compile", points=1, after=compile_uses_cross_entropy, read=BUILT_IN)
def compile_uses_adam(student, rng):
    model, start = usable_model(student, rng)
    model = eager(student, call(student, "compile_model", model))
    batches = [(pictures(rng, 8), rng.integers(0, 10, 8)) for _ in range(3)]
    for images, _labels in batches:
        images[:, :2] = 0  # as black as the margin of many pictures
    found = []
    for images, labels in batches:
        ask(model, "train_on_batch", tensor(images), tensor(labels, "int64"))
        found.append(weights_of(model))
        expect([one.shape for one in found[-1]] == SHAPES, "The model has other weights after a step.")
    # The rate is free; Adam's first step moves every weight by just that.
    with np.errstate(all="ignore"):
        rate = float(np.median(np.abs(found[0][3].astype("float64") - start[3])))
    expect(np.isfinite(rate) and rate > 0, "The model does not move.", cause=optimizer_of(model))
    distance = far(found[-1], adam(start, batches, min(rate, 10.0))[-1], start)
    expect(distance < 0.1, "The steps are not those of Adam.", cause=optimizer_of(model))
    black = slice(0, 2 * 28)
    expect(
        np.array_equal(found[-1][0][black], start[0][black]),
        "The weights of pixels that are always black move.",
        cause=optimizer_of(model) or "the work of a weight decay, which plain Adam does not have",
    )


def optimizer_of(model):
    """Return a hint made of what the model says of its optimizer."""
    optimizer = getattr(model, "optimizer", None)
    kind = getattr(getattr(optimizer, "_handle", None), "kind", "").rpartition(".")[2]
    known = {"SGD", "RMSprop", "Adagrad", "Adadelta", "Adamax", "Nadam", "AdamW", "Ftrl", "Lion"}
    return f"The optimizer is {kind}, not Adam." if kind in known else ""


@check("measures the accuracy", question="compile", points=1, after=compile_uses_cross_entropy, read=BUILT_IN)
def compile_measures_accuracy(student, rng):
    model, weights = usable_model(student, rng)
    model = eager(student, call(student, "compile_model", model))
    images, labels = pictures(rng, 23), rng.integers(0, 10, 23)
    answers = forward(weights, images)[0].argmax(axis=1)
    right = int(rng.integers(8, 16))
    labels[:right], labels[right:] = answers[:right], (answers[right:] + rng.integers(1, 10, 23 - right)) % 10
    answer = ask(model, "test_on_batch", tensor(images), tensor(labels, "int64"))
    numbers = answer if isinstance(answer, (list, tuple)) else [answer]
    found = [expect_number(number) for number in numbers]
    expect(
        any(np.isclose(value, right / 23, atol=1e-4) for value in found[1:]),
        "None of the metrics is the accuracy.",
        returned=f"metrics {found[1:]} where {right} of 23 images are recognized"
        if found[1:]
        else "no metric",
        cause='Ask for it: metrics=["accuracy"].' if len(found) < 2 else "",
    )


OK_FORMAT = False
ORDER = 5
name = "compile"
points = 4
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="returns the model, ready to train", points=0, hidden=False)
def test_compile_returns_the_model(env):
    bench.run(compile_returns_the_model, env)


@test_case(name="uses sparse categorical cross-entropy on probabilities", points=2, hidden=False)
def test_compile_uses_cross_entropy(env):
    bench.run(compile_uses_cross_entropy, env)


@test_case(name="uses Adam", points=1, hidden=False)
def test_compile_uses_adam(env):
    bench.run(compile_uses_adam, env)


@test_case(name="measures the accuracy", points=1, hidden=False)
def test_compile_measures_accuracy(env):
    bench.run(compile_measures_accuracy, env)
