"""Public checks of question load.

Built from solutions/04_fashion_mnist/public_checks.py by `autograder build 04_fashion_mnist`; change them there.
"""

from contextlib import contextmanager, suppress

import numpy as np

from autograder.checks import (
    Remote,
    aside,
    call_and_keep,
    check,
    expect,
    expect_array,
    expect_equal,
    expect_function,
    expect_items,
    keep,
    library,
    recognize,
    take,
)
from autograder.data import CLASS_NAMES, dataset_files
from autograder.errors import StudentFailure
from autograder.notebook import Bench, test_case


DATASETS = "TensorFlow Datasets: Overview"
ENDLESS = "The dataset never ends: leave out `repeat`, an epoch shows every example once."


def part(thing, path):
    """Return an attribute, or one of an attribute, of an object that stays with the submission."""
    for name in path.split("."):
        expect(isinstance(thing, Remote), f"There is nothing that has a `{name}`.", answer=thing)
        thing = getattr(thing, name)
    return thing


def ask(thing, path, *args, **kwargs):
    """Call a method of an object that stays with the submission."""
    method = part(thing, path)
    expect(isinstance(method, Remote), f"`{path}` cannot be called.", answer=method)
    return method(*args, **kwargs)


def ask_and_keep(thing, path, *args, **kwargs):
    """Call a method and leave what it returns with the submission."""
    method = part(thing, path)
    expect(isinstance(method, Remote), f"`{path}` cannot be called.", answer=method)
    return call_and_keep(method, *args, **kwargs)


def call(student, name, *args, **kwargs):
    """Call the submission's function of that name."""
    return expect_function(student, name)(*args, **kwargs)


def is_a(student, value, path):
    """Say whether a value is an object of a class of TensorFlow, such as ``"keras.Model"``."""
    with aside(student):
        wanted = part(library(student, "tensorflow"), path)
        known = isinstance(value, Remote) and isinstance(wanted, Remote)
        return known and ask(library(student, "builtins"), "isinstance", value, wanted) is True


def expect_dataset(student, value, name):
    """Expect a tf.data.Dataset."""
    cause = "Nothing came back (None): does the function end with `return`?" if value is None else ""
    expect(
        is_a(student, value, "data.Dataset"),
        f"`{name}` is not a tf.data.Dataset.",
        answer=value,
        expected="a tf.data.Dataset",
        cause=cause,
    )


def pairs_in(student, dataset, most, *, endless=ENDLESS):
    """Return the elements of a dataset that must be pairs and at most that many."""
    elements = take(dataset, most + 1)
    expect(len(elements) <= most, "More elements come than there can be.", cause=endless)
    for element in elements:
        expect(
            isinstance(element, tuple) and len(element) == 2,
            "An element of the dataset is not a pair of image and label.",
            answer=element,
            expected="(image, label)",
            cause="Ask tfds.load for pairs, with as_supervised=True." if isinstance(element, dict) else "",
        )
    return [(expect_array(image, kind="fib"), expect_array(label, kind="fib")) for image, label in elements]


@contextmanager
def prepared(student, name, splits, class_names, version="1.0.0"):
    """Let ``tfds.load(name)`` find a small dataset for as long as the block lasts."""
    folder = ask_and_keep(library(student, "tempfile"), "TemporaryDirectory")
    try:
        root = part(folder, "name")
        expect(isinstance(root, str), "There is no place for a dataset.")
        for path, content in dataset_files(name, splits, class_names, version=version).items():
            place = ask_and_keep(library(student, "pathlib"), "Path", root, *path.split("/"))
            ask(place, "parent.mkdir", parents=True, exist_ok=True)
            ask(keep(student, np.frombuffer(content, np.uint8)), "tofile", place)
        ask(library(student, "tensorflow_datasets"), "core.add_data_dir", root)
        yield
    finally:
        with suppress(StudentFailure), aside(student):
            ask(folder, "cleanup")


LOADING = {
    r"DatasetNotFound": "Another name is loaded than the one that was handed in: pass `name` on.",
    r"as_supervised": "Ask tfds.load for pairs of image and label, with as_supervised=True.",
    r"[Uu]nknown split|Unrecognized split": 'The splits are called "train" and "test".',
    r"not enough values to unpack|too many values to unpack": (
        "tfds.load returns (datasets, info) with with_info=True, and the datasets in the order of `split`."
    ),
}


def loaded(student, name, *more):
    """Return what load_data gives for a dataset, as train, test and class names."""
    with recognize(LOADING):
        answer = call(student, "load_data", name, *more)
    train, test, names = expect_items(answer, 3, names="train, test, class_names")
    expect_dataset(student, train, "train")
    expect_dataset(student, test, "test")
    return train, test, names


@check("returns two datasets of pairs, and the ten names", question="load", points=2, read=DATASETS)
def load_returns_pairs_and_names(student):
    expect_function(student, "load_data", ["name"])
    rng = np.random.default_rng(4)
    splits = {
        split: (rng.integers(0, 256, (count, 28, 28, 1), "uint8"), np.arange(count) % 10)
        for split, count in (("train", 12), ("test", 5))
    }
    with prepared(student, "a_dozen_garments", splits, CLASS_NAMES):
        train, test, names = loaded(student, "a_dozen_garments")
        counts = []
        for dataset in (train, test):
            pairs = pairs_in(student, dataset, 17, endless="")
            counts.append(len(pairs))
            for image, label in pairs:
                expect_array(image, shape=(28, 28, 1), dtype="uint8")
                expect_array(label, shape=(), dtype="int64")
    known = {
        (5, 12): "Train and test are swapped: they come in the order in which `split` asks for them.",
        (12, 12): "Both are the training set: the second must be the test set, which training never sees.",
        (
            5,
            5,
        ): "Both are the test set: what is used to train can not tell how well the model does on new images.",
        (
            17,
            5,
        ): "The test images are among the training images: a test that the model has seen proves nothing.",
    }
    expect(
        counts == [12, 5],
        "The datasets do not have as many examples as their splits.",
        returned=f"{counts[0]} and {counts[1]} examples",
        expected="12 examples to train with and 5 to test with",
        cause=known.get(tuple(counts), ""),
    )
    expect(
        isinstance(names, (list, tuple)), "The class names are not a list.", answer=names, expected="a list"
    )
    expect_equal(
        list(names),
        list(CLASS_NAMES),
        mistakes={
            'The names of the classes are asked of the dataset: info.features["label"].names.': lambda _: True
        },
    )


OK_FORMAT = False
ORDER = 1
name = "load"
points = 2
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="returns two datasets of pairs, and the ten names", points=2, hidden=False)
def test_load_returns_pairs_and_names(env):
    bench.run(load_returns_pairs_and_names, env)
