"""What only graders run: other files, weights, flowers and rates for every submission."""

from itertools import permutations, product

import numpy as np

from autograder.checks import (
    check,
    expect,
    expect_above,
    expect_array,
    expect_close,
    expect_type,
    library,
    recognize,
    tensor,
)

from .public_checks import (
    DATA,
    GRADIENTS,
    SPECIES,
    TRAINING,
    WRONG_AXIS,
    ask,
    build,
    call,
    cross_entropies,
    draw,
    draw_flowers,
    evaluate_is_the_share,
    expect_gradients,
    expect_history,
    expect_names,
    expect_share,
    forward,
    grad_changes_nothing,
    grad_has_the_right_form,
    is_delicate,
    label_type,
    load_gives_batches,
    loss_is_the_mean_cross_entropy,
    make_dataset,
    new_model,
    predict_gives_names,
    read_batches,
    read_weights,
    train_records_each_epoch,
    weights_of,
    write_csv,
)


def sorted_rows(features, labels):
    """Return the rows with their labels, sorted, so that their order does not matter."""
    table = np.column_stack([features, labels]).round(3)
    return table[np.lexsort(table.T[::-1])]


@check(
    "gives every row once, with its own label, in the file's column order",
    question="load",
    points=2,
    after=load_gives_batches,
    read=DATA,
)
def load_keeps_rows_together(student, rng):
    rows = int(rng.integers(66, 90))
    lengths, species = draw_flowers(rng, rows)
    batches = read_batches(call(student, "load_csv", write_csv(student, lengths, species)), 9)
    sizes = [len(labels) for _features, labels in batches]
    default = "Unless told otherwise, a batch has 32 rows."
    expect(sizes == [32, 32, rows - 64], default, cause=default)
    features = np.concatenate([features for features, _labels in batches]).astype(float)
    labels = np.concatenate([labels for _features, labels in batches])
    right = sorted_rows(lengths, species)
    found = sorted_rows(features, labels)
    if np.allclose(found, right, atol=1e-3):
        return
    orders = (order for order in permutations(range(4)) if order != (0, 1, 2, 3))
    shapes = {
        "The columns stand in another order than in the file": any(
            np.allclose(found, sorted_rows(lengths[:, list(order)], species), atol=1e-3) for order in orders
        ),
        "Features and labels are shuffled apart: shuffle them together, as pairs": np.allclose(
            sorted_rows(features, np.zeros(rows)), sorted_rows(lengths, np.zeros(rows)), atol=1e-3
        ),
        "Some rows come twice and others never": len(np.unique(found, axis=0)) < rows,
    }
    cause = next((sentence for sentence, matches in shapes.items() if matches), "")
    expect(False, "The rows are not those of the file.", cause=cause)


@check(
    "stays right where the model is sure and wrong",
    question="loss",
    points=1,
    after=loss_is_the_mean_cross_entropy,
)
def loss_is_right_for_large_logits(student, rng):
    weights, features, logits = draw(rng, 6)
    scale = 40 / np.ptp(logits, axis=1).max()
    weights[4], weights[5] = weights[4] * scale, weights[5] * scale
    labels = logits.argmin(axis=1)
    rows = cross_entropies(logits * scale, labels)
    cut = "Probabilities are cut at 1e-7, and with them the loss at 16.1: compute it from logits"
    mistakes = {
        cut: lambda answer: answer.shape == () and abs(answer - np.minimum(rows, 16.118).mean()) < 0.01
    }
    given = tensor(features, "float32"), tensor(labels, label_type(student))
    answer = call(student, "loss", new_model(student, weights), *given, False)
    expect_close(answer, rows.mean(), rtol=1e-3, mistakes=mistakes)


def gradients_of(weights, features, labels):
    """Return the gradients of the mean cross-entropy, by hand, in the order of the weights."""
    first, second, logits = forward(weights, features)
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    slope = powers / powers.sum(axis=1, keepdims=True)
    slope[np.arange(len(labels)), labels] -= 1
    slope /= len(labels)
    found = [np.maximum(second, 0).T @ slope, slope.sum(axis=0)]
    slope = (slope @ weights[4].T) * (second > 0)
    found = [np.maximum(first, 0).T @ slope, slope.sum(axis=0), *found]
    slope = (slope @ weights[2].T) * (first > 0)
    return [features.T @ slope, slope.sum(axis=0), *found]


