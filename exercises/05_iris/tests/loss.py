"""Public checks of question loss.

Built from solutions/05_iris/public_checks.py by `autograder build 05_iris`; change them there.
"""

from dataclasses import dataclass

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
    fetch,
    library,
    recognize,
    take,
    tensor,
)
from autograder.errors import StudentFailure, WorkerLost
from autograder.notebook import Bench, test_case


GRADIENTS = (
    "TensorFlow guide: Introduction to gradients and automatic differentiation",
    "https://www.tensorflow.org/guide/autodiff",
)
TRAINING = (
    "TensorFlow guide: Writing a training loop from scratch in TensorFlow",
    "https://www.tensorflow.org/guide/keras/writing_a_training_loop_from_scratch",
)

HEADER = "sepal_length,sepal_width,petal_length,petal_width,species"
SHAPES = ((4, 10), (10,), (10, 10), (10,), (10, 3), (3,))
# Four flowers with which a model is looked at before it is handed over.
PROBE = np.array(
    [[5.1, 3.3, 1.7, 0.5], [-5.9, 3.0, 4.2, -1.5], [0.5, -3.1, 5.4, 2.1], [-1.0, -2.0, -0.5, 3.0]]
)

STRANGE = "The submission's process answered with something else than was asked."
LAYER_ERRORS = {
    r"Expected `trainable` to be a boolean|Argument `name` must be a string": (
        "Sequential takes one list of layers: put square brackets around them"
    ),
    r"Cannot convert '\d+' to a shape": "A shape is a tuple, also with one number in it: shape=(4,)",
    r"(?s)AttributeError.*has no attribute|NameError.*is not defined": (
        "A layer is not found: `__init__` has two underscores on either side, and each layer is kept as "
        "an attribute of `self`"
    ),
}
LOSS_ERRORS = {
    r"target\.ndim - 1|logits\.shape\.rank - 1": "Labels and logits are swapped: the labels come first",
    r"must have the same (rank|shape)|must be broadcastable": (
        "The labels are numbers and not rows of three: use the sparse categorical cross-entropy"
    ),
}
LEFT = (
    "The loss has left TensorFlow (through NumPy, `.numpy()` or `float(…)`), so the tape cannot follow: "
    "compute it with TensorFlow's own operations"
)


def ask(thing, path, *args, **kwargs):
    """Call what stands at a dotted path below something in the worker."""
    for name in path.split("."):
        expect(isinstance(thing, Remote), STRANGE)
        thing = getattr(thing, name)
    expect(isinstance(thing, Remote), STRANGE)
    return thing(*args, **kwargs)


def write_csv(student, lengths, species):
    """Write a file like those of the exercise in the worker, and return its name."""
    rows = zip(lengths, species, strict=True)
    lines = [",".join([*(f"{one:.1f}" for one in row), str(kind)]) for row, kind in rows]
    folder = ask(library(student, "tempfile"), "mkdtemp")
    expect(type(folder) is str, STRANGE)
    path = f"{folder}/flowers.csv"
    ask(ask(library(student, "pathlib"), "Path", path), "write_text", "\n".join([HEADER, *lines]) + "\n")
    return path


def label_type(student):
    """Return the dtype of labels that the submission's own load_csv gives, int64 where it gives none."""
    try:
        # Two rows: of a single one some readers make no table.
        path = write_csv(student, np.ones((2, 4)), [1, 1])
        dataset = expect_function(student, "load_csv")(path, batch_size=2)
        batches = take(dataset, 1) if isinstance(dataset, Remote) else dataset
        found = str(getattr(expect_items(batches[0], 2, names="features and labels")[1], "dtype", ""))
    except WorkerLost:
        raise
    except (StudentFailure, LookupError, TypeError):
        return "int64"
    return found if found in ("int32", "int64") else "int64"


