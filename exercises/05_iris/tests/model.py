"""Public checks of question model.

Built from solutions/05_iris/public_checks.py by `autograder build 05_iris`; change them there.
"""

from dataclasses import dataclass

import numpy as np

from autograder.checks import (
    Remote,
    bars,
    check,
    expect,
    expect_array,
    expect_close,
    expect_function,
    library,
    plot,
    recognize,
    tensor,
)
from autograder.notebook import Bench, test_case


MODEL = (
    "TensorFlow guide: The Sequential model",
    "https://www.tensorflow.org/guide/keras/sequential_model",
)
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


def ask(thing, path, *args, **kwargs):
    """Call what stands at a dotted path below something in the worker."""
    for name in path.split("."):
        expect(isinstance(thing, Remote), STRANGE)
        thing = getattr(thing, name)
    expect(isinstance(thing, Remote), STRANGE)
    return thing(*args, **kwargs)


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


@check("builds a Keras model of 193 numbers", question="model", read=MODEL)
def model_has_193_parameters(student):
    model = build(student)
    read_weights(model)
    trainable = model.trainable_variables
    everything = isinstance(trainable, list) and len(trainable) == 6
    expect(everything, "Not all of the model's weights are trainable.")


@check(
    "computes ReLU, ReLU and logits", question="model", points=1, after=model_has_193_parameters, read=MODEL
)
def model_gives_logits(student, rng):
    expect_logits(student, rng)


def expect_logits(student, rng):
    """Expect the submission's model to compute the logits of drawn weights, small and large ones."""
    weights, features, logits = draw(rng, 7, scale=float(rng.uniform(4, 6)))

    def through(first, second):
        hidden = first(features @ weights[0] + weights[1])
        return second(hidden @ weights[2] + weights[3]) @ weights[4] + weights[5]

    def relu(x):
        return np.maximum(x, 0)

    def same(x):
        return x

    others = {"tanh": np.tanh, "sigmoid": lambda x: 1 / (1 + np.exp(-x))}
    mistakes = {
        "the answer of a softmax at the end: the last layer has no activation": softmax(logits),
        "A ReLU at the end cuts off every negative logit: the last layer has no activation": relu(logits),
        "Without activations, two hidden layers are no more than one: give them ReLU": through(same, same),
        "Only the first hidden layer has its ReLU: give one to the second": through(relu, same),
        "Only the second hidden layer has its ReLU: give one to the first": through(same, relu),
    }
    for name, other in others.items():
        mistakes[f"The hidden layers have {name}: ReLU is asked for"] = through(other, other)
    network = own_network(student, weights)
    inputs = tensor(features, "float32")
    with recognize(LAYER_ERRORS):
        answer = network.model(inputs)

    def picture():
        numbered = zip((1, 2, 3), answer, logits, strict=False)
        flowers = [
            bars(f"flower {row}", "logit", SPECIES, answer=mine, expected=right)
            for row, mine, right in numbered
        ]
        return plot("Logits of the first three flowers: yours beside expected", *flowers)

    expect_close(answer, logits, rtol=1e-3, atol=1e-3, mistakes=mistakes, picture=picture)
    dropout = "While training it answers differently: there is a layer too many, such as Dropout"
    expect_close(
        network.model(inputs, training=True), logits, rtol=1e-3, atol=1e-3, mistakes={dropout: is_finite}
    )


def is_finite(answer):
    """Say whether all numbers are finite."""
    return np.isfinite(answer).all()


@check("is a new model at each call", question="model", points=1, after=model_gives_logits, read=MODEL)
def model_is_new(student, rng):
    weights, features, logits = draw(rng, 4)
    network = own_network(student, weights)
    second = next(networks(build(student))).weights()
    shared = "Each call gives the same model: make a new one inside of `build_model`"
    fresh = not np.array_equal(second[0], np.float32(weights[0]))
    expect(fresh, "A second model has the weights that were given to the first one.", cause=shared)
    same = (
        "The weights of a new model are all the same number, so its units stay alike: "
        "leave it to Keras to draw them"
    )
    for kernel in second[::2]:
        expect((kernel != kernel[0, 0]).any(), "The new model cannot learn.", cause=same)
    expect_close(
        network.model(tensor(features, "float32")), logits, rtol=1e-3, atol=1e-4, mistakes={shared: is_finite}
    )


def softmax(logits):
    """Return probabilities, row by row."""
    return np.exp(-np.stack([cross_entropies(logits, np.full(len(logits), one)) for one in range(3)], axis=1))


OK_FORMAT = False
ORDER = 2
name = "model"
points = 2
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="builds a Keras model of 193 numbers", points=0, hidden=False)
def test_model_has_193_parameters(env):
    bench.run(model_has_193_parameters, env)


@test_case(name="computes ReLU, ReLU and logits", points=1, hidden=False)
def test_model_gives_logits(env):
    bench.run(model_gives_logits, env)


@test_case(name="is a new model at each call", points=1, hidden=False)
def test_model_is_new(env):
    bench.run(model_is_new, env)