@check(
    "gives the slope of the mean loss along every weight",
    question="grad",
    points=2,
    after=(loss_is_right_for_large_logits, grad_has_the_right_form, grad_changes_nothing),
    read=GRADIENTS,
)
def grad_is_right(student, rng):
    for rows in (9, 5):
        weights, features, _logits = draw(rng, rows)
        labels = rng.integers(0, 3, rows)
        model = new_model(student, weights)
        arrays, places = read_weights(model)
        given = tensor(features, "float32"), tensor(labels, label_type(student))
        answer = call(student, "grad", model, *given)
        expect(isinstance(answer, (tuple, list)) and len(answer) == 2, "The form is not right.")
        gradients = expect_gradients(answer[1], [one.shape for one in arrays])
        right = gradients_of(weights, features, labels)
        for place, wanted in zip(places, right, strict=True):
            mistakes = {
                "the gradient of the sum, not of the mean": wanted * rows,
                "the gradient with its sign turned: the optimizer subtracts it": -wanted,
            }
            if not wanted.any():
                mistakes = {}
            scale = max(1e-3, float(np.abs(wanted).max()))
            expect_close(gradients[place], wanted, rtol=1e-3, atol=1e-4 * scale, mistakes=mistakes)


class Path:
    """Training step by step in NumPy, with everything that a history may record."""

    def __init__(self, weights, batches, *, rate, momentum, epochs):
        self.weights = [one.copy() for one in weights]
        self.batches = batches
        self.delicate = False
        # By moment (before an update, after it, at the end of the epoch), then epoch, then batch.
        self.losses = {moment: [] for moment in ("before", "after", "end")}
        self.shares = {moment: [] for moment in ("before", "after", "end")}
        # What metrics of Keras say when labels and answers, or labels and logits, are swapped.
        self.swapped = {moment: [] for moment in ("before", "after", "end")}
        self.swapped_logits = {moment: [] for moment in ("before", "after", "end")}
        speed = [np.zeros_like(one) for one in weights]
        for _ in range(epochs):
            self.open_epoch()
            for features, labels in batches:
                self.record("before", features, labels)
                slopes = gradients_of(self.weights, features, labels)
                speed = [momentum * old - rate * slope for old, slope in zip(speed, slopes, strict=True)]
                self.weights = [old + step for old, step in zip(self.weights, speed, strict=True)]
                self.record("after", features, labels)
            for features, labels in batches:
                self.record("end", features, labels)

    def open_epoch(self):
        """Begin the records of an epoch."""
        for records in (self.losses, self.shares, self.swapped, self.swapped_logits):
            for moment in records.values():
                moment.append([])

    def record(self, moment, features, labels):
        """Record loss and accuracy of a batch."""
        values = forward(self.weights, features)
        self.delicate |= is_delicate(values, 3e-5)
        answers = values[2].argmax(axis=1)
        self.losses[moment][-1].append(cross_entropies(values[2], labels).mean())
        self.shares[moment][-1].append((answers == labels).mean())
        self.swapped[moment][-1].append((answers == labels.argmax()).mean())
        self.swapped_logits[moment][-1].append((np.trunc(values[2]) == labels.argmax()).mean())

    def means(self, records):
        """Return every right reading of one number an epoch: over batches or over examples."""
        sizes = [len(labels) for _features, labels in self.batches]
        tables = [np.array(table) for table in records.values()]
        return [table.mean(axis=1) for table in tables] + [table @ sizes / sum(sizes) for table in tables]


EPOCHS = 3


def draw_training(rng, momentum):
    """Draw a training whose path rounding does not decide; the last batch is short."""
    for _ in range(200):
        weights, features, _logits = draw(rng, 26)
        labels = rng.integers(0, 3, 26)
        batches = [(features[start : start + 10], labels[start : start + 10]) for start in (0, 10, 20)]
        rate = float(np.float32(rng.uniform(0.05, 0.12)))
        path = Path(weights, batches, rate=rate, momentum=momentum, epochs=EPOCHS)
        # Otherwise a mistake would look like a right answer.
        right = path.means(path.shares)
        wrong = [one for many in wrong_shares(path, right).values() for one in many]
        if not path.delicate and not any(np.allclose(*pair, atol=1e-3) for pair in product(right, wrong)):
            break
    return weights, features, labels, rate, path