@dataclass
class Network:
    """A model in the worker, where among its weights those of SHAPES stand, and what labels go with it."""

    model: Remote
    places: list[int]
    label_type: str = "int64"

    def batch(self, features, labels):
        """Return a batch as tensors."""
        return tensor(features, "float32"), tensor(labels, self.label_type)

    def set_weights(self, weights):
        """Give it weights, which stand in the order of SHAPES."""
        arrays = [None] * len(SHAPES)
        for place, weight in zip(self.places, weights, strict=True):
            arrays[place] = np.asarray(weight, "float32")
        ask(self.model, "set_weights", arrays)

    def weights(self):
        """Return its weights in the order of SHAPES."""
        arrays = ask(self.model, "get_weights")
        is_whole = isinstance(arrays, list) and len(arrays) == len(SHAPES)
        expect(is_whole and all(isinstance(one, np.ndarray) for one in arrays), STRANGE)
        return [expect_array(arrays[place], shape=SHAPES[i]) for i, place in enumerate(self.places)]

    def computes(self, weights, **words):
        """Say whether it gives the logits of these weights."""
        answer = self.model(tensor(PROBE, "float32"), **words)
        right = forward(weights, PROBE)[2]
        is_array = isinstance(answer, np.ndarray) and answer.shape == right.shape
        return is_array and bool(np.allclose(answer, right, rtol=1e-3, atol=1e-3))


def build(student):
    """Return the Keras model that the submission builds."""
    with recognize(LAYER_ERRORS):
        model = expect_function(student, "build_model")()
    expect(model is not None, "Nothing came back (None): does `build_model` end with `return`?")
    keras = library(student, "tensorflow").keras
    expect(isinstance(keras, Remote) and isinstance(model, Remote), "That is no Keras model.", answer=model)
    is_model = ask(library(student, "builtins"), "isinstance", model, keras.Model)
    expect(is_model is True, "That is no Keras model.", answer=model)
    return model


def read_weights(model):
    """Return the model's arrays; they must have the shapes of SHAPES, in any order."""
    with recognize(
        {"has not yet been built|hasn't been built": "It is not built: give it an Input of shape (4,)"}
    ):
        arrays = ask(model, "get_weights")
    expect(isinstance(arrays, list) and all(isinstance(one, np.ndarray) for one in arrays), STRANGE)
    unbuilt = "It is not built: give it an Input of shape (4,), or call it once"
    expect(len(arrays) > 0, "The model has no weights yet.", cause=unbuilt)
    shapes = [one.shape for one in arrays]
    mistakes = {
        "One hidden layer of 10 stands where two are asked for": (SHAPES[0], SHAPES[1], SHAPES[4], SHAPES[5]),
        "Without biases there are only 170 numbers": SHAPES[::2],
        "One output: each of the three species needs a number of its own": (*SHAPES[:4], (10, 1), (1,)),
    }
    cause = next((sentence for sentence, wrong in mistakes.items() if tuple(shapes) == wrong), "")
    wrong = "The shapes of the model's weights are not those of dense layers 4 → 10 → 10 → 3."
    shown = ", ".join(map(str, shapes))
    expect(sorted(shapes) == sorted(SHAPES), wrong, returned=shown, expected=f"{SHAPES}", cause=cause)
    return arrays


def networks(model):
    """Yield the ways to read the model's weights: which bias of ten is which shows in what it computes."""
    shapes = [one.shape for one in read_weights(model)]
    places = [shapes.index(shape) for shape in SHAPES]
    one, other = (place for place, shape in enumerate(shapes) if shape == (10,))
    in_order = shapes.index((4, 10)) < shapes.index((10, 10))
    for first, second in ((one, other), (other, one)) if in_order else ((other, one), (one, other)):
        yield Network(model, [places[0], first, places[2], second, *places[4:]])


def own_network(student, weights, **words):
    """Return the submission's network with these weights; which bias is which is found by trying."""
    found = list(networks(build(student)))
    for network in (*found, found[0]):
        network.set_weights(weights)
        with recognize(LAYER_ERRORS):
            if network.computes(weights, **words):
                return network
    expect(not words, "The model does not compute what is asked for.")
    return network


def new_network(student, weights):
    """Return a network with these weights, of the submission's making unless that is not the right one."""
    with aside(student):
        try:
            network = own_network(student, weights, training=True)
        except WorkerLost:
            raise
        except StudentFailure:
            keras = library(student, "keras")
            model = ask(keras, "Sequential")
            ask(model, "add", ask(keras, "Input", (4,)))
            for _inputs, units in SHAPES[::2]:
                ask(
                    model,
                    "add",
                    ask(keras, "layers.Dense", units, activation="relu" if units == 10 else None),
                )
            network = Network(model, [0, 1, 2, 3, 4, 5])
            network.set_weights(weights)
        network.label_type = label_type(student)
    return network


