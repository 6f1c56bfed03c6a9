"""Public checks of question evaluate.

Built from solutions/05_iris/public_checks.py by `autograder build 05_iris`; change them there.
"""

from dataclasses import dataclass

import numpy as np

from autograder.checks import (
    Remote,
    aside,
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
    take,
    tensor,
)
from autograder.errors import StudentFailure, WorkerLost
from autograder.notebook import Bench, test_case


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


def cross_entropies(logits, labels):
    """Return the cross-entropy of each row from its logits."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    return np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(labels)), labels]


METRIC = (
    "The wrong metric, or labels and answers are swapped in it: SparseCategoricalAccuracy takes the labels "
    "first and then the logits; CategoricalAccuracy is for one-hot labels"
)


@check("is the share of right answers among all flowers", question="evaluate", points=1, read=TRAINING)
def evaluate_is_the_share(student, rng):
    expect_shares(student, rng, (10, 67), remarks=True)


def draw_examination(rng, size):
    """Draw flowers of which the short last batch is answered worse, so that every wrong average shows."""
    for _ in range(100):
        short = int(rng.integers(2, 5))
        rows = 2 * size + short
        weights, features, logits = draw(rng, rows)
        right = logits.argmax(axis=1)
        wrong = np.zeros(rows, int)
        wrong[rng.permutation(2 * size)[: int(rng.integers(3, 7))]] = 1
        wrong[2 * size :] = 2
        wrong[-1] = 0
        labels = (right + wrong) % 3
        mistakes = wrong_answers(logits, labels, size)
        if all(abs(one - (right == labels).mean()) > 2e-3 for one in mistakes.values()):
            break
    return weights, features, logits, labels, mistakes


def wrong_answers(logits, labels, size):
    """Return wrong readings of an accuracy over batches of that size, by their sentence."""
    answers = logits.argmax(axis=1)
    hits = answers == labels
    cuts = [slice(at, at + size) for at in range(0, len(labels), size)]
    batches = [hits[cut].mean() for cut in cuts]
    losses = [cross_entropies(logits[cut], labels[cut]).mean() for cut in cuts]
    return {
        "the mean of the batches' shares: in it the flowers of the short last batch count more": np.mean(
            batches
        ),
        "the share of the last batch alone": batches[-1],
        "the share of the first batch alone": batches[0],
        "the share of wrong answers": 1 - hits.mean(),
        "a percentage: a share lies between 0 and 1": 100 * hits.mean(),
        "the number of right answers: divide by all": hits.sum(),
        "the loss: the share of right answers is asked for": np.mean(losses),
        METRIC: np.concatenate([answers[cut] == labels[cut].argmax() for cut in cuts]).mean(),
        "Labels and logits are swapped in a metric of Keras: the labels come first": np.concatenate(
            [(np.trunc(logits[cut]) == labels[cut].argmax()).mean(axis=1) for cut in cuts]
        ).mean(),
        "Without an axis argmax gives one number for a whole batch: take it along axis 1": np.concatenate(
            [labels[cut] == logits[cut].argmax() for cut in cuts]
        ).mean(),
    }


def expect_shares(student, rng, sizes, *, remarks=False):
    """Expect the share of right answers, in batches of these sizes; large ones come in another order."""
    evaluate = expect_function(student, "evaluate", ["model", "dataset"])
    network = new_network(student, draw_weights(rng))
    hits = np.zeros(0, bool)
    for size in sizes:
        weights, features, logits, labels, mistakes = draw_examination(rng, size)
        shuffled = size > 20
        with aside(student):
            network.set_weights(weights)
            dataset = make_dataset(student, network, features, labels, size, shuffled=shuffled)
        with recognize(ANSWER_ERRORS):
            answer = evaluate(network.model, dataset)
        expect_number(answer)
        hits = np.append(hits, logits.argmax(axis=1) == labels)
        right = hits[-len(labels) :].mean()
        kept = "Flowers of an earlier call are counted in: begin each call with a fresh metric"
        order = "Answers and labels come from two passes: the flowers' order may change from pass to pass"
        if shuffled:
            mistakes = {order: lambda share, right=right: 0 < share < right - 0.1}
        mistakes = {kept: hits.mean(), **mistakes} if len(hits) > len(labels) else mistakes
        expect_close(answer, right, mistakes=mistakes)
        with aside(student):
            same = all(map(np.array_equal, network.weights(), map(np.float32, weights)))
        trained = "It trains the model: here it only answers"
        expect(same, "The model has other weights afterwards.", cause=trained)
    if remarks:
        remark_on_numbers(student, answer)


OK_FORMAT = False
ORDER = 6
name = "evaluate"
points = 1
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="is the share of right answers among all flowers", points=1, hidden=False)
def test_evaluate_is_the_share(env):
    bench.run(evaluate_is_the_share, env)
