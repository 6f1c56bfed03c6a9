"""Public checks of question load.

Built from solutions/04_fashion_mnist/public_checks.py by `autograder build 04_fashion_mnist`; change them there.
"""

from collections import Counter
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


DATASETS = (
    "TensorFlow Datasets: Overview",
    "https://www.tensorflow.org/datasets/overview",
)
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
def prepared(student, folders, class_names):
    """Let ``tfds.load`` find small datasets, and nothing else, for as long as the block lasts.

    Args:
        student: The submission.
        folders: Name and version of each dataset, with its splits: images and labels by name.
        class_names: The names of the classes of each dataset.
    """
    folder = ask_and_keep(library(student, "tempfile"), "TemporaryDirectory")
    mock, missing = library(student, "unittest.mock"), "This dataset is not on this machine."
    builtin = library(student, "builtins")
    patches = []
    try:
        root = part(folder, "name")
        expect(isinstance(root, str), "There is no place for a dataset.")
        for (name, version), splits in folders.items():
            files = dataset_files(name, splits, class_names[name], version=version)
            for path, content in files.items():
                place = ask_and_keep(library(student, "pathlib"), "Path", root, *path.split("/"))
                ask(place, "parent.mkdir", parents=True, exist_ok=True)
                ask(keep(student, np.frombuffer(content, np.uint8)), "tofile", place)
        # Only this folder is searched, and a dataset that is not in it is not looked for in the network.
        inside = "tensorflow_datasets.core"
        error = ask_and_keep(builtin, "FileNotFoundError", missing)
        patches = [
            ask_and_keep(mock, "patch", f"{inside}.{where}", **does)
            for where, does in (
                ("utils.file_utils.list_data_dirs", {"return_value": [root]}),
                ("dataset_builder.DatasetBuilder._make_download_manager", {"side_effect": error}),
            )
        ]
        for patch in patches:
            ask_and_keep(patch, "start")
        yield
    finally:
        with suppress(StudentFailure), aside(student):
            for patch in patches:
                ask(patch, "stop")
            ask(folder, "cleanup")


LOADING = {
    r"DatasetNotFound|not on this machine": (
        "Another name is loaded than the one that was handed in: pass `name` on to tfds.load."
    ),
    r"as_supervised": "Ask tfds.load for pairs of image and label, with as_supervised=True.",
    r"[Uu]nknown split|Unrecognized split": 'The splits are called "train" and "test".',
    r"not enough values to unpack|too many values to unpack": (
        "tfds.load returns (datasets, info) with with_info=True, and the datasets in the order of `split`."
    ),
}


def loaded(student, *names):
    """Return what load_data gives for a dataset, as train, test and class names."""
    with recognize(LOADING):
        answer = call(student, "load_data", *names)
    train, test, found = expect_items(answer, 3, names="train, test, class_names")
    expect_dataset(student, train, "train")
    expect_dataset(student, test, "test")
    return train, test, found


def noise(rng, count):
    """Return images of noise, and labels of which each comes about equally often."""
    return rng.integers(0, 256, (count, 28, 28, 1), "uint8"), rng.permutation(count) % 10


def counted(pairs):
    """Return how often each example comes."""
    return Counter((np.asarray(image).tobytes(), int(label)) for image, label in pairs)


