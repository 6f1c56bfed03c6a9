"""Public checks of question predict.

Built from solutions/05_iris/public_checks.py by `autograder build 05_iris`; change them there.
"""

import numpy as np

from autograder.checks import (
    Remote,
    bars,
    check,
    expect,
    expect_close,
    expect_function,
    expect_type,
    fail,
    library,
    plot,
    recognize,
    tensor,
)
from autograder.notebook import Bench, test_case


MODEL = "TensorFlow guide: The Sequential model"
SPECIES = ("setosa", "versicolor", "virginica")
SHAPES = ((4, 10), (10,), (10, 10), (10,), (10, 3), (3,))

STRANGE = "The submission's process answered with something else than was asked."
WRONG_AXIS = {
    r"(?i)incompatible shapes|broadcast|must be equal|same shape": (
        "Answers and labels differ in number: a flower's classes stand in a row, so take argmax along axis 1"
    ),
    r"expected to be a int\d+ tensor": (
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


def call(student, name, *args, **kwargs):
    """Call the submission's function of that name."""
    return expect_function(student, name)(*args, **kwargs)


def build(student):
    """Return the Keras model that the submission builds."""
    model = call(student, "build_model")
    expect(model is not None, "Nothing came back (None): does `build_model` end with `return`?")
    keras = library(student, "tensorflow").keras
    expect(isinstance(keras, Remote) and isinstance(model, Remote), "That is no Keras model.", answer=model)
    is_model = ask(library(student, "builtins"), "isinstance", model, keras.Model)
    expect(is_model is True, "That is no Keras model.", answer=model)
    return model


def read_weights(model):
    """Return the model's arrays and, for each of SHAPES, where among them it stands."""
    arrays = ask(model, "get_weights")
    expect(isinstance(arrays, list) and all(isinstance(one, np.ndarray) for one in arrays), STRANGE)
    unbuilt = "It is not built: give it an Input of shape (4,), or call it once"
    expect(len(arrays) > 0, "The model has no weights yet.", cause=unbuilt)
    shapes = [one.shape for one in arrays]
    shown = ", ".join(map(str, shapes))
    mistakes = {
        "one hidden layer of 10 where two are asked for": (SHAPES[0], SHAPES[1], SHAPES[4], SHAPES[5]),
        "Without biases there are only 170 numbers": SHAPES[::2],
        "One output: each of the three species needs a number of its own": (*SHAPES[:4], (10, 1), (1,)),
    }
    cause = next((sentence for sentence, wrong in mistakes.items() if tuple(shapes) == wrong), "")
    wrong = "The shapes of the model's weights are not those of dense layers 4 → 10 → 10 → 3."
    expect(sorted(shapes) == sorted(SHAPES), wrong, returned=shown, expected=f"{SHAPES}", cause=cause)
    kernels = [shapes.index(shape) for shape in SHAPES[::2]]
    places = [place for kernel in kernels for place in (kernel, kernel + 1)]
    in_order = max(places) < 6 and [shapes[place] for place in places] == list(SHAPES)
    expect(in_order, wrong, returned=shown, expected=f"{SHAPES}")
    return arrays, places


def new_model(student, weights):
    """Return a model of the submission with these weights, given in the order of SHAPES."""
    model = build(student)
    arrays, places = read_weights(model)
    for place, weight in zip(places, weights, strict=True):
        arrays[place] = np.asarray(weight, "float32")
    ask(model, "set_weights", arrays)
    return model


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


def draw(rng, rows):
    """Draw weights, features and their logits; each species is the answer for some flower."""
    for _ in range(1_000):
        weights = draw_weights(rng)
        features = np.float32(rng.normal(scale=1.2, size=(rows, 4))).astype(float)
        values = forward(weights, features)
        if not is_delicate(values) and len(set(values[2].argmax(axis=1))) == min(rows, 3):
            break
    return weights, features, values[2]


@check("builds a Keras model of 193 numbers", question="model", points=1, read=MODEL)
def model_has_193_parameters(student):
    expect_function(student, "build_model")
    model = build(student)
    read_weights(model)
    trainable = model.trainable_variables
    everything = isinstance(trainable, list) and len(trainable) == 6
    expect(everything, "Not all of the model's weights are trainable.")


@check(
    "computes ReLU, ReLU and logits", question="model", points=2, after=model_has_193_parameters, read=MODEL
)
def model_gives_logits(student, rng):
    weights, features, logits = draw(rng, 7)
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    linear = (features @ weights[0] + weights[1]) @ weights[2] + weights[3]
    first = np.maximum(features @ weights[0] + weights[1], 0) @ weights[2] + weights[3]
    end = "the answer of a softmax at the end: logits are asked for, so the last layer has no activation"
    mistakes = {
        end: powers / powers.sum(axis=1, keepdims=True),
        "A ReLU at the end cuts off every negative logit: the last layer has no activation": np.maximum(
            logits, 0
        ),
        "Without activations, two hidden layers are no more than one: give them ReLU": linear @ weights[4]
        + weights[5],
        "Only the first hidden layer has its ReLU: give one to the second": first @ weights[4] + weights[5],
    }
    model = new_model(student, weights)
    inputs = tensor(features, "float32")
    answer = model(inputs)

    def picture():
        numbered = zip((1, 2, 3), answer, logits, strict=False)
        flowers = [
            bars(f"flower {row}", "logit", SPECIES, answer=mine, expected=right)
            for row, mine, right in numbered
        ]
        return plot("Logits of the first three flowers: yours beside expected", *flowers)

    expect_close(answer, logits, rtol=1e-3, atol=1e-4, mistakes=mistakes, picture=picture)
    dropout = "While training it answers differently: there is a layer too many, such as Dropout"
    expect_close(model(inputs, training=True), logits, rtol=1e-3, atol=1e-4, mistakes={dropout: is_finite})


def is_finite(answer):
    """Say whether all numbers are finite."""
    return np.isfinite(answer).all()


@check("gives a list of names, one a flower", question="predict", points=1, after=model_gives_logits)
def predict_gives_names(student, rng):
    predict = expect_function(student, "predict_species", ("model", "features"))
    weights, features, _logits = draw(rng, 5)
    with recognize(WRONG_AXIS):
        answer = predict(new_model(student, weights), tensor(features, "float32"))
    expect_names(answer, 5)


def expect_names(answer, count):
    """Expect a list of that many names of species."""
    expect_type(answer, list)
    mistakes = {
        "a name for all: each flower gets one of its own": len(answer) == 1 and count > 1,
        "argmax along axis 0 asks which flower is the most of each species: go along axis 1": len(answer)
        == 3,
    }
    cause = next((sentence for sentence, matches in mistakes.items() if matches), "")
    wrong = "The list does not have one name a flower."
    expect(len(answer) == count, wrong, answer=answer, expected=f"{count} names", cause=cause)
    numbers = "numbers of species: look their names up in SPECIES"
    if any(isinstance(one, (int, np.ndarray)) for one in answer):
        fail("The entries are no text.", answer=answer, expected="a list of str", cause=numbers)
    known = all(type(one) is str and one in SPECIES for one in answer)
    expect(known, "Not every entry is one of setosa, versicolor, virginica.", answer=answer)


OK_FORMAT = False
ORDER = 7
name = "predict"
points = 1
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="gives a list of names, one a flower", points=1, hidden=False)
def test_predict_gives_names(env):
    bench.run(predict_gives_names, env)
