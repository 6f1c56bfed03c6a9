"""Public checks of question load.

Built from solutions/05_iris/public_checks.py by `autograder build 05_iris`; change them there.
"""

from itertools import permutations

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


DATA = (
    "TensorFlow guide: tf.data: Build TensorFlow input pipelines",
    "https://www.tensorflow.org/guide/data",
)

HEADER = "sepal_length,sepal_width,petal_length,petal_width,species"

STRANGE = "The submission's process answered with something else than was asked."
HEADER_READ = "The header is read as if it were a flower: skip the first line"


def ask(thing, path, *args, **kwargs):
    """Call what stands at a dotted path below something in the worker."""
    for name in path.split("."):
        expect(isinstance(thing, Remote), STRANGE)
        thing = getattr(thing, name)
    expect(isinstance(thing, Remote), STRANGE)
    return thing(*args, **kwargs)


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
    parts = expect_items(batch, 2, names="features and labels")
    columns = "A dictionary of columns comes in place of features: stack them side by side, shape (batch, 4)"
    expect(not isinstance(parts[0], dict), "The features have the wrong form.", cause=columns)
    labels = expect_array(parts[1], kind="if")
    shapes = {
        "The rows are not put into batches: `.batch(batch_size)` does it": labels.ndim == 0,
        "One-hot: each label is a number, 0, 1 or 2, and not a row of three": labels.shape[1:] == (3,),
        "The labels stand in a column, shape (batch, 1): take one number per flower": labels.shape[1:]
        == (1,),
    }
    cause = next((sentence for sentence, holds in shapes.items() if holds), "")
    wrong = "The labels have the wrong shape."
    expect(labels.ndim == 1, wrong, returned=f"shape {labels.shape}", expected="(batch,)", cause=cause)
    cause = "Labels are numbers of classes, so whole numbers" if labels.dtype.kind == "f" else ""
    wrong = "The labels have the wrong dtype."
    kinds = ("int32", "int64")
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
            "The lengths are float64, which NumPy makes unless told otherwise: convert to float32": "float64",
            "The species stands among the features: it is the label": (rows, 5),
        },
    )
    return features, labels


def sorted_rows(features, labels):
    """Return the rows with their labels, sorted, so that their order does not matter."""
    table = np.column_stack([features, labels]).round(3)
    return table[np.lexsort(table.T[::-1])]


def joined(batches):
    """Return the features and the labels of all batches."""
    features = np.concatenate([np.zeros((0, 4)), *(one for one, _labels in batches)]).astype(float)
    return features, np.concatenate([np.zeros(0), *(one for _features, one in batches)])


def flowers_of(features):
    """Return the flowers as a set."""
    return {tuple(row) for row in features.round(1)}


USED_UP = "It is used up after one pass: return a tf.data.Dataset, which can be gone through once per epoch"
ANOTHER_FILE = "Another file than the one handed over is read: open the one at `path`"


def expect_sizes(batches, sizes, lengths, others=()):
    """Expect batches of these sizes; ``others`` are flowers that were read before."""
    found = [len(labels) for _features, labels in batches]
    features, _labels = joined(batches)
    rows, known = flowers_of(features), flowers_of(lengths)
    total, wanted = sum(found), sum(sizes)
    is_other = bool(rows) and not known & rows and len(rows) > 3
    causes = {
        HEADER_READ: total == wanted + 1 or not np.isfinite(features).all(),
        "The flowers of a file that was read before come back: read the file at `path` at each call": any(
            rows == flowers_of(other) for other in others
        ),
        ANOTHER_FILE: is_other and total != wanted,
        "The data never ends: one pass must show every row once": total > 2 * wanted,
        "Every row comes twice: one pass must show it once": total == 2 * wanted,
        USED_UP: not rows,
        "The first flower is missing: only one line is a header": total == wanted - 1
        and tuple(lengths[0].round(1)) not in rows,
        "The short last batch is missing: its rows count, too": found == sizes[:-1],
        "The rows are not put into batches of batch_size": total == wanted,
    }
    cause = next((sentence for sentence, holds in causes.items() if holds), "")
    expect(
        found == sizes,
        f"{wanted} rows in batches of {sizes[0]} are not cut as they should be.",
        returned=f"batches of {found}" if len(found) < 12 else f"batches of {found[:11]} and so on",
        expected=f"batches of {sizes}",
        cause=cause,
    )
    expect(np.isfinite(features).all(), "A feature is no number (nan).", cause=HEADER_READ)


