"""What only graders run: pictures drawn anew for every submission, and their labels, which stay here."""

import numpy as np

from autograder.checks import (
    aside,
    check,
    expect,
    expect_above,
    expect_array,
    expect_close,
    expect_equal,
    expect_items,
    library,
    recognize,
    tensor,
)
from autograder.data import draw_garments

from .public_checks import (
    BUILT_IN,
    PIPELINES,
    SHAPES,
    ask,
    ask_and_keep,
    batches_have_every_example,
    build,
    call,
    compile_returns_the_model,
    compiled,
    dataset_of,
    describe_names_the_class,
    evaluate_returns_two_floats,
    expect_batches,
    expect_dataset,
    expect_description,
    load_returns_pairs_and_names,
    loaded,
    losses_of,
    model_has_the_layers,
    pairs_in,
    predict_returns_a_label_each,
    prepared,
    train_returns_the_history,
    weights_of,
)

FROZEN = "Every epoch has the same order: shuffle after `cache`, so that it is done anew each time."
APART = "Images and labels no longer belong together: shuffle them as pairs, in one dataset."
OTHER_BUFFER = "The buffer has another size than it should: hand `shuffle_buffer` on to `shuffle`."
WHOLE_BATCHES = "Whole batches are shuffled, not examples: put `shuffle` before `batch`."


@check(
    "loads the dataset that is named, with its own names",
    question="load",
    points=1,
    after=load_returns_pairs_and_names,
)
def load_loads_what_is_named(student, rng):
    names = ["".join(rng.choice(list("abcdefgh"), 6)) + str(number) for number in range(10)]
    splits = {split: _noise(rng, count) for split, count in (("train", 15), ("test", 8))}
    dataset = "garments_" + "".join(rng.choice(list("abcdefgh"), 10))
    with prepared(student, dataset, splits, names):
        train, test, found = loaded(student, dataset)
        _expect_same(student, train, splits["train"])
        _expect_same(student, test, splits["test"])
    expect(isinstance(found, (list, tuple)), "The class names are not a list.", answer=found)
    expect_equal(
        list(found),
        names,
        mistakes={"The names are written into the code: ask the dataset's info for them.": lambda _: True},
    )


@check("loads Fashion-MNIST unless told otherwise", question="load", points=1, after=load_loads_what_is_named)
def load_has_a_default(student, rng):
    splits = {split: _noise(rng, count) for split, count in (("train", 9), ("test", 4))}
    classes = [str(number) for number in range(10)]
    other = 'Without an argument another dataset is loaded: the default of `name` is "fashion_mnist".'
    with (
        prepared(student, "fashion_mnist", splits, classes, version="3.0.1"),
        recognize({r"missing 1 required|DatasetNotFound|download|Download|Error": other}),
    ):
        train, _test, _names = expect_items(call(student, "load_data"), 3, names="train, test, class_names")
        expect_dataset(student, train, "train")
        _expect_same(student, train, splits["train"])


def _noise(rng, count):
    return rng.integers(0, 256, (count, 28, 28, 1), "uint8"), rng.permutation(count) % 10


def _expect_same(student, dataset, split):
    """Expect the examples of a split, in any order."""
    images, labels = split
    wanted = sorted((image.tobytes(), int(label)) for image, label in zip(images, labels, strict=True))
    pairs = pairs_in(student, dataset, len(labels), endless="")
    found = sorted((image.tobytes(), int(expect_array(label, shape=(), kind="i"))) for image, label in pairs)
    expect(found == wanted, "The examples are not those of the dataset.")


@check("takes any batch size", question="batches", points=1, after=batches_have_every_example)
def batches_take_a_size(student, rng):
    size, count = int(rng.integers(5, 9)), int(rng.integers(41, 60))
    images, labels = _noise(rng, count)
    with recognize({r"buffer_size must be|buffer_size": "Shuffle only if shuffle_buffer is positive."}):
        answer = call(student, "make_batches", dataset_of(student, images, labels), batch_size=size)
        expect_dataset(student, answer, "what make_batches returns")
        expect_batches(student, answer, images, labels, size)