def trained(student, weights, features, labels, rate, momentum):
    """Train a model of the submission; return the model and its history."""
    model = new_model(student, weights)
    dataset = make_dataset(student, features, labels, 10)
    optimizer = ask(library(student, "tensorflow"), "keras.optimizers.SGD", rate, momentum)
    with recognize(WRONG_AXIS):
        history = call(student, "train", model, dataset, optimizer, epochs=EPOCHS)
    return model, history


def same_weights(one, other):
    """Say whether two lists of weights are equal but for rounding."""
    return all(np.allclose(a, b, rtol=1e-3, atol=2e-4) for a, b in zip(one, other, strict=True))


@check(
    "lets the optimizer make one step for each batch of each epoch",
    question="train",
    points=2,
    after=(train_records_each_epoch, grad_is_right),
    read=TRAINING,
)
def train_follows_the_optimizer(student, rng):
    weights, features, labels, rate, path = draw_training(rng, 0.5)
    model, _history = trained(student, weights, features, labels, rate, 0.5)
    found = weights_of(model)
    if same_weights(found, path.weights):
        return
    whole = [(features, labels)]

    def other(batches=path.batches, rate=rate, momentum=0.5, epochs=EPOCHS):
        return Path(weights, batches, rate=rate, momentum=momentum, epochs=epochs).weights

    mistakes = {
        "The model is as it was before: hand the gradients to the optimizer": weights,
        "The optimizer is passed by: the step is made by hand from its learning rate": other(momentum=0.0),
        "An optimizer of its own makes the steps: use the one that is handed in": other(
            rate=0.01, momentum=0.0
        ),
        "Only one epoch is trained": other(epochs=1),
        "One step an epoch: each batch makes one": other([path.batches[-1]]),
        "One step an epoch, on all flowers at once: each batch makes one": other(whole),
        "The short last batch makes no step": other(path.batches[:-1]),
        "It goes uphill: the gradient is added": other(rate=-rate),
    }
    cause = next((sentence for sentence, wrong in mistakes.items() if same_weights(found, wrong)), "")
    expect(False, "The weights after training are not right.", cause=cause)


def expect_reading(answer, right, mistakes):
    """Expect one of the right readings; each mistake has a list of wrong ones."""
    if any(np.allclose(answer, one, rtol=2e-3, atol=1e-4) for one in right):
        return
    known = (
        sentence
        for sentence, wrong in mistakes.items()
        if any(np.allclose(answer, one, rtol=2e-3, atol=1e-4) for one in wrong)
    )
    expect(False, "The numbers are not right.", cause=next(known, ""))


def wrong_readings(records, right):
    """Return the wrong ways of averaging, by their sentence."""
    tables = [np.array(table) for table in records.values()]
    so_far = [np.cumsum(mean) / np.arange(1, len(mean) + 1) for mean in right]
    return {
        "the number of the last batch alone: average over the whole epoch": [
            table[:, -1] for table in tables
        ],
        "Earlier epochs are averaged in: begin each epoch with fresh sums or metrics": so_far,
        "the sum over the batches: divide by how many there are": [table.sum(axis=1) for table in tables],
    }


def wrong_shares(path, right):
    """Return the wrong readings of an accuracy, by their sentence."""
    swapped = (
        "Labels and answers are swapped in a metric of Keras, which compares other things then: labels first"
    )
    return {
        "a percentage: a share lies between 0 and 1": [100 * one for one in right],
        **wrong_readings(path.shares, right),
        swapped: [*path.means(path.swapped), *path.means(path.swapped_logits)],
        "the share of wrong answers": [1 - one for one in right],
    }


@check(
    "records the mean loss of each epoch",
    question="train",
    points=2,
    after=train_follows_the_optimizer,
    read=TRAINING,
)
def train_records_the_mean_loss(student, rng):
    weights, features, labels, rate, path = draw_training(rng, 0.0)
    _model, history = trained(student, weights, features, labels, rate, 0.0)
    expect_type(history, dict)
    found, _accuracy = expect_history(history, EPOCHS)
    right = path.means(path.losses)
    expect_reading(found, right, wrong_readings(path.losses, right))


@check(
    "records the accuracy of each epoch",
    question="train",
    points=1,
    after=train_follows_the_optimizer,
    read=TRAINING,
)
def train_records_the_accuracy(student, rng):
    weights, features, labels, rate, path = draw_training(rng, 0.0)
    _model, history = trained(student, weights, features, labels, rate, 0.0)
    expect_type(history, dict)
    _loss, found = expect_history(history, EPOCHS)
    right = path.means(path.shares)
    expect_reading(found, right, wrong_shares(path, right))


