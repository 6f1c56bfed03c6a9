"""Public checks of question batches.

Built from solutions/04_fashion_mnist/public_checks.py by `autograder build 04_fashion_mnist`; change them there.
"""

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
from autograder.notebook import Bench, test_case


PIPELINES = "TensorFlow guide: tf.data: Build TensorFlow input pipelines"

NO_BATCH = "The batches are missing: end with `.batch(batch_size)`."
ENDLESS = "The dataset never ends: leave out `repeat`, an epoch shows every example once."
DROPPED = (
    "Only part of the data comes in an epoch: keep the short last batch, and leave out `take` and `skip`."
)
OTHER_SIZE = "The batches do not have the size that is asked for: hand `batch_size` on to `batch`."
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


def expect_scaled(answer, images):
    """Expect these pixels divided by 255, as float32."""
    expect_close(answer, (images / 255).astype("float32"), mistakes=wrong_scales(images))
    double = "The dtype is float64, which NumPy makes unless told otherwise: convert the image to tf.float32."
    expect_array(answer, dtype="float32", mistakes={double: "float64"})


@check("turns whole numbers up to 255 into float32 up to 1", question="normalize", points=1)
def normalize_scales(student):
    expect_function(student, "normalize", ["image", "label"])
    image = np.arange(784, dtype="uint8").reshape(28, 28, 1)
    answer = call(student, "normalize", tensor(image), tensor(3, "int64"))
    scaled, _label = expect_items(answer, 2, names="image, label")
    expect_scaled(scaled, image)


@check("takes batches too, and leaves labels alone", question="normalize", points=1, after=normalize_scales)
def normalize_takes_batches(student, rng):
    images, labels = rng.integers(0, 256, (5, 28, 28, 1), "uint8"), rng.integers(1, 10, 5)
    answer = call(student, "normalize", tensor(images), tensor(labels, "int64"))
    scaled, same = expect_items(answer, 2, names="image, label")
    expect_scaled(scaled, images)
    changed = "The label has changed too: it is the number of a class, so return it as it came."
    found = expect_array(same, kind="fib")
    expect(
        found.dtype == "int64" and np.array_equal(found, labels),
        "The label is not the one that came.",
        answer=same,
        cause=changed,
    )


@check("works inside dataset.map", question="normalize", points=1, after=normalize_takes_batches)
def normalize_maps(student, rng):
    images, labels = rng.integers(0, 256, (6, 28, 28, 1), "uint8"), rng.integers(0, 10, 6)
    graph = "Inside map there are no numbers yet, only a plan of the computation: use TensorFlow, not NumPy."
    with recognize({r"numpy|NumPy|SymbolicTensor|NotImplementedError": graph}):
        mapped = ask_and_keep(dataset_of(student, images, labels), "map", student.normalize)
    pairs = pairs_in(student, mapped, 6)
    whole = len(pairs) == 6 and all(image.shape == (28, 28, 1) for image, _label in pairs)
    expect(whole, "The images have another shape.")
    expect_scaled(np.stack([image for image, _label in pairs]), images)


def wrong_scales(images):
    """Return what the usual mistakes make of pixels, by sentence."""
    pixels = images.astype("float64")
    return {
        "The pixels are as they were, from 0 to 255: divide them by 255.": pixels,
        "Only 0 and 1 are left: `//` drops everything behind the point, so divide with `/`.": pixels // 255,
        "The pixels are divided by 255 twice: once is enough.": pixels / 255**2,
        "The pixels are divided by 256, but the largest one is 255.": pixels / 256,
    }


@check(
    "batches every example once, normalized",
    question="batches",
    points=2,
    after=normalize_maps,
    read=PIPELINES,
)
def batches_have_every_example(student):
    expect_function(student, "make_batches", ["dataset", "batch_size", "shuffle_buffer"])
    rng = np.random.default_rng(5)
    images, labels = rng.integers(0, 256, (70, 28, 28, 1), "uint8"), rng.integers(0, 10, 70)
    answer = call(student, "make_batches", dataset_of(student, images, labels))
    expect_dataset(student, answer, "what make_batches returns")
    expect_batches(student, answer, images, labels, 32)


def expect_batches(student, dataset, images, labels, size):
    """Expect these examples, normalized and in this order, in batches of that size; return the batches."""
    pairs = pairs_in(student, dataset, len(labels))
    shapes = [np.shape(image) for image, _label in pairs]
    whole, rest = divmod(len(labels), size)
    wanted = [(size, 28, 28, 1)] * whole + [(rest, 28, 28, 1)] * bool(rest)
    known = {
        NO_BATCH: shapes[:1] == [(28, 28, 1)],
        OTHER_SIZE: bool(shapes) and len(shapes[0]) == 4 and shapes[0][0] not in (0, size),
        DROPPED: sum(shape[0] for shape in shapes if len(shape) == 4) < len(labels),
    }
    expect(
        shapes == wanted,
        "The batches do not have the shapes that are asked for.",
        returned=f"{len(shapes)} batches, the last of shape {shapes[-1] if shapes else None}",
        expected=f"{len(wanted)} batches, the last of shape {wanted[-1]}",
        cause=next((sentence for sentence, holds in known.items() if holds), ""),
    )
    found = np.concatenate([image for image, _label in pairs])
    sums = np.sort((images / 255).sum(axis=(1, 2, 3)))
    expect_close(
        found,
        (images / 255).astype("float32"),
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
    numbers = [expect_array(label, shape=(len(image),), kind="i") for image, label in pairs]
    expect_close(np.concatenate(numbers), np.asarray(labels), problem="The labels do not fit their images.")


OK_FORMAT = False
ORDER = 3
name = "batches"
points = 2
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="batches every example once, normalized", points=2, hidden=False)
def test_batches_have_every_example(env):
    bench.run(batches_have_every_example, env)
