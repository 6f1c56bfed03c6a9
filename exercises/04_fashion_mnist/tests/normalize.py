"""Public checks of question normalize.

Built from solutions/04_fashion_mnist/public_checks.py by `autograder build 04_fashion_mnist`; change them there.
"""

import numpy as np

from autograder.checks import (
    Remote,
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
from autograder.notebook import Bench, test_case


PIPELINES = (
    "TensorFlow guide: tf.data: Build TensorFlow input pipelines",
    "https://www.tensorflow.org/guide/data",
)
ENDLESS = "The dataset never ends: leave out `repeat`, an epoch shows every example once."


def part(thing, path):
    """Return an attribute, or one of an attribute, of an object that stays with the submission."""
    for name in path.split("."):
        expect(isinstance(thing, Remote), f"There is nothing that has a `{name}`.", answer=thing)
        thing = getattr(thing, name)
    return thing


def ask_and_keep(thing, path, *args, **kwargs):
    """Call a method and leave what it returns with the submission."""
    method = part(thing, path)
    expect(isinstance(method, Remote), f"`{path}` cannot be called.", answer=method)
    return call_and_keep(method, *args, **kwargs)


def call(student, name, *args, **kwargs):
    """Call the submission's function of that name."""
    return expect_function(student, name)(*args, **kwargs)


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


def same(found, weights):
    """Say whether the arrays are those that were set."""
    return len(found) == len(weights) == 4 and all(
        np.array_equal(one, two) for one, two in zip(found, weights, strict=True)
    )


OK_FORMAT = False
ORDER = 2
name = "normalize"
points = 3
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="turns whole numbers up to 255 into float32 up to 1", points=0, hidden=False)
def test_normalize_scales(env):
    bench.run(normalize_scales, env)


@test_case(name="scales one image and any batch alike, and leaves labels alone", points=2, hidden=False)
def test_normalize_takes_batches(env):
    bench.run(normalize_takes_batches, env)


@test_case(name="works inside dataset.map", points=1, hidden=False)
def test_normalize_maps(env):
    bench.run(normalize_maps, env)