def draw_clusters(rng, rows):
    """Draw three clusters in four dimensions that a small network tells apart with ease."""
    centres = 12.5 * np.linalg.qr(rng.normal(size=(4, 4)))[0][:3]
    labels = rng.integers(0, 3, rows)
    return np.float32(centres[labels] + rng.normal(scale=2.5, size=(rows, 4))), labels


@check(
    "learns to tell unseen flowers apart",
    question="train",
    points=2,
    after=train_follows_the_optimizer,
    read=TRAINING,
    # One start in some thousands leaves too many units without a slope to learn by.
    repeats=1,
)
def train_learns(student, rng, thresholds):
    features, labels = draw_clusters(rng, 460)
    model = build(student)
    alike = all((kernel == kernel[0, 0]).all() for kernel in weights_of(model)[::2])
    dataset = make_dataset(student, features[:160], labels[:160], 32)
    optimizer = ask(library(student, "tensorflow"), "keras.optimizers.Adam", 0.05)
    history = call(student, "train", model, dataset, optimizer, epochs=5)
    expect_type(history, dict)
    early = "Training stops before the last epoch: make as many as `epochs` says"
    shape = expect_array(history.get("loss")).shape
    expect(shape == (5,), "There are fewer epochs than asked for.", cause=early)
    logits = expect_array(model(tensor(features[160:], "float32")), shape=(300, 3))
    same = (
        "The weights of a new model are all the same number, so its units stay alike: "
        "leave it to Keras to draw them"
    )
    expect_above(
        (logits.argmax(axis=1) == labels[160:]).mean(),
        thresholds["test_accuracy"],
        "After five epochs with Adam too few of the unseen flowers are told apart.",
        cause=same if alike else "",
    )


@check(
    "counts every flower once, whatever its batch", question="evaluate", points=2, after=evaluate_is_the_share
)
def evaluate_counts_every_flower(student, rng):
    weights, features, logits = draw(rng, 23)
    right = logits.argmax(axis=1)
    # The short last batch is answered worse than the others, so that every wrong way of averaging shows.
    wrong = np.zeros(23, int)
    wrong[rng.permutation(20)[: int(rng.integers(3, 7))]] = 1
    wrong[[20, 21]] = 2
    labels = (right + wrong) % 3
    model = new_model(student, weights)
    answer = call(student, "evaluate", model, make_dataset(student, features, labels, 10))
    hits = right == labels
    cuts = [slice(0, 10), slice(10, 20), slice(20, 23)]
    batches = [hits[cut].mean() for cut in cuts]
    swapped = np.concatenate([right[cut] == labels[cut].argmax() for cut in cuts])
    mistakes = {
        "the mean of the batches' shares: in it the flowers of the short last batch count more": np.mean(
            batches
        ),
        "the share of the last batch alone": batches[-1],
        "the share of the first batch alone": batches[0],
        "Labels and answers are swapped in a metric of Keras: the labels come first": swapped.mean(),
    }
    expect_type(answer, float)
    expect_share(answer, hits.mean(), mistakes)
    same = all(
        np.array_equal(*pair) for pair in zip(weights_of(model), map(np.float32, weights), strict=True)
    )
    expect(same, "The model has other weights afterwards.", cause="It trains the model: here it only answers")


@check("names the species with the largest logit", question="predict", points=2, after=predict_gives_names)
def predict_is_right(student, rng):
    for rows in (12, 1):
        weights, features, logits = draw(rng, rows)
        answer = call(student, "predict_species", new_model(student, weights), tensor(features, "float32"))
        expect_names(answer, rows)
        turned = "the species with the smallest logit: the largest one wins"
        mistakes = {
            turned: [SPECIES[one] for one in logits.argmin(axis=1)],
            "Counted from 1: the first species has the number 0": [
                SPECIES[one - 1] for one in logits.argmax(axis=1)
            ],
            "the same name for every flower": [answer[0]] * rows if rows > 1 else None,
        }
        cause = next((sentence for sentence, wrong in mistakes.items() if answer == wrong), "")
        right = [SPECIES[one] for one in logits.argmax(axis=1)]
        expect(answer == right, "Not every name is right.", cause=cause)
