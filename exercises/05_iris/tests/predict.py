"""Public checks of question predict.

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
    expect_function,
    expect_items,
    fail,
    library,
    recognize,
    take,
    tensor,
)
from autograder.errors import StudentFailure, WorkerLost
from autograder.notebook import Bench, test_case


WALKTHROUGH = (
    "TensorFlow tutorial: Custom training: walkthrough",
    "https://www.tensorflow.org/tutorials/customization/custom_training_walkthrough",
)

HEADER = "sepal_length,sepal_width,petal_length,petal_width,species"
SPECIES = ("setosa", "versicolor", "virginica")
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


NO_TEXT = "Bytes and tensors of text are no str: take their text with `.numpy()` and `.decode()`"


@check("gives a list of names, one per flower", question="predict", read=WALKTHROUGH)
def predict_gives_names(student, rng):
    weights, features, _logits = draw(rng, 5)
    names_of(student, new_network(student, weights), features)


def names_of(student, network, features):
    """Return the names that the submission gives to these flowers, in the right form."""
    predict = expect_function(student, "predict_species", ["model", "features"])
    with recognize(ANSWER_ERRORS):
        kept = call_and_keep(predict, network.model, tensor(features, "float32"))
    with aside(student):
        answer = ask(library(student, "copy"), "copy", kept)
        is_array = ask(library(student, "builtins"), "isinstance", kept, library(student, "numpy").ndarray)
        answer = ask(kept, "tolist") if is_array is True else answer
    expect(answer is not None, "Nothing came back (None): does `predict_species` end with `return`?")
    a_list = "a list of str"
    one = "a name for all: each flower gets one of its own" if isinstance(answer, str) else ""
    expect(
        isinstance(answer, (list, tuple)),
        "The answer is not a list.",
        answer=answer,
        expected=a_list,
        cause=one,
    )
    expect_names(list(answer), len(features))
    with aside(student), recognize({"expected str": NO_TEXT}):
        text = ask(library(student, "builtins"), "str.join", " ", kept)
    expect(text == " ".join(answer), "Not every entry is a text.", answer=answer, expected=a_list)
    return list(answer)


def expect_names(answer, count):
    """Expect a list of that many names of species."""
    mistakes = {
        "a name for all: each flower gets one of its own": len(answer) == 1 and count > 1,
        "argmax along axis 0 asks which flower is the most of each species: go along axis 1": len(answer)
        == 3,
    }
    cause = next((sentence for sentence, matches in mistakes.items() if matches), "")
    wrong = "The list does not have one name per flower."
    expect(len(answer) == count, wrong, answer=answer, expected=f"{count} names", cause=cause)
    numbers = "numbers of species: look their names up in SPECIES"
    if any(isinstance(one, (int, np.ndarray)) for one in answer):
        fail("The entries are no text.", answer=answer, expected="a list of str", cause=numbers)
    if any(isinstance(one, Remote) for one in answer):
        fail("The entries are no text.", answer=answer, expected="a list of str", cause=NO_TEXT)
    known = all(type(one) is str and one in SPECIES for one in answer)
    expect(known, "Not every entry is one of setosa, versicolor, virginica.", answer=answer)


@check(
    "names the species with the largest logit",
    question="predict",
    points=1,
    after=predict_gives_names,
    read=WALKTHROUGH,
)
def predict_is_right(student, rng):
    rows = int(rng.integers(9, 14))
    expect_species(student, rng, ((rows, 1.2), (rows, 5.0), (1, 1.2), (151, 1.2)))


def expect_species(student, rng, sizes):
    """Expect the right names of flowers, whose lengths have the given sizes."""
    network = new_network(student, draw_weights(rng))
    for count, scale in sizes:
        weights, features, logits = draw(rng, count, scale)
        network.set_weights(weights)
        answer = names_of(student, network, features)
        mistakes = {
            "the species with the smallest logit: the largest one wins": logits.argmin(axis=1),
            "Counted from 1: the first species has the number 0": logits.argmax(axis=1) - 1,
            "the species with the logit of the largest size: a negative one counts as negative": np.abs(
                logits
            ).argmax(axis=1),
        }
        known = {sentence: [SPECIES[one] for one in wrong] for sentence, wrong in mistakes.items()}
        known["the same name for every flower"] = [answer[0]] * count if count > 1 else None
        cause = next((sentence for sentence, wrong in known.items() if answer == wrong), "")
        right = [SPECIES[one] for one in logits.argmax(axis=1)]
        expect(answer == right, "Not every name is right.", cause=cause)


OK_FORMAT = False
ORDER = 7
name = "predict"
points = 1
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="gives a list of names, one per flower", points=0, hidden=False)
def test_predict_gives_names(env):
    bench.run(predict_gives_names, env)


@test_case(name="names the species with the largest logit", points=1, hidden=False)
def test_predict_is_right(env):
    bench.run(predict_is_right, env)
