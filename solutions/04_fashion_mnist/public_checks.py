"""What students run themselves; nothing here holds more than the text of the exercise tells."""

from contextlib import contextmanager, suppress

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
    expect_type,
    keep,
    library,
    plot,
    recognize,
    take,
    tensor,
)
from autograder.data import CLASS_NAMES, dataset_files
from autograder.errors import StudentFailure

DATASETS = "TensorFlow Datasets: Overview"
PIPELINES = "TensorFlow guide: tf.data: Build TensorFlow input pipelines"
SEQUENTIAL = "TensorFlow guide: The Sequential model"
BUILT_IN = "TensorFlow guide: Training and evaluation with the built-in methods"

SHAPES = [(784, 128), (128,), (128, 10), (10,)]

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


def build(student):
    """Return the Keras model that the submission's build_model returns."""
    expect_function(student, "build_model")
    model = call(student, "build_model")
    cause = "Nothing came back (None): does the function end with `return`?" if model is None else ""
    expect(
        is_a(student, model, "keras.Model"),
        "`build_model` does not return a Keras model.",
        answer=model,
        expected="a Keras model",
        cause=cause,
    )
    return model


def weights_of(model):
    """Return the arrays of all the model's weights and biases."""
    arrays = ask(model, "get_weights")
    found = arrays if isinstance(arrays, (list, tuple)) else []
    return [array for array in found if isinstance(array, np.ndarray) and array.dtype.kind == "f"]


@check("has the layers of 101,770 parameters", question="model", points=2, read=SEQUENTIAL)
def model_has_the_layers(student):
    model = build(student)
    shapes = [array.shape for array in weights_of(model)]
    first, last = shapes[:1], shapes[-1:]
    known = {
        "The model is not built yet: begin with tf.keras.Input(shape=(28, 28, 1)).": not shapes,
        "The image is not flattened, so the layer looks at one pixel at a time: put Flatten before it.": (
            first in ([(1, 128)], [(28, 128)])
        ),
        "The last layer has 9 units: labels run from 0 to 9, and that makes ten classes.": last == [(9,)],
        "The hidden layer is missing: a Dense of 128 comes between Flatten and the last layer.": (
            shapes == [(784, 10), (10,)]
        ),
        "The hidden layer does not have 128 units.": len(shapes) == 4
        and last == [(10,)]
        and shapes[1] != (128,),
        "There are more layers with weights than the two Dense layers.": len(shapes) > 4,
    }
    expect(
        shapes == SHAPES,
        "The model does not have the layers that are asked for.",
        returned=f"weights and biases of the shapes {shapes}",
        expected=f"weights and biases of the shapes {SHAPES}",
        cause=next((sentence for sentence, holds in known.items() if holds), ""),
    )
    images = np.zeros((3, 28, 28, 1), "float32")
    with recognize(
        {r"expected axis -1|incompatible|Matrix size": "The input is an image of shape (28, 28, 1)."}
    ):
        expect_array(model(tensor(images)), shape=(3, 10))


# What the model says of itself earns nothing; the hidden checks recompute what it does.
@check(
    "returns the model, ready to train",
    question="compile",
    after=model_has_the_layers,
    read=BUILT_IN,
)
def compile_returns_the_model(student):
    expect_function(student, "compile_model", ["model"])
    model = build(student)
    answer = call(student, "compile_model", model)
    cause = "Nothing came back (None): end with `return model`." if answer is None else ""
    expect(
        is_a(student, answer, "keras.Model")
        and ask(library(student, "operator"), "is_", model, answer) is True,
        "`compile_model` does not return the model that it was given.",
        answer=answer,
        expected="the same model",
        cause=cause,
    )
    expect(part(answer, "compiled") is True, "The model is not compiled: call `model.compile`.")


@check("runs every epoch and returns the History", question="train", after=model_has_the_layers)
def train_returns_the_history(student):
    expect_function(student, "train", ["model", "batches", "epochs"])
    model = compiled(student, build(student))
    images = np.random.default_rng(6).random((20, 28, 28, 1), "float32")
    batches = ask_and_keep(dataset_of(student, images, np.arange(20) % 10), "batch", 10)
    losses_of(student, call(student, "train", model, batches, epochs=3), 3)


def compiled(student, model, **how):
    """Compile a model as the text asks for it; eager if it will see few batches, as a graph costs more."""
    rate = ask_and_keep(library(student, "tensorflow"), "keras.optimizers.Adam", 0.001)
    how = how or {"run_eagerly": True}
    ask(model, "compile", optimizer=rate, loss="sparse_categorical_crossentropy", metrics=["accuracy"], **how)
    return model


def losses_of(student, history, epochs):
    """Return the losses in a Keras History of that many epochs."""
    kind = "the History that `model.fit` returns"
    cause = "Return what `model.fit` returns, not a part of it and not the model."
    expect(
        is_a(student, history, "keras.callbacks.History"), f"This is not {kind}.", answer=history, cause=cause
    )
    record = part(history, "history")
    losses = record.get("loss") if isinstance(record, dict) else None
    expect(isinstance(losses, list), "The History holds no losses.", answer=record)
    found = [float(expect_array(loss, shape=())) for loss in losses]
    expect(
        len(found) == epochs,
        "The number of epochs is not the one that is asked for.",
        returned=f"{len(found)} epochs",
        expected=f"{epochs} epochs",
        cause="Hand `epochs` on to `model.fit`.",
    )
    return found


@check("returns two floats: loss, accuracy", question="evaluate", points=1, after=model_has_the_layers)
def evaluate_returns_two_floats(student):
    expect_function(student, "evaluate", ["model", "batches"])
    model = compiled(student, build(student))
    images = np.random.default_rng(7).random((20, 28, 28, 1), "float32")
    batches = ask_and_keep(dataset_of(student, images, np.arange(20) % 10), "batch", 8)
    for number in expect_items(call(student, "evaluate", model, batches), 2, names="loss, accuracy"):
        expect_type(number, float)


@check("returns one whole number for each image", question="predict", points=1, after=model_has_the_layers)
def predict_returns_a_label_each(student):
    expect_function(student, "predict_labels", ["model", "images"])
    images = np.random.default_rng(8).random((7, 28, 28, 1), "float32")
    expect_array(
        call(student, "predict_labels", build(student), tensor(images)),
        shape=(7,),
        kind="i",
        mistakes={
            "one answer for the whole batch: look for the largest along axis 1, one image at a time": (),
            "one answer for each class: the classes lie along axis 1, so argmax needs axis=1": (10,),
            "the probabilities: pick the index of the largest one in each row": (7, 10),
        },
    )


@check("names the most probable class", question="describe", points=1)
def describe_names_the_class(student):
    expect_function(student, "describe_prediction", ["probabilities", "class_names"])
    row = np.array([0.01, 0.02, 0.03, 0.04, 0.05, 0.1, 0.05, 0.6, 0.06, 0.04], "float32")
    expect_description(call(student, "describe_prediction", row, list(CLASS_NAMES)), row, CLASS_NAMES)


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
    expect_type(confidence, float)
    expect_close(
        confidence,
        float(row[best]),
        mistakes={
            "The confidence is given in percent: it is a number between 0 and 1.": float(row[best] * 100),
            "The confidence belongs to another image: take it from the row that was handed in.": (
                lambda value: any(np.isclose(value, other) for other in others)
            ),
        },
        picture=picture,
    )