@check(
    "shuffles examples anew each epoch",
    question="batches",
    points=2,
    after=batches_take_a_size,
    read=PIPELINES,
)
def batches_are_shuffled_anew(student, rng):
    count = 60
    images, labels = _numbered(rng, count)
    dataset = dataset_of(student, images, labels)
    answer = call(student, "make_batches", dataset, batch_size=6, shuffle_buffer=count)
    expect_dataset(student, answer, "what make_batches returns")
    first, second = (_order(student, answer, labels) for _ in range(2))
    for order in (first, second):
        expect(sorted(order) == list(range(count)), "Not every example comes once in an epoch.")
    expect(first != list(range(count)), "The examples are not shuffled, although shuffle_buffer is positive.")
    groups = [sorted(order[place : place + 6]) for order in (first, second) for place in range(0, count, 6)]
    consecutive = all(group == list(range(group[0], group[0] + 6)) for group in groups)
    expect(not consecutive, "The examples are not mixed well.", cause=WHOLE_BATCHES)
    expect(first != second, "The second epoch has the order of the first.", cause=FROZEN)
    # Of all the orders, only 3 in 10¹² could come from a buffer of 20.
    expect(_buffer_behind(first) > 20, "The examples are not mixed well.", cause=OTHER_BUFFER)
    answer = call(student, "make_batches", dataset, batch_size=6, shuffle_buffer=9)
    expect_dataset(student, answer, "what make_batches returns")
    third = _order(student, answer, labels)
    expect(sorted(third) == list(range(count)), "Not every example comes once in an epoch.")
    expect(_buffer_behind(third) <= 9, "A small buffer mixes as a large one does.", cause=OTHER_BUFFER)


def _buffer_behind(order):
    """Return the least size of a buffer that can give this order: what comes out must have come in."""
    return max(number - place for place, number in enumerate(order)) + 1


def _numbered(rng, count):
    """Return images that tell their number in two pixels, and labels that hardly depend on it."""
    images, labels = _noise(rng, count)
    images[:, 0, 0, 0] = np.arange(count)
    return images, labels


def _order(student, batches, labels):
    """Return the numbers of the examples in the order in which they come, after a look at labels."""
    pairs = pairs_in(student, batches, len(labels))
    order = []
    for images, found in pairs:
        expect(images.ndim == 4 and images.shape[1:] == (28, 28, 1), "The images have another shape.")
        with np.errstate(invalid="ignore"):
            numbers = np.nan_to_num(images[:, 0, 0, 0] * 255, nan=-1, posinf=-1, neginf=-1).round()
        order += [int(number) for number in numbers]
        expect_array(found, shape=(len(images),), kind="i")
        expect(
            all(0 <= number < len(labels) for number in order)
            and [int(label) for label in found] == [int(labels[number]) for number in order[-len(images) :]],
            "The labels do not fit their images.",
            cause=APART,
        )
    return order


@check(
    "keeps the examples in memory after the first epoch",
    question="batches",
    points=1,
    after=batches_take_a_size,
)
def batches_are_cached(student, rng):
    count = 40
    images, labels = _numbered(rng, count)
    # A source that has another order each time it is read: only a cache can give the same order twice.
    source = ask_and_keep(
        dataset_of(student, images, labels), "shuffle", count, reshuffle_each_iteration=True
    )
    answer = call(student, "make_batches", source, batch_size=7)
    expect_dataset(student, answer, "what make_batches returns")
    first, second = (_order(student, answer, labels) for _ in range(2))
    expect(
        first == second, "The source is read anew each epoch.", cause="The cache is missing: add `.cache()`."
    )


def forward(weights, images, *, activation="relu"):
    """Return the probabilities of Flatten, Dense, ReLU, Dense, softmax, and the logits before."""
    rows = images.reshape(len(images), -1).astype("float64")
    hidden = rows @ weights[0].astype("float64") + weights[1]
    if activation == "relu":
        hidden = np.maximum(hidden, 0)
    logits = hidden @ weights[2].astype("float64") + weights[3]
    return _softmax(logits), logits


def _softmax(logits):
    with np.errstate(all="ignore"):
        powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
        return powers / powers.sum(axis=-1, keepdims=True)


def _drawn(student, rng):
    """Return a model of the submission with weights drawn here, and the weights."""
    model = build(student)
    scales = [0.08, 0.3, 0.12, 0.3]  # logits so small that no probability is clipped
    weights = [
        rng.normal(0, scale, shape).astype("float32") for scale, shape in zip(scales, SHAPES, strict=True)
    ]
    ask(model, "set_weights", weights)
    return model, weights


