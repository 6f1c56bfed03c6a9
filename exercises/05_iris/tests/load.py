"""Public checks of question load.

Built from solutions/05_iris/public_checks.py by `autograder build 05_iris`; change them there.
"""

import numpy as np

from autograder.checks import (
    Remote,
    check,
    expect,
    expect_array,
    expect_function,
    expect_items,
    library,
    recognize,
    take,
)
from autograder.notebook import Bench, test_case


DATA = "TensorFlow guide: tf.data: Build TensorFlow input pipelines"

HEADER = "sepal_length,sepal_width,petal_length,petal_width,species"

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


def draw_flowers(rng, rows):
    """Draw lengths in centimetres with one decimal, no two flowers alike, and species."""
    lengths = np.round(rng.uniform([4.3, 2.0, 1.0, 0.1], [7.9, 4.4, 6.9, 2.5], (rows, 4)), 1)
    lengths[:, 0] += 10 * np.arange(rows)
    species = rng.integers(0, 3, rows)
    species[:3] = 2, 0, 1
    return lengths, species


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


@check("reads batches of float32 features and whole-number labels", question="load", points=2, read=DATA)
def load_gives_batches(student, rng):
    load = expect_function(student, "load_csv", ("path", "batch_size"))
    lengths, species = draw_flowers(rng, 10)
    header = "The header is read as if it were a flower: skip the first line"
    causes = {
        "sepal_length": header,
        r"(?i)string to float|not a valid (float|int)": header,
    }
    with recognize(causes):
        batches = read_batches(load(write_csv(student, lengths, species), 4), 9)
    sizes = [len(labels) for _features, labels in batches]
    mistakes = {
        "The data never ends: one pass must show every row once": lambda sizes: (
            len(sizes) == 9 and min(sizes) > 1
        ),
        "The short last batch is missing: its rows count, too": lambda sizes: sizes == [4, 4],
        "The rows are not put into batches of batch_size": lambda sizes: sizes in ([10], [1] * 9),
        "A row too many": lambda sizes: sum(sizes) == 11,
    }
    cause = next((sentence for sentence, matches in mistakes.items() if matches(sizes)), "")
    if cause == "A row too many":
        cause = header
    expect(
        sizes == [4, 4, 2],
        "Ten rows in batches of four are not cut as they should be.",
        returned=f"batches of {sizes}",
        expected="batches of 4, 4 and 2",
        cause=cause,
    )
    values = np.concatenate([features for features, _labels in batches])
    expect(np.isfinite(values).all(), "A feature is no number (nan).", cause=header)


@check(
    "takes a Path as well, and can be gone through again", question="load", points=1, after=load_gives_batches
)
def load_takes_a_path(student, rng):
    lengths, species = draw_flowers(rng, 5)
    path = write_csv(student, lengths, species)
    names = {
        "(?i)path": "A path may be a str or a pathlib.Path: `open`, np.loadtxt and tf.data take both",
        "'str' object": "A path may be a str, too, which has no methods of a Path",
    }
    with recognize(names):
        dataset = call(student, "load_csv", ask(library(student, "pathlib"), "Path", path), 5)
    once = "It is used up after one pass: training goes through it once an epoch, so return a tf.data.Dataset"
    for _ in range(2):
        batches = read_batches(dataset, 3)
        expect(len(batches) == 1, "Going through the data again gives other batches.", cause=once)


OK_FORMAT = False
ORDER = 1
name = "load"
points = 3
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="reads batches of float32 features and whole-number labels", points=2, hidden=False)
def test_load_gives_batches(env):
    bench.run(load_gives_batches, env)


@test_case(name="takes a Path as well, and can be gone through again", points=1, hidden=False)
def test_load_takes_a_path(env):
    bench.run(load_takes_a_path, env)
