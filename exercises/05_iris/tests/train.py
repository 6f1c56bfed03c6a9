"""Public checks of question train.

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
    expect_type,
    library,
    plot,
    recognize,
    take,
    tensor,
)
from autograder.errors import StudentFailure, WorkerLost
from autograder.notebook import Bench, test_case


MODEL = "TensorFlow guide: The Sequential model"
GRADIENTS = "TensorFlow guide: Introduction to gradients and automatic differentiation"
TRAINING = "TensorFlow guide: Writing a training loop from scratch in TensorFlow"

HEADER = "sepal_length,sepal_width,petal_length,petal_width,species"
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


def make_dataset(student, features, labels, batch_size):
    """Make a dataset of these flowers, in this order, in the worker."""
    pair = (np.asarray(features, "float32"), np.asarray(labels, label_type(student)))
    dataset = ask(library(student, "tensorflow"), "data.Dataset.from_tensor_slices", pair)
    return ask(dataset, "batch", batch_size)


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


@check(
    "returns the loss and a gradient for each variable",
    question="grad",
    points=1,
    after=loss_is_the_mean_cross_entropy,
    read=GRADIENTS,
)
def grad_has_the_right_form(student, rng):
    grad = expect_function(student, "grad", ("model", "features", "labels"))
    weights, features, logits = draw(rng, 8)
    labels = rng.permutation([0, 1, 2, 0, 1, 2, 0, 1])
    model = new_model(student, weights)
    left = (
        "The loss has left TensorFlow (through NumPy, `.numpy()` or `float(…)`), so the tape cannot follow: "
        "compute it with TensorFlow's own operations"
    )
    with recognize({r"attribute '_id'|type_value": left}):
        answer = grad(model, tensor(features, "float32"), tensor(labels, label_type(student)))
    value, gradients = expect_items(answer, 2, names="the loss and the gradients")
    swapped = "The two stand in the other order: the loss comes first"
    expect(not isinstance(value, (list, tuple)), "The loss is a list.", answer=answer, cause=swapped)
    expect_close(value, cross_entropies(logits, labels).mean(), rtol=1e-3)
    expect_gradients(gradients, [one.shape for one in read_weights(model)[0]])


def expect_gradients(gradients, shapes):
    """Return the gradients as arrays; there must be one of each shape, in this order."""
    gradients = expect_items(gradients, 6, names="one gradient a trainable variable")
    unseen = (
        "A gradient is None: the tape did not see the way from the variables to the loss. Call the model "
        "itself inside the `with` block; through `model.predict` and argmax nothing flows back"
    )
    for gradient, shape in zip(gradients, shapes, strict=True):
        expect(gradient is not None, "A gradient is missing.", answer=gradients, cause=unseen)
        expect_array(gradient, shape=shape)
    return gradients


# Of the form alone, and of what a signature says, no points: the numbers earn them, in hidden checks.
@check(
    "records one loss and one accuracy an epoch",
    question="train",
    after=grad_has_the_right_form,
    read=TRAINING,
)
def train_records_each_epoch(student, rng):
    train = expect_function(student, "train", ("model", "dataset", "optimizer", "epochs"))
    weights, features, _logits = draw(rng, 8)
    dataset = make_dataset(student, features, rng.permutation([0, 1, 2, 0, 1, 2, 0, 1]), 3)
    optimizer = ask(library(student, "tensorflow"), "keras.optimizers.SGD", 0.01)
    with recognize(WRONG_AXIS):
        history = train(new_model(student, weights), dataset, optimizer, epochs=2)
    expect_type(history, dict)
    expect_history(history, 2, batches=3)
    expect_default_epochs(student, train)


def expect_history(history, epochs, batches=None):
    """Return loss and accuracy of a history as arrays of one number an epoch."""
    found = []
    for name in ("loss", "accuracy"):
        expect(name in history, f'The history has no "{name}".', answer=history)
        array = expect_array(history[name], kind="fi")
        cause = ""
        if batches and array.shape == (epochs * batches,):
            cause = "One entry a batch: average over the epoch first, and record once an epoch"
        expect(
            array.shape == (epochs,),
            f'The list "{name}" does not have one number an epoch.',
            returned=f"shape {array.shape}",
            expected=f"shape ({epochs},)",
            cause=cause,
        )
        found.append(array.astype(float))
    return found


def expect_default_epochs(student, train):
    """Expect 201 epochs unless told otherwise."""
    signature = ask(library(student, "inspect"), "signature", train)
    expect(isinstance(signature, Remote), STRANGE)
    parameters = ask(library(student, "builtins"), "dict", signature.parameters)
    if isinstance(parameters, dict) and isinstance(parameters.get("epochs"), Remote):
        default = parameters["epochs"].default
        wrong = "Unless told otherwise, `train` makes 201 epochs."
        expect(type(default) is int and default == 201, wrong, expected="epochs=201")


OK_FORMAT = False
ORDER = 5
name = "train"
points = 0
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="records one loss and one accuracy an epoch", points=0, hidden=False)
def test_train_records_each_epoch(env):
    bench.run(train_records_each_epoch, env)
