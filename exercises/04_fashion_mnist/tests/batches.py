"""Public checks of question batches.

Built from solutions/04_fashion_mnist/public_checks.py by `autograder build 04_fashion_mnist`; change them there.
"""

from dataclasses import dataclass

import numpy as np

from autograder.checks import (
    Remote,
    aside,
    call_and_keep,
    check,
    expect,
    expect_array,
    expect_close,
    expect_function,
    expect_items,
    library,
    recognize,
    take,
    tensor,
)
from autograder.errors import StudentFailure, WorkerLost
from autograder.notebook import Bench, test_case


PIPELINES = (
    "TensorFlow guide: tf.data: Build TensorFlow input pipelines",
    "https://www.tensorflow.org/guide/data",
)

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


def noise(rng, count):
    """Return images of noise, and labels of which each comes about equally often."""
    return rng.integers(0, 256, (count, 28, 28, 1), "uint8"), rng.permutation(count) % 10


def the_first(causes):
    """Return the first sentence that holds, or none."""
    return next((sentence for sentence, holds in causes.items() if holds), "")


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


def same(found, weights):
    """Say whether the arrays are those that were set."""
    return len(found) == len(weights) == 4 and all(
        np.array_equal(one, two) for one, two in zip(found, weights, strict=True)
    )


OK_FORMAT = False
ORDER = 3
name = "batches"
points = 6
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="batches every example once, normalized and in order", points=0, hidden=False)
def test_batches_have_every_example(env):
    bench.run(batches_have_every_example, env)


@test_case(name="takes any number of examples and any batch size", points=2, hidden=False)
def test_batches_take_a_size(env):
    bench.run(batches_take_a_size, env)


@test_case(name="shuffles examples anew each epoch, with the buffer that is asked for", points=3, hidden=False)
def test_batches_are_shuffled_anew(env):
    bench.run(batches_are_shuffled_anew, env)


@test_case(name="keeps the examples in memory after the first epoch", points=1, hidden=False)
def test_batches_are_cached(env):
    bench.run(batches_are_cached, env)