@check(
    "returns the two datasets of that name, and the names of their classes",
    question="load",
    points=3,
    read=DATASETS,
)
def load_returns_pairs_and_names(student, rng):
    expect_function(student, "load_data", ["name"])
    name = "garments_" + "".join(rng.choice(list("abcdefgh"), 8))
    names = ["".join(rng.choice(list("abcdefgh"), 6)) + str(number) for number in range(10)]
    counts = {"train": int(rng.integers(11, 16)), "test": int(rng.integers(5, 9))}
    splits = {split: noise(rng, count) for split, count in counts.items()}
    other = {split: noise(rng, count) for split, count in counts.items()}
    folders = {(name, "1.0.0"): splits, ("fashion_mnist", "3.0.1"): other}
    with prepared(student, folders, {name: names, "fashion_mnist": CLASS_NAMES}):
        train, test, found = loaded(student, name)
        expect_splits(student, (train, test), splits, other)
    is_names = isinstance(found, (list, tuple)) and all(isinstance(one, str) for one in found)
    expect(is_names, "The class names are not a list of texts.", answer=found, expected="a list of ten names")
    expect_equal(
        list(found),
        names,
        mistakes={
            "The names are written into the code: every dataset has its own, so ask its info for them.": (
                lambda answer: answer == list(CLASS_NAMES)
            ),
            "The names are in another order: label 0 has the first one, as in the dataset's info.": (
                lambda answer: sorted(answer) == sorted(names)
            ),
            'The names of the classes are asked of the dataset: info.features["label"].names.': lambda _: (
                True
            ),
        },
    )


def expect_splits(student, datasets, splits, other):
    """Expect the examples of the two splits, each once, in any order."""
    wanted = [counted(zip(*splits[split], strict=True)) for split in ("train", "test")]
    train, test = wanted
    stranger = counted(pair for split in other.values() for pair in zip(*split, strict=True))
    found = []
    for dataset in datasets:
        pairs = pairs_in(student, dataset, 40, endless="")
        for image, label in pairs:
            expect_array(image, shape=(28, 28, 1), dtype="uint8")
            expect_array(label, shape=(), dtype="int64")
        found.append(counted(pairs))
    first, second = found
    known = {
        "Another dataset is loaded: `name` is not used, so pass it on to tfds.load.": bool(first & stranger),
        "Train and test are swapped: they come in the order in which `split` asks for them.": (
            first == test and second == train
        ),
        "Both are the training set: the second must be the test set, which training never sees.": (
            first == train == second
        ),
        "Both are the test set: what is used to train can not tell how well the model does on new images.": (
            first == test == second
        ),
        "The test images are among the training images: a test that the model has seen proves nothing.": (
            bool(first & test)
        ),
        'The second dataset holds images of the training set: the test set is the split "test".': (
            bool(second & train)
        ),
        "Only a part of the split is loaded: all of it is asked for.": (
            sum(first.values()) < sum(train.values()) or sum(second.values()) < sum(test.values())
        ),
    }
    expect(
        found == wanted,
        "The datasets do not hold the examples of their splits.",
        returned=f"{sum(first.values())} and {sum(second.values())} examples",
        expected=f"the {sum(train.values())} and the {sum(test.values())} examples of the two splits",
        cause=the_first(known),
    )


def the_first(causes):
    """Return the first sentence that holds, or none."""
    return next((sentence for sentence, holds in causes.items() if holds), "")


@check(
    "loads Fashion-MNIST unless told otherwise",
    question="load",
    points=1,
    after=load_returns_pairs_and_names,
    read=DATASETS,
)
def load_has_a_default(student, rng):
    splits = {split: noise(rng, count) for split, count in (("train", 9), ("test", 4))}
    classes = {"fashion_mnist": [str(number) for number in range(10)]}
    other = 'Without an argument another dataset is loaded: the default of `name` is "fashion_mnist".'
    with (
        prepared(student, {("fashion_mnist", "3.0.1"): splits}, classes),
        recognize({r"Error|DatasetNotFound|missing 1 required|on this machine": other}),
    ):
        train, test, _names = expect_items(call(student, "load_data"), 3, names="train, test, class_names")
        expect_dataset(student, train, "train")
        expect_dataset(student, test, "test")
        expect_splits(student, (train, test), splits, {})


OK_FORMAT = False
ORDER = 1
name = "load"
points = 4
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="returns the two datasets of that name, and the names of their classes", points=3, hidden=False)
def test_load_returns_pairs_and_names(env):
    bench.run(load_returns_pairs_and_names, env)


@test_case(name="loads Fashion-MNIST unless told otherwise", points=1, hidden=False)
def test_load_has_a_default(env):
    bench.run(load_has_a_default, env)