@check(
    "is flatten, dense with ReLU, dense with softmax, and no more",
    question="model",
    points=3,
    after=model_has_the_layers,
)
def model_computes_probabilities(student, rng):
    model, weights = _drawn(student, rng)
    images = rng.random((12, 28, 28, 1)).astype("float32")
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
        }
    tolerance = {"rtol": 1e-3, "atol": 1e-4}
    expect_close(model(tensor(images)), right.astype("float32"), mistakes=mistakes, **tolerance)
    expect_close(
        model(tensor(images), training=True),
        right.astype("float32"),
        mistakes={
            "In training the model does something else (as Dropout does): two Dense are all.": lambda _: True
        },
        **tolerance,
    )


def cross_entropy(probabilities, labels):
    """Return the mean sparse categorical cross-entropy."""
    return float(-np.log(np.clip(probabilities[np.arange(len(labels)), labels], 1e-7, 1)).mean())


def gradients(weights, images, labels):
    """Return the derivatives of the cross-entropy with respect to the four arrays of weights."""
    rows = images.reshape(len(images), -1).astype("float64")
    hidden = np.maximum(rows @ weights[0] + weights[1], 0)
    error = _softmax(hidden @ weights[2] + weights[3])
    error[np.arange(len(labels)), labels] -= 1
    error /= len(labels)
    back = (error @ weights[2].T) * (hidden > 0)
    return [rows.T @ back, back.sum(axis=0), hidden.T @ error, error.sum(axis=0)]


def adam(weights, batches, rate):
    """Return where Adam's steps lead (https://arxiv.org/abs/1412.6980, algorithm 1)."""
    weights = [array.astype("float64") for array in weights]
    mean, square = [np.zeros_like(array) for array in weights], [np.zeros_like(array) for array in weights]
    for number, (images, labels) in enumerate(batches, start=1):
        step = rate * np.sqrt(1 - 0.999**number) / (1 - 0.9**number)
        for place, gradient in enumerate(gradients(weights, images, labels)):
            mean[place] = 0.9 * mean[place] + 0.1 * gradient
            square[place] = 0.999 * square[place] + 0.001 * gradient**2
            weights[place] = weights[place] - step * mean[place] / (np.sqrt(square[place]) + 1e-7)
    return weights


def far(found, right, start):
    """Return how far weights are from the right ones, as a part of the way that the right ones went."""
    if [array.shape for array in found] != SHAPES:
        return np.inf
    with np.errstate(all="ignore"):
        missed = sum(float(((one - other) ** 2).sum()) for one, other in zip(found, right, strict=True))
        way = sum(float(((one - other) ** 2).sum()) for one, other in zip(right, start, strict=True))
    return np.sqrt(missed / way) if np.isfinite(missed) else np.inf


@check(
    "uses sparse categorical cross-entropy on probabilities",
    question="compile",
    points=1,
    after=compile_returns_the_model,
)
def compile_uses_cross_entropy(student, rng):
    model = call(student, "compile_model", build(student))
    probabilities = rng.dirichlet(np.ones(10), 16).astype("float32")
    labels = rng.integers(0, 10, 16)
    right = cross_entropy(probabilities, labels)
    with recognize(
        {
            r"must have the same (shape|rank)|Shapes .* incompatible": (
                "The labels are numbers, not rows with a single 1: the loss for them is the *sparse* one."
            )
        }
    ):
        answer = ask(model, "compute_loss", None, tensor(labels, "int64"), tensor(probabilities))
    expect_close(
        answer,
        np.float32(right),
        rtol=1e-3,
        mistakes={
            "The loss expects logits, but softmax has made probabilities: leave out from_logits=True.": (
                np.float32(cross_entropy(_softmax(probabilities.astype("float64")), labels))
            ),
        },
    )


def eager(student, model):
    """Return a compiled model that will make no graph: for a batch or two that takes longer than they do."""
    with aside(student):
        ask(library(student, "builtins"), "setattr", model, "run_eagerly", True)
    return model


