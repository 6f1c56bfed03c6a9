"""Public checks of question train.

Built from solutions/05_iris/public_checks.py by `autograder build 05_iris`; change them there.
"""

from dataclasses import dataclass
from functools import partial
from itertools import product

import numpy as np

from autograder.checks import (
    Remote,
    aside,
    call_and_keep,
    carry_forward,
    check,
    expect,
    expect_array,
    expect_close,
    expect_function,
    expect_items,
    expect_number,
    expect_numbers,
    expect_type,
    fetch,
    library,
    passes,
    recognize,
    remark,
    remark_on_numbers,
    stand_ins,
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
LEFT_ERRORS = {r"attribute '_id'|type_value": LEFT}
OPTIMIZER_ERRORS = {
    r"not recognized: \{'lr'": "An optimizer's learning rate is called `learning_rate`, not `lr`",
    r"optimizers\.legacy": "Keras 3 has no optimizers.legacy: use the optimizer that is handed in",
    r"apply_gradients\(\) takes 2 positional|too many values to unpack": (
        "The optimizer takes pairs: apply_gradients(zip(gradients, model.trainable_variables))"
    ),
    r"attribute '_unique_id'": "In each pair the gradient comes first and its variable second",
    r"attribute 'minimize'": "An optimizer of Keras 3 has no `minimize`: use apply_gradients",
    r"singleton tf.Variable|non-first call|Unknown variable": (
        "An optimizer or a `tf.function` of an earlier call is used again, which knows other variables: make "
        "the `tf.function` inside of `train`, and use the optimizer that is handed in"
    ),
}
ANSWER_ERRORS = {
    r"(?i)incompatible shapes|broadcast|must be equal|same shape|index out of range": (
        "Answers and flowers differ in number: a flower's logits stand in a row, so take argmax along axis 1"
    ),
    r"not iterable|iteration over a 0-d|no len\(\)|unsized object": (
        "Without an axis argmax gives one number for all flowers: take it along axis 1"
    ),
    r"expected to be an? int\d+ tensor": (
        "Whole numbers of two kinds are compared: convert one of them with tf.cast, or use a metric of Keras"
    ),
}
TRAIN_ERRORS = {**OPTIMIZER_ERRORS, **ANSWER_ERRORS}


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


def make_dataset(student, network, features, labels, batch_size, *, shuffled=False):
    """Make a dataset of these flowers in the worker, in this order or in another one at each pass."""
    pair = (np.asarray(features, "float32"), np.asarray(labels, network.label_type))
    dataset = ask(library(student, "tensorflow"), "data.Dataset.from_tensor_slices", pair)
    if shuffled:
        dataset = ask(dataset, "shuffle", len(labels))
    return ask(dataset, "batch", batch_size)


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


def mean_cross_entropy(weights, features, labels):
    """Return the loss of a batch and its gradients."""
    value = cross_entropies(forward(weights, features)[2], labels).mean()
    return value, gradients_of(weights, features, labels)


def mean_square(weights, features, _labels):
    """Return the loss that stands in for a wrong one, the mean square of the logits, and its gradients."""
    logits = forward(weights, features)[2]
    return (logits**2).mean(), slopes_of(weights, features, 2 * logits / logits.size)


SQUARE = "lambda model, x, y, training: tensorflow.reduce_mean(model(x, training=training) ** 2)"


def judged_without(student, rng, caller, judge_own, *others):
    """Judge what builds on other functions; where these are wrong, once more with stand-ins for them.

    Each of ``others`` has the name of a function, what makes its stand-in, and what judges with it.
    """

    def is_judged(name, make, judge):
        if works(student, rng, name):
            return False
        with stand_ins(student, caller, **{name: make()}):
            judge()
        return True

    carry_forward(student, judge_own, *(partial(is_judged, *other) for other in others))


def works(student, rng, name):
    """Say whether the submission's own loss or grad is right: then there is no need for a stand-in."""
    run = follow_loss if name == "loss" else run_grad
    weights, features, _logits = draw(rng, 41, 6.0)
    normalized, few, labels, _rest, batch = draw_normalized(rng)

    def judge():
        trials = (
            (new_network(student, weights), weights, features, features, draw_labels(rng, 41)),
            (normalizing_network(student, normalized), normalized, few, batch, labels),
        )
        for network, given, flowers, seen, kinds in trials:
            value, gradients = run(student, network, flowers, kinds)
            right, slopes = mean_cross_entropy(given, seen, kinds)
            expect_close(value, right, rtol=1e-3)
            compare_gradients(gradients, network, slopes)
            answer = network.model(tensor(flowers, "float32"), training=True)
            expect_close(answer, forward(given, seen)[2], rtol=1e-3, atol=1e-3)

    return passes(judge)


def square_loss(student):
    """Return the mean square of the logits as a function in the worker."""
    names = {"tensorflow": library(student, "tensorflow")}
    return ask(library(student, "builtins"), "eval", SQUARE, names)


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


UNSEEN = (
    "A gradient is None: the tape did not see the way from the variables to the loss. Call the model "
    "itself inside the `with` block; through `model.predict` and argmax nothing flows back"
)


def run_grad(student, network, features, labels):
    """Return the loss and the gradients of a batch, in the right form."""
    grad = expect_function(student, "grad", ["model", "features", "labels"])
    with recognize({**LEFT_ERRORS, **LOSS_ERRORS}):
        answer = grad(network.model, *network.batch(features, labels))
    value, gradients = expect_items(answer, 2, names="the loss and the gradients")
    swapped = "The two stand in the other order: the loss comes first"
    expect(not isinstance(value, (list, tuple)), "The loss is a list.", answer=answer, cause=swapped)
    expect_number(value)
    return value, expect_gradients(gradients, network, UNSEEN)


@check(
    "returns the loss and a gradient for each variable",
    question="grad",
    after=loss_is_the_mean_cross_entropy,
    read=GRADIENTS,
)
def grad_has_the_right_form(student, rng):
    weights, features, _logits = draw(rng, 8)
    network = new_network(student, weights)
    labels = draw_labels(rng, 8)

    def judge():
        run_grad(student, network, features, labels)

    judged_without(student, rng, "grad", judge, ("loss", lambda: square_loss(student), judge))


@check(
    "gives the mean loss and its slope along every weight",
    question="grad",
    points=1,
    after=(grad_has_the_right_form, loss_is_the_mean_cross_entropy),
    read=GRADIENTS,
)
def grad_is_right(student, rng):
    rows = int(rng.integers(6, 10))
    # Two batches of one size, a single flower, more than 32, and gradients far above 1.
    expect_right_gradients(student, rng, ((rows, 1.2), (rows, 6.0), (1, 1.2), (41, 0.6)))


def expect_right_gradients(student, rng, sizes):
    """Expect the right loss and gradients of batches, whose lengths have the given sizes."""
    batches = []
    for count, scale in sizes:
        weights, features, _logits = draw(rng, count, scale)
        batches.append((weights, features, draw_labels(rng, count)))
    network = new_network(student, weights)

    def judge(lesson):
        for weights, features, labels in batches:
            network.set_weights(weights)
            value, gradients = run_grad(student, network, features, labels)
            right, slopes = lesson(weights, features, labels)
            expect_close(value, right, rtol=1e-4, atol=1e-5)
            compare_gradients(gradients, network, slopes, len(labels))

    judged_without(
        student,
        rng,
        "grad",
        lambda: judge(mean_cross_entropy),
        ("loss", lambda: square_loss(student), lambda: judge(mean_square)),
    )


class Path:
    """Training step by step in NumPy, with everything that a diary may record."""

    def __init__(self, weights, batches, *, rate, epochs, momentum=0.0, lesson=mean_cross_entropy, steps=()):
        """Train with the gradients of a lesson, or with given pairs of a loss and its gradients."""
        self.weights = [one.copy() for one in weights]
        self.batches = batches
        self.delicate = False
        # By moment (before an update, after it, at the end of the epoch), then epoch, then batch.
        moments = ("before", "after", "end")
        self.losses, self.shares, self.swapped, self.swapped_logits = (
            {moment: [] for moment in moments} for _ in range(4)
        )
        speed = [np.zeros_like(one) for one in weights]
        given = iter(steps)
        for _epoch in range(epochs):
            for records in (self.losses, self.shares, self.swapped, self.swapped_logits):
                for moment in records.values():
                    moment.append([])
            for features, labels in batches:
                value, slopes = next(given, None) or lesson(self.weights, features, labels)
                self.record("before", features, labels, value)
                speed = [momentum * old - rate * slope for old, slope in zip(speed, slopes, strict=True)]
                self.weights = [old + step for old, step in zip(self.weights, speed, strict=True)]
                self.record("after", features, labels, lesson(self.weights, features, labels)[0])
            for features, labels in batches:
                self.record("end", features, labels, lesson(self.weights, features, labels)[0])

    def record(self, moment, features, labels, value):
        """Record loss and accuracy of a batch, and what wrong metrics of Keras say."""
        values = forward(self.weights, features)
        self.delicate |= is_delicate(values, 3e-5)
        answers = values[2].argmax(axis=1)
        self.losses[moment][-1].append(value)
        self.shares[moment][-1].append((answers == labels).mean())
        self.swapped[moment][-1].append((answers == labels.argmax()).mean())
        self.swapped_logits[moment][-1].append((np.trunc(values[2]) == labels.argmax()).mean())

    def means(self, records):
        """Return every right reading of one number per epoch: over batches or over examples."""
        sizes = [len(labels) for _features, labels in self.batches]
        tables = [np.array(table) for table in records.values()]
        return [table.mean(axis=1) for table in tables] + [table @ sizes / sum(sizes) for table in tables]


EPOCHS = 3


@dataclass
class Lesson:
    """A training that was drawn: its flowers, where the model starts, and the optimizer's numbers."""

    weights: list
    features: np.ndarray
    labels: np.ndarray
    rate: float
    momentum: float
    size: int
    epochs: int

    @property
    def batches(self):
        """The batches of an epoch."""
        starts = range(0, len(self.labels), self.size)
        return [(self.features[at : at + self.size], self.labels[at : at + self.size]) for at in starts]

    def path(self, **changes):
        """Return the path of this training, or of one that differs in something."""
        usual = {"rate": self.rate, "momentum": self.momentum, "epochs": self.epochs}
        return Path(self.weights, changes.pop("batches", self.batches), **{**usual, **changes})


def draw_training(rng, momentum=0.0):
    """Draw a training whose path rounding does not decide; the last batch is short."""
    short = int(rng.integers(4, 8))
    for _ in range(200):
        weights, features, _logits = draw(rng, 20 + short)
        labels = rng.integers(0, 3, len(features))
        rate = float(np.float32(rng.uniform(0.05, 0.12)))
        lesson = Lesson(weights, features, labels, rate, momentum, 10, EPOCHS)
        path = lesson.path()
        # Otherwise a mistake would look like a right answer.
        right = path.means(path.shares)
        wrong = [one for many in wrong_shares(path, right).values() for one in many]
        if not path.delicate and not any(np.allclose(*pair, atol=1e-3) for pair in product(right, wrong)):
            break
    return lesson


def draw_steps(rng, lesson):
    """Draw losses and gradients, one pair per step of a training."""
    count = lesson.epochs * len(lesson.batches)
    return [
        (
            float(np.float32(rng.uniform(0.5, 2))),
            [np.float32(rng.normal(scale=0.3, size=one)) for one in SHAPES],
        )
        for _ in range(count)
    ]


def fixed_grad(student, network, steps):
    """Return a function in the worker that gives these losses and gradients, one pair per call."""
    answers = []
    for value, slopes in steps:
        gradients = [None] * len(SHAPES)
        for place, slope in zip(network.places, slopes, strict=True):
            gradients[place] = tensor(slope)
        answers.append((tensor(value, "float32"), gradients))
    return ask(library(student, "unittest.mock"), "Mock", side_effect=answers)


def run_train(student, network, lesson):
    """Train a network with gradient descent, and return its history."""
    with aside(student):
        network.set_weights(lesson.weights)
        dataset = make_dataset(student, network, lesson.features, lesson.labels, lesson.size)
        sgd = library(student, "tensorflow").keras
        optimizer = ask(sgd, "optimizers.SGD", lesson.rate, lesson.momentum)
    return run_train_with(student, network, dataset, optimizer, lesson.epochs)


def run_train_with(student, network, dataset, optimizer, epochs):
    """Train a network with an optimizer, and return its history."""
    train = expect_function(student, "train", ["model", "dataset", "optimizer"], ["epochs"])
    with recognize(TRAIN_ERRORS):
        history = train(network.model, dataset, optimizer, epochs=epochs)
    expect_type(history, dict)
    return history


def judge_training(student, rng, lesson, judge, without=("grad", "loss")):
    """Judge a training: as it is, and else with stand-ins for what it may build on.

    ``judge`` is given the network after training, the history and the right path.
    """
    network = new_network(student, lesson.weights)
    steps = draw_steps(rng, lesson)

    def own(**changes):
        history = run_train(student, network, lesson)
        judge(network, history, lesson.path(**changes))

    others = {
        "grad": (lambda: fixed_grad(student, network, steps), lambda: own(steps=steps)),
        "loss": (lambda: square_loss(student), lambda: own(lesson=mean_square)),
    }
    judged_without(student, rng, "train", own, *((name, *others[name]) for name in without))


# No points for the form alone: the numbers earn them.
@check(
    "records one loss and one accuracy per epoch",
    question="train",
    after=grad_has_the_right_form,
    read=TRAINING,
)
def train_records_each_epoch(student, rng):
    weights, features, _logits = draw(rng, 8)
    lesson = Lesson(weights, features, draw_labels(rng, 8), 0.01, 0.0, 5, 2)

    def judge(_network, history, _path):
        expect_history(history, 2, batches=2)

    judge_training(student, rng, lesson, judge, without=("grad",))


def expect_history(history, epochs, batches=None):
    """Return loss and accuracy of a history as arrays of one number per epoch."""
    found = []
    for name in ("loss", "accuracy"):
        expect(name in history, f'The history has no "{name}".', answer=history)
        numbers = expect_numbers(history[name], names="numbers, one per epoch")
        causes = {
            "One entry per batch: average over the epoch first, and record once per epoch": batches
            and len(numbers) == epochs * batches,
            "`epochs` is not used: make as many as it says": len(numbers) in (50, 200, 201, 500),
            "Training stops before the last epoch: make as many as `epochs` says": len(numbers) < epochs,
            "There are more entries than epochs: use `epochs`, and begin each call with empty lists": len(
                numbers
            )
            > epochs,
        }
        cause = next((sentence for sentence, holds in causes.items() if holds), "")
        expect(
            len(numbers) == epochs,
            f'The list "{name}" does not have one number per epoch.',
            returned=f"{len(numbers)} numbers",
            expected=f"{epochs} numbers",
            cause=cause,
        )
        found.append(numbers)
    return found


def expect_default_epochs(student, train):
    """Expect 201 epochs unless told otherwise."""
    with aside(student):
        signature = ask(library(student, "inspect"), "signature", train)
        expect(isinstance(signature, Remote), STRANGE)
        parameters = ask(library(student, "builtins"), "dict", signature.parameters)
    if isinstance(parameters, dict) and isinstance(parameters.get("epochs"), Remote):
        default = parameters["epochs"].default
        wrong = "Unless told otherwise, `train` makes 201 epochs."
        expect(type(default) is int and default == 201, wrong, expected="epochs=201")


@check(
    "lets the optimizer make one step for each batch of each epoch",
    question="train",
    points=2,
    after=(train_records_each_epoch, grad_is_right),
    read=TRAINING,
)
def train_follows_the_optimizer(student, rng):
    expect_training(student, rng)


def expect_training(student, rng):
    """Expect the right weights after training."""
    lesson = draw_training(rng, 0.5)

    def judge(network, history, path):
        expect_history(history, lesson.epochs)
        with aside(student):
            found = network.weights()
            answer = network.model(tensor(lesson.features, "float32"))
        if same_weights(found, path.weights):
            expect_close(answer, forward(path.weights, lesson.features)[2], rtol=1e-2, atol=1e-2)
            return
        mistakes = {
            "The model is as it was before: hand the gradients to the optimizer": lesson.weights,
            "The optimizer is passed by: the step is made by hand from its learning rate": {"momentum": 0.0},
            "An optimizer of its own makes the steps: use the one that is handed in": {
                "momentum": 0.0,
                "rate": 0.01,
            },
            "Only one epoch is trained": {"epochs": 1},
            "One step per epoch: each batch makes one": {"batches": lesson.batches[-1:]},
            "One step per epoch, on all flowers at once: each batch makes one": {
                "batches": [(lesson.features, lesson.labels)]
            },
            "The short last batch makes no step": {"batches": lesson.batches[:-1]},
            "It goes uphill: the gradient is added": {"rate": -lesson.rate},
        }
        for cause, wrong in mistakes.items():
            weights = lesson.path(**wrong).weights if isinstance(wrong, dict) else wrong
            expect(not same_weights(found, weights), "The weights after training are not right.", cause=cause)
        expect(False, "The weights after training are not right.")

    judge_training(student, rng, lesson, judge)


def same_weights(one, other):
    """Say whether two lists of weights are equal but for rounding."""
    return all(np.allclose(a, b, rtol=1e-3, atol=2e-4) for a, b in zip(one, other, strict=True))


@check(
    "keeps a diary: the mean loss and the accuracy of each epoch",
    question="train",
    points=1,
    after=(train_records_each_epoch, train_follows_the_optimizer),
    read=TRAINING,
)
def train_keeps_a_diary(student, rng):
    lesson = draw_training(rng)

    def judge(network, history, path):
        judge_diary(history, path, lesson.epochs)
        remark_on_numbers(student, history["loss"])
        with aside(student):
            is_compiled = network.model.compiled is True
        if is_compiled:
            remark(student, "Right. `fit` makes the loop for you here; try to write it yourself as well.")

    judge_training(student, rng, lesson, judge)


def judge_diary(history, path, epochs):
    """Expect one of the right readings of loss and accuracy."""
    losses, shares = expect_history(history, epochs)
    right = path.means(path.losses)
    expect_reading(losses, right, wrong_readings(path.losses, right), "losses")
    right = path.means(path.shares)
    expect_reading(shares, right, wrong_shares(path, right), "accuracies")


def expect_reading(answer, right, mistakes, names):
    """Expect one of the right readings; each mistake has a list of wrong ones."""

    def is_among(readings):
        return any(np.allclose(answer, one, rtol=2e-4, atol=3e-6) for one in readings)

    cause = next((sentence for sentence, wrong in mistakes.items() if is_among(wrong)), "")
    expect(
        is_among(right),
        f"The {names} are not right.",
        returned=f"{np.round(answer[:5], 4).tolist()}",
        expected=f"for instance {np.round(right[0][:5], 4).tolist()}",
        cause=cause,
    )


def wrong_readings(records, right):
    """Return the wrong ways of averaging, by their sentence."""
    tables = [np.array(table) for table in records.values()]
    so_far = [np.cumsum(mean) / np.arange(1, len(mean) + 1) for mean in right]
    return {
        "the number of the last batch alone: average over the whole epoch": [
            table[:, -1] for table in tables
        ],
        "the number of the first batch alone: average over the whole epoch": [
            table[:, 0] for table in tables
        ],
        "Earlier epochs are averaged in: begin each epoch with fresh sums or metrics": so_far,
        "the sum over the batches: divide by how many there are": [table.sum(axis=1) for table in tables],
    }


METRIC = (
    "The wrong metric, or labels and answers are swapped in it: SparseCategoricalAccuracy takes the labels "
    "first and then the logits; CategoricalAccuracy is for one-hot labels"
)


def wrong_shares(path, right):
    """Return the wrong readings of an accuracy, by their sentence."""
    return {
        "a percentage: a share lies between 0 and 1": [100 * one for one in right],
        **wrong_readings(path.shares, right),
        METRIC: path.means(path.swapped),
        "Labels and logits are swapped in a metric of Keras: the labels come first": path.means(
            path.swapped_logits
        ),
        "the share of wrong answers": [1 - one for one in right],
    }


@check(
    "makes every epoch, also where there is hardly anything left to learn",
    question="train",
    points=1,
    after=train_keeps_a_diary,
    read=TRAINING,
)
def train_makes_every_epoch(student, rng):
    expect_default_epochs(student, expect_function(student, "train"))
    expect_every_epoch(student, rng, int(rng.integers(8, 11)))


def expect_every_epoch(student, rng, epochs):
    """Expect a whole diary of a model that gives the right answers from the beginning."""
    for _ in range(100):
        weights, features, logits = draw(rng, 6)
        weights[4], weights[5] = 4 * weights[4], 4 * weights[5]
        labels = logits.argmax(axis=1)
        if 0.005 < cross_entropies(4 * logits, labels).mean() < 0.08:
            break
    lesson = Lesson(weights, features, labels, 0.02, 0.0, 6, epochs)

    def judge(_network, history, path):
        losses, _shares = expect_history(history, epochs)
        expect_reading(losses, path.means(path.losses), {}, "losses")

    judge_training(student, rng, lesson, judge)


OK_FORMAT = False
ORDER = 5
name = "train"
points = 4
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="records one loss and one accuracy per epoch", points=0, hidden=False)
def test_train_records_each_epoch(env):
    bench.run(train_records_each_epoch, env)


@test_case(name="lets the optimizer make one step for each batch of each epoch", points=2, hidden=False)
def test_train_follows_the_optimizer(env):
    bench.run(train_follows_the_optimizer, env)


@test_case(name="keeps a diary: the mean loss and the accuracy of each epoch", points=1, hidden=False)
def test_train_keeps_a_diary(env):
    bench.run(train_keeps_a_diary, env)


@test_case(name="makes every epoch, also where there is hardly anything left to learn", points=1, hidden=False)
def test_train_makes_every_epoch(env):
    bench.run(train_makes_every_epoch, env)
