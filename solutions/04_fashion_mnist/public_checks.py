"""What students run themselves, on the same draws each time; graders draw anew for every submission."""

from collections import Counter
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import numpy as np

from autograder.checks import (
    Remote,
    aside,
    bars,
    call_and_keep,
    check,
    expect,
    expect_array,
    expect_close,
    expect_equal,
    expect_function,
    expect_items,
    expect_number,
    fail,
    fetch,
    keep,
    library,
    plot,
    recognize,
    remark,
    remark_on_numbers,
    take,
    tensor,
)
from autograder.data import CLASS_NAMES, dataset_files
from autograder.errors import CheckFailed, StudentFailure, StudentRaised, WorkerLost

DATASETS = (
    "TensorFlow Datasets: Overview",
    "https://www.tensorflow.org/datasets/overview",
)
PIPELINES = (
    "TensorFlow guide: tf.data: Build TensorFlow input pipelines",
    "https://www.tensorflow.org/guide/data",
)
SEQUENTIAL = (
    "TensorFlow guide: The Sequential model",
    "https://www.tensorflow.org/guide/keras/sequential_model",
)
CLASSIFY = (
    "TensorFlow tutorial: Basic classification: Classify images of clothing",
    "https://www.tensorflow.org/tutorials/keras/classification",
)
BUILT_IN = (
    "TensorFlow guide: Training and evaluation with the built-in methods",
    "https://www.tensorflow.org/guide/keras/training_with_built_in_methods",
)

SHAPES = [(784, 128), (128,), (128, 10), (10,)]

NO_BATCH = "The batches are missing: end with `.batch(batch_size)`."
ENDLESS = "The dataset never ends: leave out `repeat`, an epoch shows every example once."
DROPPED = (
    "Only part of the data comes in an epoch: keep the short last batch, and leave out `take` and `skip`."
)
OTHER_SIZE = "The batches do not have the size that is asked for: hand `batch_size` on to `batch`."
WHOLE_BATCHES = "Whole batches are shuffled, not examples: put `shuffle` before `batch`."
NOT_SCALED = "The pixels still run from 0 to 255: apply `normalize` with `dataset.map`."


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


def dataset_of(student, images, labels):
    """Return a dataset of these examples, one by one."""
    pair = tensor(images), tensor(labels, "int64")
    return ask_and_keep(library(student, "tensorflow"), "data.Dataset.from_tensor_slices", pair)


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


# What the usual mistakes make of pixels from 0 to 255, as float64, each with its sentence.
SCALES = {
    "The pixels are as they were, from 0 to 255: divide them by 255.": lambda pixels: pixels,
    "Only 0 and 1 are left: `//` drops everything behind the point, and so does a cast to whole numbers; "
    "divide with `/`, and cast to float32 before.": lambda pixels: pixels // 255,
    "The pixels are divided by 255 twice: once is enough.": lambda pixels: pixels / 255**2,
    "The pixels are divided by 256, but the largest one is 255.": lambda pixels: pixels / 256,
    "The pixels run from −1 to 1: from 0 to 1 is asked for, so a division by 255 is all.": (
        lambda pixels: pixels / 127.5 - 1
    ),
    "The pixels are divided by the largest one that there is: divide by 255, whatever the picture shows.": (
        lambda pixels: pixels / pixels.max()
    ),
    "The pixels of each image are divided by its largest one: divide by 255, whatever it shows.": (
        lambda pixels: pixels / pixels.max(axis=(-3, -2, -1), keepdims=True)
    ),
    "The pixels are stretched from the smallest to the largest: divide by 255, and that is all.": (
        lambda pixels: (pixels - pixels.min()) / (pixels.max() - pixels.min())
    ),
    "The pixels are standardized with mean and spread: divide by 255, and that is all.": (
        lambda pixels: (pixels - pixels.mean()) / pixels.std()
    ),
}
CAST = (
    "The answer has whole numbers, and they cannot hold a part of 1: a cast to an integer dtype drops "
    "everything behind the point, so cast to tf.float32, then divide with `/`."
)
DOUBLE = "The dtype is float64, which NumPy makes unless told otherwise: convert the image to tf.float32."


def right_scale(pixels):
    """Return pixels from 0 to 255 as numbers from 0 to 1."""
    return pixels / 255


