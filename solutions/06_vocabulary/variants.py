"""Right answers written in other ways; every check must pass them."""

from autograder.model import Variant

WORDS = (
    Variant(
        "pairs zipped",
        """
def match_terms():
    return dict(zip(TERMS, "ICRVMGDHWTFOKAXNLQBJUZEP", strict=True))

def kind_of_learning():
    r, c, u = KINDS
    return dict(zip(TASKS, (r, r, r, c, c, c, u, u), strict=True))
""",
    ),
    Variant(
        "letters looked up the other way round",
        """
def match_terms():
    by_letter = dict(A="epoch", B="softmax", C="label", D="weights and biases", E="validation set")
    by_letter |= dict(F="optimizer", G="dense", H="loss", I="feature", J="classification", K="batch")
    by_letter |= dict(L="flattening", M="model", N="backpropagation", O="learning rate", P="test set")
    by_letter |= dict(Q="ReLU", R="example", T="gradient descent", U="regression", V="layer")
    by_letter |= dict(W="mean squared error", X="forward pass", Z="training set")
    return {term: letter for letter, term in by_letter.items()}

def kind_of_learning():
    kinds = {task: "unsupervised" for task in TASKS}
    for task in ("temperature", "rent", "rain amount"):
        kinds[task] = "supervised regression"
    for task in ("rain or not", "garment", "digit"):
        kinds[task] = "supervised classification"
    return kinds
""",
    ),
    Variant(
        "a dict subclass",
        """
from collections import OrderedDict, defaultdict

match_plainly, know_plainly = match_terms, kind_of_learning

def match_terms():
    return OrderedDict(sorted(match_plainly().items()))

def kind_of_learning():
    return defaultdict(str, know_plainly())
""",
    ),
)

COUNTS = (
    Variant(
        "math.ceil and long sums",
        """
import math

def steps_per_epoch(num_examples, batch_size):
    if num_examples < 0:
        raise ValueError("negative number of examples")
    if batch_size <= 0:
        raise ValueError("batch size below 1")
    return math.ceil(num_examples / batch_size)

def updates_in_training(num_examples, batch_size, epochs):
    if epochs < 0:
        raise ValueError("negative number of epochs")
    steps = steps_per_epoch(num_examples, batch_size)
    return sum(steps for _ in range(epochs))

def examples_seen(num_examples, epochs):
    if min(num_examples, epochs) < 0:
        raise ValueError("negative count")
    seen = 0
    for _ in range(epochs):
        seen += num_examples
    return seen

def count_parameters(layer_sizes):
    if any(size < 1 for size in layer_sizes):
        raise ValueError("layer of no units")
    weights = sum(layer_sizes[i] * layer_sizes[i + 1] for i in range(len(layer_sizes) - 1))
    return weights + sum(layer_sizes[1:])
""",
    ),
    Variant(
        "divmod, and every function by itself",
        """
def steps_per_epoch(num_examples, batch_size):
    if batch_size < 1 or num_examples < 0:
        raise ValueError(f"cannot cut {num_examples} examples into batches of {batch_size}")
    full, rest = divmod(num_examples, batch_size)
    return full + 1 if rest else full

def updates_in_training(num_examples, batch_size, epochs):
    if batch_size < 1 or num_examples < 0 or epochs < 0:
        raise ValueError("these counts cannot be")
    return (num_examples + batch_size - 1) // batch_size * epochs

def examples_seen(num_examples, epochs):
    for count in (num_examples, epochs):
        if count < 0:
            raise ValueError(f"{count} is below zero")
    return epochs * num_examples

def count_parameters(layer_sizes):
    total, previous = 0, None
    for size in layer_sizes:
        if size < 1:
            raise ValueError(f"{size} units")
        if previous is not None:
            total += previous * size + size
        previous = size
    return total
""",
    ),
    Variant(
        "NumPy, converted, with further optional parameters",
        """
def steps_per_epoch(num_examples, batch_size, drop_remainder=False):
    if num_examples < 0 or batch_size < 1:
        raise ValueError("the number of examples must be at least 0 and the batch size at least 1")
    return len(range(0, num_examples, batch_size))

def updates_in_training(num_examples, batch_size, epochs):
    if epochs < 0:
        raise ValueError("epochs must not be negative")
    return int(np.prod([steps_per_epoch(num_examples, batch_size), epochs]))

def examples_seen(num_examples, epochs):
    if (np.array([num_examples, epochs]) < 0).any():
        raise ValueError("counts must not be negative")
    return int(np.multiply(num_examples, epochs))

def count_parameters(layer_sizes):
    sizes = np.array(layer_sizes)
    if (sizes < 1).any():
        raise ValueError("sizes must be at least 1")
    return int((sizes[:-1] @ sizes[1:]) + sizes[1:].sum())
""",
    ),
)

ARRAYS = (
    Variant(
        "copies and masks",
        """
def relu(x):
    x = np.array(x, dtype=np.float64)
    x[x < 0] = 0
    return x

def softmax(logits):
    z = np.array(logits, dtype=np.float64)
    z -= np.amax(z, axis=1)[:, np.newaxis]
    np.exp(z, out=z)
    return z / z.sum(axis=1).reshape(-1, 1)

def best_epoch(history):
    losses = history["val_loss"] if isinstance(history, dict) else history.history["val_loss"]
    return losses.index(min(losses))
""",
    ),
    Variant(
        "float32, loops",
        """
def relu(x):
    x = np.asarray(x, dtype=np.float32)
    return (x > 0) * x

def softmax(logits):
    rows = []
    for row in np.asarray(logits, dtype=np.float64):
        powers = [np.exp(one - max(row)) for one in row]
        rows.append([power / sum(powers) for power in powers])
    return rows

def best_epoch(history):
    try:
        history = history.history
    except AttributeError:
        pass
    best = 0
    for epoch, loss in enumerate(history["val_loss"]):
        if loss < history["val_loss"][best]:
            best = epoch
    return best
""",
    ),
    Variant(
        "TensorFlow",
        """
import tensorflow as tf

def relu(x):
    return tf.nn.relu(tf.cast(x, tf.float32))

def softmax(logits):
    return tf.nn.softmax(tf.cast(logits, tf.float64), axis=-1)

def best_epoch(history):
    if isinstance(history, tf.keras.callbacks.History):
        history = history.history
    return min(range(len(history["val_loss"])), key=lambda epoch: history["val_loss"][epoch])
""",
    ),
)

VARIANTS = (*WORDS, *COUNTS, *ARRAYS)