@check(
    "uses Adam",
    question="compile",
    points=2,
    after=(compile_uses_cross_entropy, model_computes_probabilities),
)
def compile_uses_adam(student, rng):
    model, start = _drawn(student, rng)
    model = eager(student, call(student, "compile_model", model))
    batches = [(rng.random((8, 28, 28, 1)).astype("float32"), rng.integers(0, 10, 8)) for _ in range(3)]
    paths = []
    for images, labels in batches:
        ask(model, "train_on_batch", tensor(images), tensor(labels, "int64"))
        paths.append(weights_of(model))
        expect([one.shape for one in paths[-1]] == SHAPES, "The model has other weights after a step.")
    # The rate is free; Adam's first step moves every weight by just that.
    with np.errstate(all="ignore"):
        rate = float(np.median(np.abs(paths[0][3].astype("float64") - start[3])))
    found = paths[-1]
    expect(np.isfinite(rate) and rate > 0, "The model does not move.", cause=_optimizer(model))
    distance = far(found, adam(start, batches, min(rate, 10.0)), start)
    expect(distance < 0.1, "The steps are not those of Adam.", cause=_optimizer(model))


def _optimizer(model):
    """Return a hint made of what the model says of its optimizer."""
    optimizer = getattr(model, "optimizer", None)
    kind = getattr(getattr(optimizer, "_handle", None), "kind", "").rpartition(".")[2]
    known = {"SGD", "RMSprop", "Adagrad", "Adadelta", "Adamax", "Nadam", "AdamW", "Ftrl", "Lion"}
    return f"The optimizer is {kind}, not Adam." if kind in known else ""


@check("measures the accuracy", question="compile", points=1, after=compile_uses_adam)
def compile_measures_accuracy(student, rng):
    model, weights = _drawn(student, rng)
    model = eager(student, call(student, "compile_model", model))
    images, labels = rng.random((23, 28, 28, 1)).astype("float32"), rng.integers(0, 10, 23)
    hits = forward(weights, images)[0].argmax(axis=1) == labels
    labels[:6] = forward(weights, images)[0].argmax(axis=1)[:6]
    hits[:6] = True
    answer = ask(model, "test_on_batch", tensor(images), tensor(labels, "int64"))
    numbers = answer if isinstance(answer, (list, tuple)) else [answer]
    found = [float(expect_array(number, shape=(), kind="f")) for number in numbers]
    expect(
        any(np.isclose(value, hits.mean(), atol=1e-4) for value in found[1:]),
        "None of the metrics is the accuracy.",
        cause='Ask for it: metrics=["accuracy"].' if len(found) < 2 else "",
    )


@check(
    "updates once a batch, every epoch",
    question="train",
    points=2,
    after=(train_returns_the_history, model_computes_probabilities),
    read=BUILT_IN,
)
def train_updates_once_a_batch(student, rng):
    model, start = _drawn(student, rng)
    compiled(student, model)
    images, labels = rng.random((22, 28, 28, 1)).astype("float32"), rng.integers(0, 10, 22)
    batches = ask_and_keep(dataset_of(student, images, labels), "batch", 8)
    history = call(student, "train", model, batches, epochs=2)
    epoch = [(images[place : place + 8], labels[place : place + 8]) for place in (0, 8, 16)]
    found, right = weights_of(model), adam(start, epoch * 2, 1e-3)
    known = {
        "The model did not move: fit the model that is handed in, not a copy.": _same(found, start),
        "The model is trained for one epoch only: hand `epochs` on to `model.fit`.": (
            far(found, adam(start, epoch, 1e-3), start) < 0.1
        ),
        "Only the first batch is used: hand over the whole dataset.": (
            far(found, adam(start, epoch[:1] * 2, 1e-3), start) < 0.1
        ),
    }
    cause = next((sentence for sentence, holds in known.items() if holds), "")
    expect(far(found, right, start) < 0.1, "The model is not where two epochs lead.", cause=cause)
    losses = losses_of(student, history, 2)
    expect(losses[-1] < losses[0], "The loss in the History does not fall.")


@check(
    "recognizes pictures that it has never seen", question="train", points=2, after=train_updates_once_a_batch
)
def train_learns(student, rng, thresholds):
    # Many batches are worth a graph, but not the time to compile it for this processor.
    model = compiled(student, build(student), jit_compile=False)
    images, labels = draw_garments(rng, 2000)
    batches = ask_and_keep(dataset_of(student, (images / 255).astype("float32"), labels), "batch", 32)
    losses = losses_of(student, call(student, "train", model, batches, epochs=3), 3)
    expect(losses[-1] < losses[0], "The loss does not fall.")
    weights = weights_of(model)
    expect([array.shape for array in weights] == SHAPES, "The model has other weights after training.")
    hidden, answers = draw_garments(rng, 500)
    accuracy = float((forward(weights, hidden / 255)[0].argmax(axis=1) == answers).mean())
    expect_above(accuracy, thresholds["accuracy"], "Too few of the hidden pictures are recognized.")