def expect_rows(batches, lengths, species):
    """Expect every flower of the file once, with its own label."""
    features, labels = joined(batches)
    wanted = len(lengths)
    right, mine = sorted_rows(lengths, species), sorted_rows(features, labels)
    if np.allclose(mine, right, atol=2e-3):
        return
    orders = (order for order in permutations(range(4)) if order != (0, 1, 2, 3))
    causes = {
        "The columns stand in another order than in the file": any(
            np.allclose(mine, sorted_rows(lengths[:, list(order)], species), atol=2e-3) for order in orders
        ),
        "The labels are other numbers than in the file: 0, 1 and 2": not set(labels) <= {0, 1, 2},
        "Features and labels are shuffled apart: shuffle them together, as pairs": np.allclose(
            sorted_rows(features, np.zeros(wanted)), sorted_rows(lengths, np.zeros(wanted)), atol=2e-3
        ),
        "Some rows come twice and others never": len(np.unique(mine, axis=0)) < wanted,
        "The lengths are rescaled: hand over the centimetres of the file": all(
            np.corrcoef(mine[:, column], right[:, column])[0, 1] > 0.999 for column in range(4)
        ),
    }
    cause = next((sentence for sentence, holds in causes.items() if holds), "")
    expect(False, "The rows are not those of the file.", cause=cause)


def cut_sizes(rows, size):
    """Return the sizes of the batches into which so many rows are cut."""
    return [size] * (rows // size) + [rows % size] * (rows % size > 0)


@check("reads batches of float32 features and whole-number labels", question="load", points=1, read=DATA)
def load_gives_batches(student, rng):
    load = expect_function(student, "load_csv", ["path"], ["batch_size"])
    size = int(rng.integers(4, 8))
    rows = 2 * size + int(rng.integers(1, size - 1))
    lengths, species = draw_flowers(rng, rows)
    causes = {
        "sepal_length|(?i:string to float|not a valid (float|int))": HEADER_READ,
        "'str' object has no attribute": "The path is a text, which has no methods of a pathlib.Path",
    }
    with recognize(causes):
        batches = read_batches(load(write_csv(student, lengths, species), batch_size=size), 60)
    expect_sizes(batches, cut_sizes(rows, size), lengths)


@check(
    "gives every row once, with its own label, in the file's column order",
    question="load",
    points=1,
    after=load_gives_batches,
    read=DATA,
)
def load_gives_every_row(student, rng):
    expect_every_row(student, rng, int(rng.integers(130, 158)))


def expect_every_row(student, rng, rows):
    """Expect every row of two files, one after the other, in batches of 32."""
    load = expect_function(student, "load_csv", ["path"], ["batch_size"])
    before = []
    for count in (5, rows):
        lengths, species = draw_flowers(rng, count)
        batches = read_batches(load(write_csv(student, lengths, species)), 60)
        sizes = [len(labels) for _features, labels in batches]
        default = "Unless told otherwise, a batch has 32 rows"
        one_size = len(set(sizes[:-1])) == 1 and sum(sizes) == count
        expect(not one_size or sizes[0] == min(count, 32), f"{default}.", cause=default)
        expect_sizes(batches, cut_sizes(count, 32), lengths, before)
        expect_rows(batches, lengths, species)
        before.append(lengths)


@check(
    "can be gone through again and again", question="load", points=1, after=load_gives_every_row, read=DATA
)
def load_can_be_repeated(student, rng):
    lengths, species = draw_flowers(rng, int(rng.integers(8, 12)))
    load = expect_function(student, "load_csv", ["path"], ["batch_size"])
    dataset = load(write_csv(student, lengths, species), batch_size=6)
    for _ in range(3):
        again = read_batches(dataset, 60)
        expect_sizes(again, cut_sizes(len(species), 6), lengths)
        expect_rows(again, lengths, species)


OK_FORMAT = False
ORDER = 1
name = "load"
points = 3
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="reads batches of float32 features and whole-number labels", points=1, hidden=False)
def test_load_gives_batches(env):
    bench.run(load_gives_batches, env)


@test_case(name="gives every row once, with its own label, in the file's column order", points=1, hidden=False)
def test_load_gives_every_row(env):
    bench.run(load_gives_every_row, env)


@test_case(name="can be gone through again and again", points=1, hidden=False)
def test_load_can_be_repeated(env):
    bench.run(load_can_be_repeated, env)