def forward(weights, features):
    """Return the inputs of the three layers' activations: of both hidden layers and the logits."""
    first = features @ weights[0] + weights[1]
    second = np.maximum(first, 0) @ weights[2] + weights[3]
    return first, second, np.maximum(second, 0) @ weights[4] + weights[5]


def is_delicate(values, distance=1e-3):
    """Say whether rounding might decide: a unit just at the bend of ReLU, two species nearly equal."""
    first, second, logits = values
    ranked = np.sort(logits, axis=1)
    margin = (ranked[:, -1] - ranked[:, -2]).min()
    return min(np.abs(first).min(), np.abs(second).min(), margin) < distance


def draw_weights(rng):
    """Draw weights and biases that all matter."""
    kernels = [rng.normal(scale=0.6, size=shape) for shape in SHAPES[::2]]
    biases = [rng.normal(scale=0.5, size=shape) for shape in SHAPES[1::2]]
    pairs = zip(kernels, biases, strict=True)
    return [np.float32(one).astype(float) for pair in pairs for one in pair]


def draw(rng, rows, scale=1.2):
    """Draw weights, features and their logits; each species is the answer for some flower."""
    for _ in range(1_000):
        weights = draw_weights(rng)
        features = np.float32(rng.normal(scale=scale, size=(rows, 4))).astype(float)
        values = forward(weights, features)
        distance = 1e-3 * scale if rows < 30 else 1e-4 * scale
        if not is_delicate(values, distance) and len(set(values[2].argmax(axis=1))) == min(rows, 3):
            break
    return weights, features, values[2]


def draw_labels(rng, rows):
    """Draw labels; all three species are among them, if there are so many."""
    return rng.permutation(np.arange(rows) % 3)


