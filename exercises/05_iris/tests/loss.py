"""Public checks of question loss.

Built from solutions/05_iris/public_checks.py by `autograder build 05_iris`; change them there.
"""

import numpy as np

from autograder.checks import (
    Remote,
    bars,
    check,
    expect,
    expect_array,
    expect_close,
    expect_function,
    expect_items,
    library,
    plot,
    recognize,
    take,
    tensor,
)
from autograder.errors import StudentFailure, WorkerLost
from autograder.notebook import Bench, test_case


MODEL = "TensorFlow guide: The Sequential model"

HEADER = "sepal_length,sepal_width,petal_length,petal_width,species"
SPECIES = ("setosa", "versicolor", "virginica")
SHAPES = ((4, 10), (10,), (10, 10), (10,), (10, 3), (3,))

STRANGE = "The submission's process answered with something else than was asked."


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


def write_csv(student, lengths, species):
    """Write a file like those of the exercise in the worker, and return its name."""
    rows = zip(lengths, species, strict=True)
    lines = [",".join([*(f"{one:.1f}" for one in row), str(kind)]) for row, kind in rows]
    folder = ask(library(student, "tempfile"), "mkdtemp")
    expect(type(folder) is str, STRANGE)
    path = f"{folder}/flowers.csv"
    ask(ask(library(student, "pathlib"), "Path", path), "write_text", "\n".join([HEADER, *lines]) + "\n")
    return path


def read_batches(dataset, count):
    """Return at most ``count`` batches as (features, labels), each in the right form."""
    if isinstance(dataset, Remote):
        batches = take(dataset, count)
    else:
        expect(isinstance(dataset, (list, tuple)), "That is no dataset.", answer=dataset, expected="batches")
        batches = list(dataset)[:count]
    return [expect_batch(batch) for batch in batches]


def expect_batch(batch):
    """Expect a pair of features (n, 4) and labels (n,) in the right form."""
    columns = "a dictionary of columns: stack them side by side into one tensor (batch, 4)"
    parts = expect_items(batch, 2, names="features and labels")
    expect(not isinstance(parts[0], dict), "The features have the wrong form.", cause=f"That is {columns}")
    labels = expect_array(parts[1], kind="if")
    cause = "One-hot: each label is a number, 0, 1 or 2, and not a row of three" if labels.ndim == 2 else ""
    expect(labels.ndim == 1, "The labels have the wrong shape.", expected="(batch,)", cause=cause)
    cause = "Labels are numbers of classes, so whole numbers" if labels.dtype.kind == "f" else ""
    kinds = ("int32", "int64")
    wrong = "The labels have the wrong dtype."
    expect(
        str(labels.dtype) in kinds, wrong, returned=f"{labels.dtype}", expected="int32 or int64", cause=cause
    )
    rows = len(labels)
    features = expect_array(
        parts[0],
        shape=(rows, 4),
        dtype="float32",
        mistakes={
            "Stacked along axis 0: a flower is a row of four numbers, so the shape is (batch, 4)": (4, rows),
            "float64, which NumPy makes unless told otherwise: convert to float32": "float64",
            "The species stands among the features: it is the label": (rows, 5),
        },
    )
    return features, labels


def label_type(student):
    """Return the dtype of labels that the submission's own load_csv gives, int64 where it gives none."""
    try:
        # Two rows: of a single one some readers make no table.
        path = write_csv(student, np.ones((2, 4)), [1, 1])
        batches = read_batches(call(student, "load_csv", path, 2), 1)
    except WorkerLost:
        raise
    except StudentFailure:
        return "int64"
    return str(batches[0][1].dtype) if batches else "int64"


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


def cross_entropies(logits, labels):
    """Return the cross-entropy of each row from its logits."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    return np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(labels)), labels]


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


@check("averages the cross-entropy from logits", question="loss", points=2, after=model_gives_logits)
def loss_is_the_mean_cross_entropy(student, rng):
    names = ("model", "features", "labels", "training")
    expect_function(student, "loss", names)
    weights, features, logits = draw(rng, 8)
    labels = rng.permutation([0, 1, 2, 0, 1, 2, 0, 1])
    rows = cross_entropies(logits, labels)
    clipped = np.clip(logits, 1e-7, 1 - 1e-7)
    unlogged = -np.log(clipped[np.arange(8), labels] / clipped.sum(axis=1)).mean()
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    twice = cross_entropies(powers / powers.sum(axis=1, keepdims=True), labels).mean()
    mistakes = {
        "the sum over the flowers: divide by how many there are": rows.sum(),
        "Logits are taken for probabilities: say from_logits=True": unlogged,
        "Softmax twice: with from_logits=True the loss does it itself": twice,
        "the negative of the loss: a loss becomes smaller as answers become better": -rows.mean(),
    }
    sparse = "The labels are numbers and not rows of three: use the sparse categorical cross-entropy"
    with recognize({"same rank|ndim|must have the same shape": sparse}):
        model = new_model(student, weights)
        answer = call(
            student, "loss", model, tensor(features, "float32"), tensor(labels, label_type(student)), False
        )
    expect_array(answer, shape=(), mistakes={"one loss a flower: average them": (8,)})
    expect_close(answer, rows.mean(), rtol=1e-3, mistakes=mistakes)


def draw_normalized(rng):
    """Draw weights and flowers, with the loss behind a normalizing layer at rest and while training."""
    for _ in range(100):
        weights, features, _logits = draw(rng, 8)
        labels = rng.permutation([0, 1, 2, 0, 1, 2, 0, 1])
        batch = (features - features.mean(axis=0)) / np.sqrt(features.var(axis=0) + 1e-3)
        # What the layer remembers is mean 0 and variance 1 until it has been trained.
        at_rest = cross_entropies(forward(weights, features / np.sqrt(1.001))[2], labels).mean()
        in_training = cross_entropies(forward(weights, batch)[2], labels).mean()
        if abs(at_rest - in_training) > 0.05:
            break
    return weights, features, labels, at_rest, in_training


def normalizing_model(student, weights):
    """Return the submission's model with a layer in front that answers differently while training."""
    layers = library(student, "tensorflow")
    # Without numbers of its own to train, so that the gradients are those of the submission's model.
    normalizing = ask(layers, "keras.layers.BatchNormalization", center=False, scale=False)
    return ask(layers, "keras.Sequential", [normalizing, new_model(student, weights)])


@check("passes `training` on to the model", question="loss", points=1, after=loss_is_the_mean_cross_entropy)
def loss_passes_training_on(student, rng):
    weights, features, labels, at_rest, in_training = draw_normalized(rng)
    model = normalizing_model(student, weights)
    given = tensor(features, "float32"), tensor(labels, label_type(student))
    always = "training is always True: pass on the argument"
    answer = call(student, "loss", model, *given, False)
    expect_close(answer, at_rest, rtol=2e-3, mistakes={always: in_training})
    never = "training does not reach the model: hand it over by its name when you call the model"
    answer = call(student, "loss", model, *given, True)
    expect_close(answer, in_training, rtol=2e-3, mistakes={never: at_rest})


OK_FORMAT = False
ORDER = 3
name = "loss"
points = 3
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="averages the cross-entropy from logits", points=2, hidden=False)
def test_loss_is_the_mean_cross_entropy(env):
    bench.run(loss_is_the_mean_cross_entropy, env)


@test_case(name="passes `training` on to the model", points=1, hidden=False)
def test_loss_passes_training_on(env):
    bench.run(loss_passes_training_on, env)