@check(
    "goes over five epochs unless told otherwise",
    question="train",
    points=1,
    after=train_updates_once_a_batch,
)
def train_has_five_epochs(student, rng):
    model, start = _drawn(student, rng)
    compiled(student, model)
    images, labels = rng.random((8, 28, 28, 1)).astype("float32"), rng.integers(0, 10, 8)
    batches = ask_and_keep(dataset_of(student, images, labels), "batch", 8)
    losses_of(student, call(student, "train", model, batches), 5)
    distance = far(weights_of(model), adam(start, [(images, labels)] * 5, 1e-3), start)
    expect(distance < 0.1, "The model is not where five epochs lead.")


@check(
    "averages over all examples",
    question="evaluate",
    points=2,
    after=(evaluate_returns_two_floats, model_computes_probabilities),
)
def evaluate_averages(student, rng):
    model, weights = _drawn(student, rng)
    compiled(student, model)
    count = int(rng.integers(34, 39))
    images, labels = rng.random((count, 28, 28, 1)).astype("float32"), rng.integers(0, 10, count)
    probabilities = forward(weights, images)[0]
    # About half of them right, and those at the beginning, so that a part of them has another answer.
    labels[: count // 2] = probabilities[: count // 2].argmax(axis=1)
    batches = ask_and_keep(dataset_of(student, images, labels), "batch", 16)
    loss, accuracy = expect_items(call(student, "evaluate", model, batches), 2, names="loss, accuracy")
    hits = probabilities.argmax(axis=1) == labels
    right, share = cross_entropy(probabilities, labels), float(hits.mean())
    last = slice(count // 16 * 16, None)
    expect_close(
        loss,
        right,
        rtol=1e-3,
        mistakes={
            "Loss and accuracy are swapped: the loss comes first.": share,
            "Only the last batch is measured: average over all examples.": cross_entropy(
                probabilities[last], labels[last]
            ),
            "Only the first batch is measured: average over all examples.": cross_entropy(
                probabilities[:16], labels[:16]
            ),
        },
    )
    expect_close(
        accuracy,
        share,
        rtol=1e-3,
        mistakes={
            "The accuracy is given in percent: it is a number between 0 and 1.": share * 100,
            "The number of right answers is given: divide it by the number of examples.": float(hits.sum()),
            "The loss comes twice: the accuracy is the second number.": right,
        },
    )
    untouched = _same(weights_of(model), weights)
    cause = "The model is trained here: only ask it."
    expect(untouched, "The model has changed, although it should only be read.", cause=cause)


def _same(found, weights):
    """Say whether the arrays are those that were set."""
    return len(found) == 4 and all(np.array_equal(one, two) for one, two in zip(found, weights, strict=True))


@check(
    "picks the most probable class of each image",
    question="predict",
    points=2,
    after=(predict_returns_a_label_each, model_computes_probabilities),
)
def predict_picks_the_largest(student, rng):
    model, weights = _drawn(student, rng)
    # Ten images, so that looking along the wrong axis gives an answer of the right shape.
    for count in (10, 1):
        images = rng.random((count, 28, 28, 1)).astype("float32") * rng.uniform(
            0.2, 1, (count, 1, 1, 1)
        ).astype("float32")
        probabilities = forward(weights, images)[0]
        first = np.full(count, probabilities[0].argmax())
        expect_close(
            call(student, "predict_labels", model, tensor(images)),
            probabilities.argmax(axis=1),
            mistakes={
                "Argmax looks along the wrong axis: the classes lie along axis 1.": probabilities.argmax(
                    axis=0
                ),
                "The least probable class: use argmax, not argmin.": probabilities.argmin(axis=1),
                "Every image has the answer of the first one: look for the largest in each row.": first,
                "The images are normalized once more: they have been already.": forward(
                    weights, images / 255
                )[0].argmax(axis=1),
            },
        )


@check("describes any row", question="describe", points=2, after=describe_names_the_class)
def describe_takes_any_row(student, rng):
    names = ["".join(rng.choice(list("klmnopqr"), 5)) + str(number) for number in range(10)]
    rows = rng.dirichlet(np.full(10, 0.4), 4).astype("float32")
    for number, row in enumerate(rows):
        sent = tensor(row) if number % 2 else row
        answer = call(student, "describe_prediction", sent, names)
        expect_description(answer, row, names, [float(other.max()) for other in rows[:number]] + [0.6])