def cross_entropies(logits, labels):
    """Return the cross-entropy of each row from its logits."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    return np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(labels)), labels]


WRONG_LOSSES = {
    "the sum over the flowers: divide by how many there are": lambda logits, labels: cross_entropies(
        logits, labels
    ).sum(),
    "Logits are taken for probabilities: say from_logits=True": lambda logits, labels: unlogged(
        logits, labels
    ).mean(),
    "Softmax twice: with from_logits=True the loss does it itself": lambda logits, labels: cross_entropies(
        softmax(logits), labels
    ).mean(),
    "the negative of the loss: a loss becomes smaller as answers become better": lambda logits, labels: (
        -cross_entropies(logits, labels).mean()
    ),
    "The sum is divided by 32, whatever the size of the batch: divide by the number of its flowers": (
        lambda logits, labels: cross_entropies(logits, labels).sum() / 32
    ),
    "the loss of the first flower alone: average over all": lambda logits, labels: cross_entropies(
        logits, labels
    )[0],
    "the logarithm to base 2: the natural one is asked for": lambda logits, labels: (
        cross_entropies(logits, labels).mean() / np.log(2)
    ),
    "Labels are compared with probabilities, without a logarithm": lambda logits, labels: (
        1 - np.exp(-cross_entropies(logits, labels)).mean()
    ),
}


def softmax(logits):
    """Return probabilities, row by row."""
    return np.exp(-np.stack([cross_entropies(logits, np.full(len(logits), one)) for one in range(3)], axis=1))


def unlogged(logits, labels):
    """Return what Keras says of each row if it takes logits for probabilities."""
    clipped = np.clip(logits, 1e-7, 1 - 1e-7)
    return -np.log(clipped[np.arange(len(labels)), labels] / clipped.sum(axis=1))


@check("averages the cross-entropy from logits", question="loss", points=1, read=TRAINING)
def loss_is_the_mean_cross_entropy(student, rng):
    expect_function(student, "loss", ["model", "features", "labels", "training"])
    # Two batches of one size, a single flower, more than 32, and one flower that is sure and wrong.
    rows = int(rng.integers(6, 10))
    expect_losses(student, rng, (rows, rows, 1, 41))


def expect_losses(student, rng, counts):
    """Expect the right loss of batches of these sizes, and of some that the model is sure and wrong about."""
    network = new_network(student, draw_weights(rng))
    for count in counts:
        weights, features, logits = draw(rng, count)
        network.set_weights(weights)
        expect_loss(student, network, features, logits, draw_labels(rng, count))
    weights, features = draw_sure(rng)
    network.set_weights(weights)
    logits = forward(weights, features)[2]
    cut = "Probabilities are cut at 1e-7, and with them the loss at 16.1: compute it from logits"
    expect_loss(student, network, features, logits, logits.argmin(axis=1), cut)


def expect_loss(student, network, features, logits, labels, cut=""):
    """Expect the mean cross-entropy of these flowers."""
    rows = cross_entropies(logits, labels)
    mistakes = {sentence: wrong(logits, labels) for sentence, wrong in WRONG_LOSSES.items()}
    if cut:
        mistakes = {cut: np.minimum(rows, 16.118).mean(), **mistakes}
    if len(labels) == 1:
        mistakes = {}
    with recognize(LOSS_ERRORS):
        answer = expect_function(student, "loss")(network.model, *network.batch(features, labels), False)
    single = {"one loss per flower: average them": (len(labels),)}
    expect_array(answer, shape=(), mistakes=single)
    expect_close(answer, rows.mean(), rtol=1e-4, atol=1e-5, mistakes=mistakes)


def draw_sure(rng):
    """Draw weights and flowers whose logits lie between −10 and 10, and some of them near both ends."""
    for _ in range(100):
        weights, features, logits = draw(rng, 4)
        worst = np.ptp(logits, axis=1).argmax()
        scale = 19 / np.ptp(logits[worst])
        shift = -scale * (logits[worst].max() + logits[worst].min()) / 2
        if np.abs(logits * scale + shift).max() < 10:
            break
    weights[4], weights[5] = weights[4] * scale, weights[5] * scale + shift
    return weights, features


@check(
    "lets gradients flow back to the weights",
    question="loss",
    points=1,
    after=loss_is_the_mean_cross_entropy,
    read=GRADIENTS,
)
def loss_can_be_followed(student, rng):
    weights, features, _logits = draw(rng, int(rng.integers(6, 10)))
    labels = draw_labels(rng, len(features))
    network = new_network(student, weights)
    _value, gradients = follow_loss(student, network, features, labels)
    with aside(student):
        compare_gradients(gradients, network, gradients_of(weights, features, labels))


def follow_loss(student, network, features, labels):
    """Return the loss while training and the gradients that flow back from it."""
    given = network.batch(features, labels)
    tensorflow = library(student, "tensorflow")
    with aside(student):
        tape = ask(tensorflow, "GradientTape")
        block = ask(library(student, "contextlib"), "ExitStack")
        ask(block, "enter_context", tape)
    try:
        value = call_and_keep(expect_function(student, "loss"), network.model, *given, True)
    finally:
        with aside(student):
            ask(block, "close")
    with aside(student):
        is_tensor = ask(tensorflow, "is_tensor", value)
        expect(is_tensor is True, "The loss is no tensor.", expected="a tensor of TensorFlow", cause=LEFT)
        gradients = ask(tape, "gradient", value, network.model.trainable_variables)
        return fetch(value), expect_gradients(gradients, network, LEFT)


def draw_normalized(rng):
    """Draw weights and flowers, with their loss behind a normalizing layer at rest and while training."""
    for _ in range(100):
        weights, features, _logits = draw(rng, 8)
        labels = draw_labels(rng, 8)
        batch = (features - features.mean(axis=0)) / np.sqrt(features.var(axis=0) + 1e-3)
        # What the layer remembers is mean 0 and variance 1 until it has been trained.
        rest = features / np.sqrt(1.001)
        losses = [cross_entropies(forward(weights, one)[2], labels).mean() for one in (rest, batch)]
        squares = [(forward(weights, one)[2] ** 2).mean() for one in (rest, batch)]
        calm = not is_delicate(forward(weights, batch))
        if calm and abs(losses[0] - losses[1]) > 0.05 and abs(squares[0] - squares[1]) > 0.05 * squares[0]:
            break
    return weights, features, labels, rest, batch


def normalizing_network(student, weights):
    """Return a network with a layer in front that answers differently while training."""
    network = new_network(student, weights)
    with aside(student):
        keras = library(student, "keras")
        # Without numbers of its own to train, so that the gradients are those of the network.
        normalizing = ask(keras, "layers.BatchNormalization", center=False, scale=False)
        model = ask(keras, "Sequential", [ask(keras, "Input", (4,)), normalizing, network.model])
    return Network(model, network.places, network.label_type)


@check(
    "passes `training` on to the model",
    question="loss",
    points=1,
    after=loss_is_the_mean_cross_entropy,
    read=TRAINING,
)
def loss_passes_training_on(student, rng):
    weights, features, labels, rest, batch = draw_normalized(rng)
    network = normalizing_network(student, weights)
    given = network.batch(features, labels)
    at_rest, in_training = (cross_entropies(forward(weights, one)[2], labels).mean() for one in (rest, batch))
    always = "Training is always True: pass on the argument"
    answer = expect_function(student, "loss")(network.model, *given, False)
    expect_close(answer, at_rest, rtol=2e-3, mistakes={always: in_training})
    never = "The argument training does not reach the model: hand it over by its name when you call the model"
    answer = expect_function(student, "loss")(network.model, *given, True)
    expect_close(answer, in_training, rtol=2e-3, mistakes={never: at_rest})


def slopes_of(weights, features, slope):
    """Return the gradients of a loss in the order of SHAPES from its slope along each logit."""
    first, second, _logits = forward(weights, features)
    found = [np.maximum(second, 0).T @ slope, slope.sum(axis=0)]
    slope = (slope @ weights[4].T) * (second > 0)
    found = [np.maximum(first, 0).T @ slope, slope.sum(axis=0), *found]
    slope = (slope @ weights[2].T) * (first > 0)
    return [features.T @ slope, slope.sum(axis=0), *found]


def gradients_of(weights, features, labels):
    """Return the gradients of the mean cross-entropy, by hand."""
    slope = softmax(forward(weights, features)[2])
    slope[np.arange(len(labels)), labels] -= 1
    return slopes_of(weights, features, slope / len(labels))


def expect_gradients(gradients, network, cause):
    """Return the gradients as arrays; there must be one of each weight's shape, in the model's order."""
    too_many = "Those that are not trained are among them, too: take model.trainable_variables"
    is_long = isinstance(gradients, (list, tuple)) and len(gradients) > 6
    wrong = "There must be one gradient per trainable variable."
    expect(not is_long, wrong, answer=gradients, cause=too_many)
    gradients = expect_items(gradients, 6, names="one gradient per trainable variable")
    for place, shape in zip(network.places, SHAPES, strict=True):
        expect(gradients[place] is not None, "A gradient is missing.", answer=gradients, cause=cause)
        expect_array(gradients[place], shape=shape)
    return gradients


def compare_gradients(gradients, network, right, rows=0):
    """Expect the right gradients."""
    norm = np.sqrt(sum((one**2).sum() for one in right))
    for place, wanted in zip(network.places, right, strict=True):
        mistakes = {
            "the gradient of the sum, not of the mean": wanted * rows,
            "the gradient with its sign turned: the optimizer subtracts it": -wanted,
            "the gradient, clipped: hand it over as it is": wanted / norm,
        }
        if not wanted.any() or rows < 2:
            mistakes = {}
        scale = max(1e-3, float(np.abs(wanted).max()))
        expect_close(gradients[place], wanted, rtol=1e-3, atol=2e-4 * scale, mistakes=mistakes)


OK_FORMAT = False
ORDER = 3
name = "loss"
points = 3
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="averages the cross-entropy from logits", points=1, hidden=False)
def test_loss_is_the_mean_cross_entropy(env):
    bench.run(loss_is_the_mean_cross_entropy, env)


@test_case(name="lets gradients flow back to the weights", points=1, hidden=False)
def test_loss_can_be_followed(env):
    bench.run(loss_can_be_followed, env)


@test_case(name="passes `training` on to the model", points=1, hidden=False)
def test_loss_passes_training_on(env):
    bench.run(loss_passes_training_on, env)