def wrong_scales(images):
    """Return what the usual mistakes make of pixels, by sentence."""
    pixels = images.astype("float64")
    whole = {CAST: lambda found: found.dtype.kind in "iu" and np.array_equal(found, pixels // 255)}
    with np.errstate(all="ignore"):
        return whole | {sentence: scale(pixels) for sentence, scale in SCALES.items()}


def expect_scaled(answer, images):
    """Expect these pixels divided by 255, as float32."""
    expect_close(answer, right_scale(images).astype("float32"), mistakes=wrong_scales(images))
    expect_array(answer, dtype="float32", mistakes={DOUBLE: "float64"})


def expect_label(answer, labels):
    """Expect the label as it came."""
    found = expect_array(answer, kind="fib")
    expect(
        found.dtype == "int64" and np.array_equal(found, labels),
        "The label is not the one that came.",
        answer=answer,
        cause="The label has changed too: it is the number of a class, so return it as it came.",
    )


@check("turns whole numbers up to 255 into float32 up to 1", question="normalize", read=PIPELINES)
def normalize_scales(student):
    expect_function(student, "normalize", ["image", "label"])
    image = np.arange(784, dtype="uint8").reshape(28, 28, 1)
    answer = call(student, "normalize", tensor(image), tensor(3, "int64"))
    scaled, _label = expect_items(answer, 2, names="image, label")
    expect_scaled(scaled, image)


@check(
    "scales one image and any batch alike, and leaves labels alone",
    question="normalize",
    points=2,
    after=normalize_scales,
    read=PIPELINES,
)
def normalize_takes_batches(student, rng):
    # Dark pictures, so that a division by the largest pixel shows; 28 of them look like rows.
    for count in (5, 28, 1, None):
        low, top = rng.integers(1, 40), rng.integers(100, 250)
        images = rng.integers(low, top, (count or 1, 28, 28, 1), "uint8")
        images[0] //= 2
        labels = rng.integers(1, 10, count or 1)
        if count is None:
            images, labels = images[0], labels[0]
        answer = call(student, "normalize", tensor(images), tensor(labels, "int64"))
        scaled, same = expect_items(answer, 2, names="image, label")
        expect_scaled(scaled, images)
        expect_label(same, labels)


@check(
    "works inside dataset.map", question="normalize", points=1, after=normalize_takes_batches, read=PIPELINES
)
def normalize_maps(student, rng):
    images, labels = noise(rng, 6)
    graph = "Inside map there are no numbers yet, only a plan of the computation: use TensorFlow, not NumPy."
    with recognize({r"numpy|NumPy|SymbolicTensor|NotImplementedError|Symbolic": graph}):
        function = expect_function(student, "normalize")
        mapped = ask_and_keep(dataset_of(student, images, labels), "map", function)
        pairs = pairs_in(student, mapped, 6)
    whole = len(pairs) == 6 and all(image.shape == (28, 28, 1) for image, _label in pairs)
    expect(whole, "The images have another shape.")
    expect_scaled(np.stack([image for image, _label in pairs]), images)
    expect_label(np.stack([expect_array(label, shape=(), kind="fib") for _image, label in pairs]), labels)


def as_they_are(labels):
    """Return labels as they came."""
    return labels


@dataclass(frozen=True)
class Own:
    """What the submission's normalize makes of examples: what is right, or a mistake that is known here."""

    scale: object = right_scale
    """What it does to pixels."""
    dtype: str = "float32"
    """The dtype of its images."""
    label: object = as_they_are
    """What it does to labels."""

    def images(self, images):
        """Return the pixels as the submission's normalize leaves them, image by image."""
        return np.stack([self.scale(image) for image in images.astype("float64")])


LABELS = (
    as_they_are,
    lambda labels: labels / 255,
    lambda labels: labels // 255,
    lambda labels: np.eye(10)[labels],
)


def own_normalize(student):
    """Return what normalize does, so that its mistake is paid for in its own question and not here too."""
    labels = np.array([3, 8])

    def probed(values):
        images = (np.arange(2 * 784) * 7 % values).astype("uint8").reshape(2, 28, 28, 1)
        answer = call(student, "normalize", tensor(images), tensor(labels, "int64"))
        scaled, numbers = expect_items(answer, 2, names="image, label")
        return images, expect_array(scaled, kind="if"), expect_array(numbers, kind="if")

    try:
        with aside(student):
            # Without white pixels, so that a division by the largest one shows.
            images, found, numbers = probed(251)
            known = (right_scale, *SCALES.values())
            scale = next((one for one in known if alike(found, one(images.astype("float64")))), None)
            if scale is None:
                images, found, numbers = probed(256)
                scale = scale_of_pixels(found, images)
    except WorkerLost:
        raise
    except StudentFailure:
        return Own()
    label = next((one for one in LABELS if alike(numbers, one(labels))), LABELS[0])
    return Own(scale, str(found.dtype), label)


def scale_of_pixels(found, images):
    """Return what was done to the pixels if it is done to each alone and keeps most of them apart."""
    if found.shape != images.shape:
        return right_scale
    table = np.zeros(256)
    table[images] = found
    if not alike(table[images], found) or len(np.unique(table.round(6))) < 64:
        return right_scale
    return lambda pixels: table[pixels.astype(int)]


def alike(one, other):
    """Say whether two arrays have the same shape and nearly the same numbers."""
    with np.errstate(all="ignore"):
        return np.shape(one) == np.shape(other) and bool(np.allclose(one, other, rtol=1e-4, atol=1e-6))


@check(
    "batches every example once, normalized and in order",
    question="batches",
    after=normalize_maps,
    read=PIPELINES,
)
def batches_have_every_example(student):
    expect_function(student, "make_batches", ["dataset"], ["batch_size", "shuffle_buffer"])
    rng = np.random.default_rng(5)
    images, labels = noise(rng, 70)
    answer = call(student, "make_batches", dataset_of(student, images, labels))
    expect_dataset(student, answer, "what make_batches returns")
    expect_batches(student, answer, images, labels, 32)


def expect_batches(student, dataset, images, labels, size):
    """Expect these examples, normalized and in this order, in batches of that size."""
    own = own_normalize(student)
    pairs = pairs_in(student, dataset, len(labels))
    expect_shapes(pairs, len(labels), size)
    found = np.concatenate([image for image, _label in pairs])
    sums = np.sort(right_scale(images).sum(axis=(1, 2, 3)))
    if not (alike(found, own.images(images)) and str(found.dtype) == own.dtype):
        expect_close(
            found,
            right_scale(images).astype("float32"),
            dtype="float32",
            mistakes={NOT_SCALED: images.astype("float64")}
            | wrong_scales(images)
            | {
                "The order has changed: without a shuffle_buffer the examples stay in their order.": (
                    lambda answer: (
                        answer.shape == images.shape
                        and np.allclose(np.sort(answer.sum(axis=(1, 2, 3))), sums, rtol=1e-4)
                    )
                ),
            },
        )
    expect_labels([label for _image, label in pairs], own, labels)


def expect_shapes(pairs, count, size):
    """Expect so many images in batches of that size, the last one smaller if there is a rest."""
    shapes = [np.shape(image) for image, _label in pairs]
    whole, rest = divmod(count, size)
    wanted = [(size, 28, 28, 1)] * whole + [(rest, 28, 28, 1)] * bool(rest)
    known = {
        WHOLE_BATCHES: shapes != wanted and sorted(shapes) == sorted(wanted),
        NO_BATCH: shapes[:1] == [(28, 28, 1)],
        OTHER_SIZE: bool(shapes) and len(shapes[0]) == 4 and shapes[0][0] not in (0, min(size, count)),
        DROPPED: sum(shape[0] for shape in shapes if len(shape) == 4) < count,
    }
    expect(
        shapes == wanted,
        "The batches do not have the shapes that are asked for.",
        returned=f"{len(shapes)} batches, the last of shape {shapes[-1] if shapes else None}",
        expected=f"{len(wanted)} batches, the last of shape {wanted[-1]}",
        cause=the_first(known),
    )


def expect_labels(found, own, labels, **words):
    """Expect the labels of the images, or what the submission's normalize makes of them."""
    whole = len({np.ndim(label) for label in found}) == 1 and all(np.ndim(label) for label in found)
    numbers = (
        np.concatenate(found) if whole and len({np.shape(one)[1:] for one in found}) == 1 else np.zeros(0)
    )
    expect(
        alike(numbers, own.label(np.asarray(labels))) or alike(numbers, labels),
        "The labels do not fit their images.",
        **words,
    )


@check(
    "takes any number of examples and any batch size",
    question="batches",
    points=2,
    after=batches_have_every_example,
    read=PIPELINES,
)
def batches_take_a_size(student, rng):
    size = int(rng.integers(5, 9))
    cases = [
        (size, size * int(rng.integers(5, 8)) + int(rng.integers(1, size))),
        (size, size * int(rng.integers(4, 9))),
        (int(rng.integers(20, 30)), int(rng.integers(2, 7))),
        (1, 2),
        (32, 1001),
    ]
    for number, (size, count) in enumerate(cases):
        images, labels = noise(rng, count)
        with recognize({r"buffer_size": "Shuffle only if shuffle_buffer is positive."}):
            more = {"shuffle_buffer": 0} if number % 2 else {}
            more |= {"batch_size": size} if size != 32 else {}
            answer = call(student, "make_batches", dataset_of(student, images, labels), **more)
            expect_dataset(student, answer, "what make_batches returns")
            expect_batches(student, answer, images, labels, size)


FROZEN = "Every epoch has the same order: shuffle after `cache`, so that it is done anew each time."
APART = "Images and labels no longer belong together: shuffle them as pairs, in one dataset."
OTHER_BUFFER = "The buffer has another size than it should: hand `shuffle_buffer` on to `shuffle`."
BITS = 9


def numbered(rng, count):
    """Return images that tell their number in the first pixels, as black and white, and labels."""
    images, labels = noise(rng, count)
    images[:, 0, :BITS, 0] = (np.arange(count)[:, None] >> np.arange(BITS) & 1) * 255
    images[:, 0, BITS : BITS + 2, 0] = 255, 0
    return images, labels


def order_of(student, batches, images, labels, size):
    """Return the numbers of the examples in the order in which they come, after a look at each."""
    own = own_normalize(student)
    pairs = pairs_in(student, batches, len(labels))
    expect_shapes(pairs, len(labels), size)
    found = np.concatenate([image for image, _label in pairs]).astype("float64")
    with np.errstate(all="ignore"):
        first = found[:, 0, : BITS + 2, 0]
        white, black = first[:, BITS : BITS + 1], first[:, BITS + 1 :]
        bits = abs(first[:, :BITS] - white) < abs(first[:, :BITS] - black)
    order = (bits * (1 << np.arange(BITS))).sum(axis=1)
    expect(sorted(order) == list(range(len(labels))), "Not every example comes once in an epoch.")
    expect(
        alike(found, right_scale(images[order])) or alike(found, own.images(images[order])),
        "The images are not normalized.",
        cause=NOT_SCALED if alike(found, images[order]) else "",
    )
    expect_labels([label for _image, label in pairs], own, labels[order], cause=APART)
    return order.tolist()


@check(
    "shuffles examples anew each epoch, with the buffer that is asked for",
    question="batches",
    points=3,
    after=batches_take_a_size,
    read=PIPELINES,
)
def batches_are_shuffled_anew(student, rng):
    count, size = 200, 6
    images, labels = numbered(rng, count)
    dataset = dataset_of(student, images, labels)

    def shuffled(buffer):
        answer = call(student, "make_batches", dataset, batch_size=size, shuffle_buffer=buffer)
        expect_dataset(student, answer, "what make_batches returns")
        return answer

    answer = shuffled(count)
    first, second = (order_of(student, answer, images, labels, size) for _ in range(2))
    expect(first != list(range(count)), "The examples are not shuffled, although shuffle_buffer is positive.")
    groups = [sorted(order[place : place + size]) for order in (first, second) for place in range(0, 120, 6)]
    consecutive = all(group == list(range(group[0], group[0] + size)) for group in groups)
    expect(not consecutive, "The examples are not mixed well.", cause=WHOLE_BATCHES)
    expect(first != second, "The second epoch has the order of the first.", cause=FROZEN)
    # Of all the orders, only 2 in 10¹⁷ could come from a buffer of half the size.
    expect(buffer_behind(first) > count // 2, "The examples are not mixed well.", cause=OTHER_BUFFER)
    small = int(rng.integers(7, 10))
    answer = shuffled(small)
    third, fourth = (order_of(student, answer, images, labels, size) for _ in range(2))
    expect(third != list(range(count)), "The examples are not shuffled, although shuffle_buffer is positive.")
    expect(third != fourth, "The second epoch has the order of the first.", cause=FROZEN)
    # An example leaves as soon as it has come at each place with a chance of one in the buffer's size.
    expect(buffer_behind(third) == small, "The examples are not mixed as asked.", cause=OTHER_BUFFER)


def buffer_behind(order):
    """Return the least size of a buffer that can give this order: what comes out must have come in."""
    return max(number - place for place, number in enumerate(order)) + 1


@check(
    "keeps the examples in memory after the first epoch",
    question="batches",
    points=1,
    after=batches_take_a_size,
    read=PIPELINES,
)
def batches_are_cached(student, rng):
    images, labels = numbered(rng, 90)
    # A source that holds 40 other examples each time it is read: only a cache can give the same ones twice.
    whole = ask_and_keep(dataset_of(student, images, labels), "shuffle", 90, reshuffle_each_iteration=True)
    source = ask_and_keep(whole, "take", 40)
    for more in ({}, {"shuffle_buffer": 40}):
        answer = call(student, "make_batches", source, batch_size=7, **more)
        expect_dataset(student, answer, "what make_batches returns")
        first, second = (sums_in(student, answer, 40) for _ in range(2))
        expect(
            np.allclose(np.sort(first), np.sort(second), rtol=1e-5),
            "The source is read anew each epoch.",
            cause="The cache is missing: add `.cache()`, and go on with the dataset that it returns.",
        )


def sums_in(student, dataset, count):
    """Return the sum of the numbers of each image of a dataset of batches."""
    images = [image for image, _labels in pairs_in(student, dataset, count)]
    expect(
        all(image.ndim == 4 for image in images) and sum(map(len, images)) == count,
        "Not every example comes once in an epoch.",
    )
    return np.concatenate([image.astype("float64").sum(axis=(1, 2, 3)) for image in images])


BUILDING = {
    r"NoneType.*(has no attribute 'add'|attribute)": (
        "`model.add` changes the model and returns nothing: write it alone on its line, without `model =`."
    ),
    r"positional argument|Iterating over a symbolic|symbolic KerasTensor|Argument `name` must|iterable": (
        "The layers of a Sequential stand in one list: tf.keras.Sequential([…, …])."
    ),
    r"Cannot convert .* to a shape|as a shape": "The input's shape is one tuple: Input(shape=(28, 28, 1)).",
    r"expected axis -1|incompatible|Matrix size": "The input is an image of shape (28, 28, 1).",
}


def build(student):
    """Return the Keras model that the submission's build_model returns."""
    expect_function(student, "build_model")
    with recognize(BUILDING):
        model = call(student, "build_model")
    cause = ""
    if model is None:
        cause = "Nothing came back (None): end with `return model`; `model.add(…)` itself returns nothing."
    expect(
        is_a(student, model, "keras.Model"),
        "`build_model` does not return a Keras model.",
        answer=model,
        expected="a Keras model",
        cause=cause,
    )
    return model


def arrays_of(model):
    """Return the arrays of all the model's weights and biases, in its own order."""
    arrays = ask(model, "get_weights")
    found = arrays if isinstance(arrays, (list, tuple)) else []
    return [array for array in found if isinstance(array, np.ndarray) and array.dtype.kind == "f"]


def weights_of(model):
    """Return the arrays of the model in the order of SHAPES, or as they come if they are others."""
    arrays = arrays_of(model)
    if sorted(array.shape for array in arrays) != sorted(SHAPES):
        return arrays
    return [next(array for array in arrays if array.shape == shape) for shape in SHAPES]


def set_weights(model, weights):
    """Give the model the weights, which are in the order of SHAPES, each to the layer that it belongs to."""
    place = {array.shape: array for array in weights}
    shapes = [array.shape for array in arrays_of(model)]
    expect(sorted(shapes) == sorted(SHAPES), "The model has other weights than its two Dense layers.")
    ask(model, "set_weights", [place[shape] for shape in shapes])


@check("has the layers of 101,770 parameters", question="model", read=SEQUENTIAL)
def model_has_the_layers(student):
    model = build(student)
    shapes = [array.shape for array in arrays_of(model)]
    known = {
        "The model is not built yet: begin with tf.keras.Input(shape=(28, 28, 1)).": not shapes,
        "The image is not flattened, so the layer looks at one pixel at a time: put Flatten before it.": (
            (1, 128) in shapes or (28, 128) in shapes
        ),
        "The last layer has 9 units: labels run from 0 to 9, and that makes ten classes.": (9,) in shapes,
        "The hidden layer is missing: a Dense of 128 comes between Flatten and the last layer.": (
            sorted(shapes) == [(10,), (784, 10)]
        ),
        "The hidden layer does not have 128 units.": len(shapes) == 4
        and (10,) in shapes
        and (128,) not in shapes,
        "There are more layers with weights than the two Dense layers.": len(shapes) > 4,
    }
    expect(
        sorted(shapes) == sorted(SHAPES),
        "The model does not have the layers that are asked for.",
        returned=f"weights and biases of the shapes {shapes}",
        expected=f"weights and biases of the shapes {SHAPES}",
        cause=the_first(known),
    )
    with recognize(BUILDING):
        expect_array(model(tensor(np.zeros((3, 28, 28, 1), "float32"))), shape=(3, 10))


def forward(weights, images, *, activation="relu"):
    """Return the probabilities of the network with these weights, and the ten numbers before softmax."""
    rows = images.reshape(len(images), -1).astype("float64")
    hidden = rows @ weights[0].astype("float64") + weights[1]
    if activation == "relu":
        hidden = np.maximum(hidden, 0)
    logits = hidden @ weights[2].astype("float64") + weights[3]
    return softmax(logits), logits


def softmax(logits, axis=-1):
    """Return the probabilities that belong to logits."""
    with np.errstate(all="ignore"):
        powers = np.exp(logits - logits.max(axis=axis, keepdims=True))
        return powers / powers.sum(axis=axis, keepdims=True)


def drawn_weights(rng):
    """Return weights in the order of SHAPES, with logits so small that no probability is clipped."""
    scales = [0.08, 0.3, 0.12, 0.3]
    return [
        rng.normal(0, scale, shape).astype("float32") for scale, shape in zip(scales, SHAPES, strict=True)
    ]


def untrained_weights(rng):
    """Return weights as Keras draws them: uniform kernels (Glorot and Bengio, 2010) and biases of 0."""
    return [
        (rng.uniform(-1, 1, shape) * np.sqrt(6 / sum(shape)) * (len(shape) == 2)).astype("float32")
        for shape in SHAPES
    ]


def pictures(rng, count):
    """Return normalized images of noise."""
    return rng.random((count, 28, 28, 1)).astype("float32")


def expect_network(model, rng, counts):
    """Expect that the model computes flatten, dense with ReLU, dense with softmax, and no more."""
    tolerance = {"rtol": 1e-3, "atol": 1e-4, "dtype": "float32"}
    for number, count in enumerate(counts):
        weights = drawn_weights(rng)
        if number == 0:  # so large within that a cap would show, and the same outside
            weights[:2], weights[2] = [8 * array for array in weights[:2]], weights[2] / 8
        set_weights(model, weights)
        images = pictures(rng, count)
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
                "The softmax runs along the images of the batch: it belongs along the ten classes.": softmax(
                    logits, axis=0
                ),
                "Softmax is applied twice: once is enough.": softmax(right),
            }
        expect_close(model(tensor(images)), right.astype("float32"), mistakes=mistakes, **tolerance)
        expect_close(
            model(tensor(images), training=True),
            right.astype("float32"),
            mistakes={
                "In training the model does something else (as Dropout does): two Dense are all.": lambda _: (
                    True
                )
            },
            **tolerance,
        )
    penalty, trainable = part(model, "losses"), part(model, "trainable_weights")
    expect(
        isinstance(penalty, list) and not penalty,
        "The model has a loss of its own.",
        cause="A layer adds a penalty for its weights (a regularizer), which nobody asked for.",
    )
    expect(
        isinstance(trainable, list) and len(trainable) == len(SHAPES),
        "Not all of the model's weights can be trained.",
        cause="Leave `trainable` of the layers as it is.",
    )


@check(
    "is flatten, dense with ReLU, dense with softmax, and no more",
    question="model",
    points=4,
    after=model_has_the_layers,
    read=SEQUENTIAL,
)
def model_computes_probabilities(student, rng):
    expect_network(build(student), rng, (12, 1))


@check(
    "is a new, untrained model at each call",
    question="model",
    points=1,
    after=model_computes_probabilities,
    read=SEQUENTIAL,
)
def model_is_new_each_time(student, rng):
    first, second = build(student), build(student)
    before = weights_of(second)
    set_weights(first, drawn_weights(rng))
    expect(
        same(weights_of(second), before),
        "Two models share their weights.",
        cause="The model, or a layer of it, is made outside of the function: make everything inside it.",
    )
    spread = min(float(np.std(kernel)) for kernel in (before[0], before[2]))
    expect(
        spread > 1e-6,
        "All weights of a layer start with the same value.",
        cause="Units that start alike stay alike: leave the initializer as Keras has it.",
    )


def same(found, weights):
    """Say whether the arrays are those that were set."""
    return len(found) == len(weights) == 4 and all(
        np.array_equal(one, two) for one, two in zip(found, weights, strict=True)
    )


def usable_model(student, rng, draw=drawn_weights):
    """Return a model with drawn weights, and the weights: the submission's own if it is right.

    Else it is one that is made here, so that a mistake in build_model costs nothing further on.
    """
    try:
        with aside(student):
            model = build(student)
            expect_network(model, rng, (3,))
    except WorkerLost:
        raise
    except StudentFailure:
        model = made_here(student)
    weights = draw(rng)
    with aside(student):
        set_weights(model, weights)
    return model, weights


def made_here(student):
    """Return a model of the shapes in SHAPES."""
    with aside(student):
        keras = part(library(student, "tensorflow"), "keras")
        stack = [
            ask_and_keep(keras, "Input", shape=(28, 28, 1)),
            ask_and_keep(keras, "layers.Reshape", (784,)),
        ]
        for (_inputs, units), activation in zip(SHAPES[::2], ("relu", "softmax"), strict=True):
            stack.append(ask_and_keep(keras, "layers.Dense", units, activation=activation))
        return ask_and_keep(keras, "Sequential", stack)


def gives_logits(student, rng):
    """Say whether the submission's model is right but for its softmax: then its loss may expect logits."""
    try:
        with aside(student):
            model, weights, images = build(student), drawn_weights(rng), pictures(rng, 3)
            set_weights(model, weights)
            return alike(expect_array(model(tensor(images))), forward(weights, images)[1])
    except WorkerLost:
        raise
    except StudentFailure:
        return False


COMPILING = {
    r"not recognized.*lr|'lr'|unexpected keyword argument 'lr'": (
        "Adam's learning rate is called `learning_rate` and not `lr`; the default is good, too."
    ),
    r"legacy": "Keras 3 has no `optimizers.legacy` any more: use tf.keras.optimizers.Adam().",
    r"Unknown loss|Could not interpret (loss|metric)|Unknown metric|Could not interpret optimizer": (
        "Keras knows no loss, metric or optimizer by that name: look for a typing error."
    ),
}


# What the model says of itself earns nothing; the checks after this one recompute what it does.
@check("returns the model, ready to train", question="compile", after=model_has_the_layers, read=BUILT_IN)
def compile_returns_the_model(student, rng):
    expect_function(student, "compile_model", ["model"])
    model, _weights = usable_model(student, rng)
    with recognize(COMPILING):
        answer = call(student, "compile_model", model)
    cause = "Nothing came back (None): end with `return model`." if answer is None else ""
    with aside(student):
        is_same = (
            is_a(student, answer, "keras.Model")
            and ask(library(student, "operator"), "is_", model, answer) is True
        )
    expect(
        is_same,
        "`compile_model` does not return the model that it was given.",
        answer=answer,
        expected="the same model",
        cause=cause,
    )
    expect(part(answer, "compiled") is True, "The model is not compiled: call `model.compile`.")


def cross_entropy(probabilities, labels):
    """Return the mean sparse categorical cross-entropy."""
    return float(-np.log(np.clip(probabilities[np.arange(len(labels)), labels], 1e-7, 1)).mean())


@check(
    "uses sparse categorical cross-entropy on probabilities",
    question="compile",
    points=2,
    after=compile_returns_the_model,
    read=BUILT_IN,
)
def compile_uses_cross_entropy(student, rng):
    model, _weights = usable_model(student, rng)
    model = call(student, "compile_model", model)
    # Each image's loss is drawn, and its probabilities are made to fit.
    losses, labels = rng.uniform(0.1, 4, 20), rng.permutation(20) % 10
    rest = rng.dirichlet(np.ones(10), 20)
    rest[np.arange(20), labels] = 0
    probabilities = rest / rest.sum(axis=1, keepdims=True) * (1 - np.exp(-losses))[:, None]
    probabilities[np.arange(20), labels] = np.exp(-losses)
    as_logits = cross_entropy(softmax(probabilities), labels)
    one_hot = "The labels are numbers, not rows with a single 1: the loss for them is the *sparse* one."
    regression = (
        "This loss takes the difference of label and answer, as in a regression: use the cross-entropy."
    )
    known = {r"must have the same (shape|rank)|Shapes .* incompatible": one_hot, r"Op:Sub": regression}
    with recognize(known):
        answer = ask(
            model, "compute_loss", None, tensor(labels, "int64"), tensor(probabilities.astype("float32"))
        )
    if alike(expect_number(answer), as_logits) and gives_logits(student, rng):
        remark(student, "Your model gives logits, and this loss fits them.")
        return
    expect_close(
        answer,
        losses.mean(),
        rtol=1e-3,
        mistakes={
            "The loss expects logits, but softmax has made probabilities: leave out from_logits=True.": (
                as_logits
            ),
            "the sum over the images of a batch: leave out `reduction`, and it is the mean": losses.sum(),
        },
    )


def gradients(weights, images, labels):
    """Return the derivatives of the cross-entropy with respect to the four arrays of weights."""
    rows = images.reshape(len(images), -1).astype("float64")
    hidden = np.maximum(rows @ weights[0] + weights[1], 0)
    error = softmax(hidden @ weights[2] + weights[3])
    error[np.arange(len(labels)), labels] -= 1
    error /= len(labels)
    back = (error @ weights[2].T) * (hidden > 0)
    return [rows.T @ back, back.sum(axis=0), hidden.T @ error, error.sum(axis=0)]


def adam(weights, batches, rate):
    """Return where Adam's steps lead (https://arxiv.org/abs/1412.6980, algorithm 1), one entry per step."""
    weights = [array.astype("float64") for array in weights]
    mean, square = [np.zeros_like(array) for array in weights], [np.zeros_like(array) for array in weights]
    path = []
    for number, (images, labels) in enumerate(batches, start=1):
        step = rate * np.sqrt(1 - 0.999**number) / (1 - 0.9**number)
        for place, gradient in enumerate(gradients(weights, images, labels)):
            mean[place] = 0.9 * mean[place] + 0.1 * gradient
            square[place] = 0.999 * square[place] + 0.001 * gradient**2
            weights[place] = weights[place] - step * mean[place] / (np.sqrt(square[place]) + 1e-7)
        path.append(list(weights))
    return path


def far(found, right, start):
    """Return how far weights are from the right ones, as a part of the way that the right ones went."""
    if [array.shape for array in found] != SHAPES:
        return np.inf
    with np.errstate(all="ignore"):
        missed = sum(float(((one - other) ** 2).sum()) for one, other in zip(found, right, strict=True))
        way = sum(float(((one - other) ** 2).sum()) for one, other in zip(right, start, strict=True))
    return np.sqrt(missed / way) if np.isfinite(missed) else np.inf


def eager(student, model):
    """Return a compiled model that will make no graph: for a batch or two that takes longer than they do."""
    with aside(student):
        ask(library(student, "builtins"), "setattr", model, "run_eagerly", True)
    return model


@check("uses Adam", question="compile", points=1, after=compile_uses_cross_entropy, read=BUILT_IN)
def compile_uses_adam(student, rng):
    model, start = usable_model(student, rng)
    model = eager(student, call(student, "compile_model", model))
    batches = [(pictures(rng, 8), rng.integers(0, 10, 8)) for _ in range(3)]
    for images, _labels in batches:
        images[:, :2] = 0  # as black as the margin of many pictures
    found = []
    for images, labels in batches:
        ask(model, "train_on_batch", tensor(images), tensor(labels, "int64"))
        found.append(weights_of(model))
        expect([one.shape for one in found[-1]] == SHAPES, "The model has other weights after a step.")
    # The rate is free; Adam's first step moves every weight by just that.
    with np.errstate(all="ignore"):
        rate = float(np.median(np.abs(found[0][3].astype("float64") - start[3])))
    expect(np.isfinite(rate) and rate > 0, "The model does not move.", cause=optimizer_of(model))
    distance = far(found[-1], adam(start, batches, min(rate, 10.0))[-1], start)
    expect(distance < 0.1, "The steps are not those of Adam.", cause=optimizer_of(model))
    black = slice(0, 2 * 28)
    expect(
        np.array_equal(found[-1][0][black], start[0][black]),
        "The weights of pixels that are always black move.",
        cause=optimizer_of(model) or "the work of a weight decay, which plain Adam does not have",
    )


def optimizer_of(model):
    """Return a hint made of what the model says of its optimizer."""
    optimizer = getattr(model, "optimizer", None)
    kind = getattr(getattr(optimizer, "_handle", None), "kind", "").rpartition(".")[2]
    known = {"SGD", "RMSprop", "Adagrad", "Adadelta", "Adamax", "Nadam", "AdamW", "Ftrl", "Lion"}
    return f"The optimizer is {kind}, not Adam." if kind in known else ""


@check("measures the accuracy", question="compile", points=1, after=compile_uses_cross_entropy, read=BUILT_IN)
def compile_measures_accuracy(student, rng):
    model, weights = usable_model(student, rng)
    model = eager(student, call(student, "compile_model", model))
    images, labels = pictures(rng, 23), rng.integers(0, 10, 23)
    answers = forward(weights, images)[0].argmax(axis=1)
    right = int(rng.integers(8, 16))
    labels[:right], labels[right:] = answers[:right], (answers[right:] + rng.integers(1, 10, 23 - right)) % 10
    answer = ask(model, "test_on_batch", tensor(images), tensor(labels, "int64"))
    numbers = answer if isinstance(answer, (list, tuple)) else [answer]
    found = [expect_number(number) for number in numbers]
    expect(
        any(np.isclose(value, right / 23, atol=1e-4) for value in found[1:]),
        "None of the metrics is the accuracy.",
        returned=f"metrics {found[1:]} where {right} of 23 images are recognized"
        if found[1:]
        else "no metric",
        cause='Ask for it: metrics=["accuracy"].' if len(found) < 2 else "",
    )


def compiled(student, model, rate=0.001, **how):
    """Compile a model as the text asks for it; eager if it will see few batches, as a graph costs more."""
    with aside(student):
        optimizer = ask_and_keep(library(student, "tensorflow"), "keras.optimizers.Adam", rate)
        how = {"loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]} | (
            how or {"run_eagerly": True}
        )
        ask(model, "compile", optimizer=optimizer, **how)
    return model


def batched(student, images, labels, size):
    """Return a dataset of batches of these examples."""
    with aside(student):
        return ask_and_keep(dataset_of(student, images, labels), "batch", size)


@check(
    "runs every epoch and returns the History", question="train", after=model_has_the_layers, read=BUILT_IN
)
def train_returns_the_history(student):
    expect_function(student, "train", ["model", "batches"], ["epochs"])
    rng = np.random.default_rng(6)
    model, _start = usable_model(student, rng)
    compiled(student, model)
    batches = batched(student, pictures(rng, 20), np.arange(20) % 10, 10)
    history_of(student, call(student, "train", model, batches, epochs=3), 3)


def history_of(student, history, epochs):
    """Return the losses in a Keras History of that many epochs, and its other numbers per epoch."""
    kind = "the History that `model.fit` returns"
    cause = "Return what `model.fit` returns, not a part of it and not the model."
    expect(
        is_a(student, history, "keras.callbacks.History"), f"This is not {kind}.", answer=history, cause=cause
    )
    record = fetch(part(history, "history"))
    losses = record.get("loss") if isinstance(record, dict) else None
    expect(isinstance(losses, (list, tuple)), "The History holds no losses.", answer=record)
    found = [expect_number(fetch(loss)) for loss in losses]
    expect(
        len(found) == epochs,
        "The number of epochs is not the one that is asked for.",
        returned=f"{len(found)} epochs",
        expected=f"{epochs} epochs",
        cause="Hand `epochs` on to `model.fit`, and return a History of all of them.",
    )
    others = []
    for name, values in record.items():
        if name != "loss" and isinstance(values, (list, tuple)) and len(values) == epochs:
            with suppress(CheckFailed, StudentRaised):
                others.append([expect_number(fetch(value)) for value in values])
    return found, others


@check(
    "updates once per batch, every epoch, and goes on where it was",
    question="train",
    points=2,
    after=train_returns_the_history,
    read=BUILT_IN,
)
def train_updates_once_a_batch(student, rng):
    model, start = usable_model(student, rng)
    rate = float(rng.uniform(2e-3, 4e-3))
    compiled(student, model, rate)
    images, labels = pictures(rng, 26), rng.integers(0, 10, 26)
    batches = batched(student, images, labels, 4)
    epoch = [(images[place : place + 4], labels[place : place + 4]) for place in range(0, 26, 4)]
    # As the story does: an epoch, a look, and further epochs.
    first = history_of(student, call(student, "train", model, batches, epochs=1), 1)
    second = history_of(student, call(student, "train", model, batches, epochs=2), 2)
    found, right = weights_of(model), adam(start, epoch * 3, rate)

    if far(found, right[-1], start) >= 0.1:
        fail(
            "The model is not where its batches lead, each seen once in each of the epochs.",
            cause=cause_of_path(found, start, epoch, rate),
        )
    expect_record(student, first, second, [start, *right], epoch)


def cause_of_path(found, start, epoch, rate):
    """Return the sentence for the mistake that leads where the weights are after one and two epochs."""

    def leads(batches, rate=rate):
        return far(found, adam(start, batches, rate)[-1], start) < 0.1

    if same(found, start):
        return "The model did not move: fit the model that is handed in, not a copy."
    if leads(epoch) or leads(epoch * 2):
        return "The model is trained for one epoch only: hand `epochs` on to `model.fit`."
    if leads(epoch[:1] * 3):
        return "Only the first batch is used: hand over the whole dataset."
    if any(leads(epoch[:few] * 3) for few in range(2, len(epoch))):
        return "Only a part of the batches is used: hand over the whole dataset."
    again = adam(adam(start, epoch, rate)[-1], epoch * 2, rate)[-1]
    anew = adam(adam(start, epoch, 1e-3)[-1], epoch * 2, 1e-3)[-1]
    if leads(epoch * 3, 1e-3) or min(far(found, one, start) for one in (again, anew)) < 0.1:
        return "The model comes compiled and goes on where it was: do not compile it anew."
    return ""


def expect_record(student, first, second, path, epoch):
    """Expect the losses and the accuracies of the three epochs in the two Histories."""
    seen = [judged(path[number], *epoch[number % len(epoch)]) for number in range(3 * len(epoch))]
    per_epoch = [np.array(seen[place : place + len(epoch)]) for place in range(0, len(seen), len(epoch))]
    sizes = [len(labels) for _images, labels in epoch]
    images, labels = (np.concatenate(both) for both in zip(*epoch, strict=True))
    # Running over the epoch, by examples or by batches, or measured at its end: all are right. So is, though
    # it says less, what the last batch of the epoch gave.
    ways = [
        np.array([np.average(rows, axis=0, weights=sizes) for rows in per_epoch]),
        np.array([rows.mean(axis=0) for rows in per_epoch]),
        np.array([judged(path[number * len(epoch)], images, labels) for number in (1, 2, 3)]),
        np.array([rows[-1] for rows in per_epoch]),
    ]
    losses = np.array(first[0] + second[0])
    expect(
        any(np.allclose(losses, way[:, 0], rtol=0.02) for way in ways),
        "The losses in the History are not those of the training.",
        returned=f"losses {[round(float(loss), 4) for loss in losses]}",
        expected=f"about {[round(float(loss), 4) for loss in ways[0][:, 0]]}",
    )
    if np.allclose(losses, ways[3][:, 0], rtol=0.02):
        remark(student, "Each loss is that of the epoch's last batch; a mean over the epoch says more.")
    records = [one + two for one in first[1] for two in second[1]]
    expect(
        any(np.allclose(record, way[:, 1], atol=1.5 / len(labels)) for record in records for way in ways),
        "The History does not hold the accuracies of the training.",
        expected=f"one accuracy per epoch, about {[round(float(one), 3) for one in ways[0][:, 1]]}",
    )


def judged(weights, images, labels):
    """Return loss and accuracy of the network with these weights."""
    probabilities = forward(weights, images)[0]
    return cross_entropy(probabilities, labels), float((probabilities.argmax(axis=1) == labels).mean())


@check(
    "goes over five epochs unless told otherwise, however good the model is",
    question="train",
    points=1,
    after=train_updates_once_a_batch,
    read=BUILT_IN,
)
def train_has_five_epochs(student, rng):
    model, start = usable_model(student, rng)
    # Sure of answers that are right: there is little left to learn, and it goes slowly.
    start[2], start[3] = start[2] * 2, start[3] * 2
    with aside(student):
        set_weights(model, start)
    compiled(student, model, 1e-4)
    images = pictures(rng, 8)
    labels = forward(start, images)[0].argmax(axis=1)
    losses, _others = history_of(
        student, call(student, "train", model, batched(student, images, labels, 8)), 5
    )
    right = adam(start, [(images, labels)] * 5, 1e-4)
    expect(far(weights_of(model), right[-1], start) < 0.1, "The model is not where five epochs lead.")
    wanted = [cross_entropy(forward(one, images)[0], labels) for one in (start, *right)]
    expect(
        np.allclose(losses, wanted[:5], rtol=0.02) or np.allclose(losses, wanted[1:], rtol=0.02),
        "The losses in the History are not those of the training.",
    )


@check("returns two numbers: loss, accuracy", question="evaluate", after=model_has_the_layers, read=BUILT_IN)
def evaluate_returns_two_numbers(student):
    expect_function(student, "evaluate", ["model", "batches"])
    rng = np.random.default_rng(7)
    model, _weights = usable_model(student, rng)
    batches = batched(student, pictures(rng, 20), np.arange(20) % 10, 8)
    for number in expect_items(measured(student, model, batches), 2, names="loss, accuracy"):
        expect_number(number)


def measured(student, model, batches):
    """Return what evaluate says of a model; if it wants that, of one as the submission compiles it."""
    compiled(student, model)
    try:
        return call(student, "evaluate", model, batches)
    except StudentRaised as error:
        # The name of a metric is free, so it may look for its own.
        try:
            with aside(student):
                eager(student, call(student, "compile_model", model))
        except StudentFailure:
            raise error from None
        return call(student, "evaluate", model, batches)


@check(
    "averages over all examples",
    question="evaluate",
    points=3,
    after=evaluate_returns_two_numbers,
    read=BUILT_IN,
)
def evaluate_averages(student, rng):
    model, weights = usable_model(student, rng)
    # Two datasets, one after the other: what was measured before must not be mixed in.
    for count in (int(rng.integers(34, 39)), int(rng.integers(21, 25))):
        images = pictures(rng, count)
        probabilities = forward(weights, images)[0]
        # Right at the beginning and far off at the end, so that a part of them has another answer.
        labels = probabilities.argmin(axis=1)
        half = count // 2 + int(rng.integers(-3, 4))
        labels[:half] = probabilities[:half].argmax(axis=1)
        answer = measured(student, model, batched(student, images, labels, 16))
        expect_measures(answer, probabilities, labels)
        untouched = same(weights_of(model), weights)
        cause = "The model is trained here: only ask it."
        expect(untouched, "The model has changed, although it should only be read.", cause=cause)
    remark_on_numbers(student, answer)


def expect_measures(answer, probabilities, labels):
    """Expect the loss and the accuracy of these answers, which came in batches of 16."""
    loss, accuracy = expect_items(answer, 2, names="loss, accuracy")
    hits = probabilities.argmax(axis=1) == labels
    right, share = cross_entropy(probabilities, labels), float(hits.mean())
    parts = [slice(place, place + 16) for place in range(0, len(labels), 16)]
    by_batch = [cross_entropy(probabilities[one], labels[one]) for one in parts]
    expect_close(
        loss,
        right,
        mistakes={
            "Loss and accuracy are swapped: the loss comes first.": share,
            "Only the last batch is measured: average over all examples.": by_batch[-1],
            "Only the first batch is measured: average over all examples.": by_batch[0],
            "Every batch counts the same, although the last one is smaller: average over the examples.": (
                float(np.mean(by_batch))
            ),
            "The numbers are rounded: return them as they are.": lambda found: found == round(right, 2),
        },
    )
    expect_close(
        accuracy,
        share,
        mistakes={
            "The accuracy is given in percent: it is a number between 0 and 1.": share * 100,
            "The number of right answers is given: divide it by the number of examples.": float(hits.sum()),
            "The loss comes twice: the accuracy is the second number.": right,
            "Every batch counts the same, although the last one is smaller: average over the examples.": (
                float(np.mean([hits[one].mean() for one in parts]))
            ),
            "The numbers are rounded: return them as they are.": lambda found: found == round(share, 2),
        },
    )


@check(
    "returns one whole number for each image", question="predict", after=model_has_the_layers, read=CLASSIFY
)
def predict_returns_a_label_each(student):
    expect_function(student, "predict_labels", ["model", "images"])
    rng = np.random.default_rng(8)
    model, _weights = usable_model(student, rng)
    expect_array(
        call(student, "predict_labels", model, tensor(pictures(rng, 7))),
        shape=(7,),
        kind="if",
        mistakes={
            "There is one answer for the whole batch: without an axis argmax looks at all the numbers at "
            "once, so give it axis=1": (),
            "There is one answer for each class: the classes lie along axis 1, so argmax needs axis=1": (10,),
            "These are the probabilities: pick the index of the largest one in each row": (7, 10),
            "a column: the labels lie in one row, shape (n,)": (7, 1),
        },
    )


def coded(rng, labels):
    """Return weights and images so that these are the most probable classes: each has a patch of its own."""
    weights, images = drawn_weights(rng), pictures(rng, len(labels)) * np.float32(0.3)
    weights[2], weights[3] = weights[2] / 20, weights[3] / 4
    patch, unit = np.arange(784) % 10, np.arange(128) % 10
    weights[0] += (patch[:, None] == unit[None, :]) * np.float32(0.3)
    weights[2] += (unit[:, None] == np.arange(10)[None, :]) * np.float32(0.012)
    rows = images.reshape(len(labels), 784)
    rows += (patch[None, :] == labels[:, None]) * np.float32(0.6)
    return weights, images


@check(
    "picks the most probable class of each image",
    question="predict",
    points=3,
    after=predict_returns_a_label_each,
    read=CLASSIFY,
)
def predict_picks_the_largest(student, rng):
    model, _weights = usable_model(student, rng)
    # Ten images, so that looking along the wrong axis gives an answer of the right shape.
    for count in (10, 1, 37):
        weights, images = coded(rng, rng.permutation(count) % 10)
        with aside(student):
            set_weights(model, weights)
        probabilities = forward(weights, images)[0]
        first = np.full(count, probabilities[0].argmax())
        answer = call(student, "predict_labels", model, tensor(images))
        expect_close(
            expect_array(answer, kind="if"),
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
                "Labels run from 0 to 9; these are one too large.": probabilities.argmax(axis=1) + 1,
                "The last class, 9, is never chosen: look at all ten.": probabilities[:, :9].argmax(axis=1),
                "The first class, 0, is never chosen: look at all ten.": probabilities[:, 1:].argmax(axis=1)
                + 1,
                "Only probabilities above one half count here: the largest one wins, however small.": (
                    (probabilities > 0.5).argmax(axis=1)
                ),
            },
            problem="The labels are not those of the largest probabilities.",
        )
        expect(
            same(weights_of(model), weights),
            "The model has changed, although it should only be read.",
            cause="The model is trained here: only ask it.",
        )


@check("names the most probable class", question="describe", read=CLASSIFY)
def describe_names_the_class(student):
    expect_function(student, "describe_prediction", ["probabilities", "class_names"])
    row = np.array([0.01, 0.02, 0.03, 0.04, 0.05, 0.1, 0.05, 0.6, 0.06, 0.04], "float32")
    expect_description(call(student, "describe_prediction", row, list(CLASS_NAMES)), row, CLASS_NAMES)


@check(
    "describes any row, sure or unsure, and leaves it as it was",
    question="describe",
    points=3,
    after=describe_names_the_class,
    read=CLASSIFY,
)
def describe_takes_any_row(student, rng):
    names = ["".join(rng.choice(list("klmnopqr"), 5)) + str(number) for number in range(10)]
    others = [0.6]
    for best, sure in (
        (0, 0.97),
        (9, 0.2),
        *((int(rng.integers(1, 9)), level) for level in (0.35, 0.55, 0.75)),
    ):
        confidence = sure + rng.uniform(-0.02, 0.02)
        row = rng.dirichlet(np.full(9, 30.0)) * (1 - confidence)
        row = np.insert(row, best, confidence).astype("float32")
        with aside(student):
            sent, list_sent = ask_and_keep(keep(student, row), "copy"), keep(student, list(names))
        answer = call(student, "describe_prediction", sent, list_sent)
        expect_description(answer, row, names, others)
        with aside(student):
            left = ask(list_sent, "copy")
            texts = isinstance(left, list) and all(isinstance(one, str) for one in left)
            unchanged = np.array_equal(fetch(sent), row) and texts and left == names
        expect(
            unchanged,
            "What was handed in has changed: only look at it.",
            cause="`sort`, `reverse` and `pop` change what they are called on; np.argmax does not.",
        )
        others.append(float(row[best]))
    remark_on_numbers(student, answer)


def expect_description(answer, row, names, others=()):
    """Expect the name of the largest probability and that probability."""
    name, confidence = expect_items(answer, 2, names="name, confidence")
    best = int(row.argmax())

    def picture():
        mine = [confidence if name == one else 0.0 for one in names]
        shown = bars("class", "probability", names, answer=mine, expected=row)
        return plot("The class and its probability: yours, beside those of all classes", shown)

    expect(
        type(name) is not int and not isinstance(name, np.ndarray),
        "The first is a number: look the name up, class_names[number].",
        answer=name,
    )
    expect_equal(
        name,
        names[best],
        mistakes={"The least probable class: use argmax, not argmin.": names[row.argmin()]},
        picture=picture,
    )
    expect_number(confidence)
    again = softmax(row.astype("float64"))
    expect_close(
        confidence,
        float(row[best]),
        mistakes={
            "The confidence is given in percent: it is a number between 0 and 1.": float(row[best] * 100),
            "Softmax is applied once more, although these are probabilities already.": float(again[best]),
            "The confidence belongs to another image: take it from the row that was handed in.": (
                lambda value: any(np.isclose(value, other) for other in others)
            ),
            "The confidence is rounded: return it as it is.": (
                lambda value: any(np.isclose(value, round(float(row[best]), digits)) for digits in (1, 2, 3))
            ),
        },
        picture=picture,
    )
