# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # What am I wearing?
#
# A pair of trousers has two legs, a bag has a handle, and a shirt is a T-shirt with ambitions. You see that
# at once. Try to *write it down* as rules about 784 grey pixels, and you will be busy for years. In this
# exercise you write no rule at all. You show a network a few thousand pictures with their names, and it finds
# rules of its own.
#
# The answer here is not a number on a scale, as degrees Fahrenheit are: that was **regression**. It is one
# of ten names, and to be off by one is no better than to be off by nine. That is **classification**.
#
# | part | what it does |
# |---|---|
# | **load** | fetches pictures and their labels |
# | **normalize**, **batches** | bring them into the form from which a network learns well |
# | **model**, **compile**, **train** | build the network and let it learn |
# | **evaluate** | measures how good it is on pictures that it has never seen |
# | **predict**, **describe** | ask it about single pictures, and put the answer into words |
#
# **How to work.** Each part is one question. Read its text, replace the line that raises
# `NotImplementedError`, then run the cells below it. *Predict* means: before you run on, double-click
# *My prediction* and write down your guess. Nobody grades it, and a wrong guess teaches more than a right
# one.

# %% tags=["otter_ignore"]
# Sets up the checks. Run this cell first, and again whenever the kernel has been restarted.
# Stuck? grader.hint("NAME") shows a hint to a question, one step at a time; grader.hint() lists them.
from autograder import otter

grader = otter.Notebook("04_fashion_mnist.ipynb")

# %%
import numpy as np
import tensorflow as tf
import tensorflow_datasets as tfds

print("TensorFlow", tf.__version__)

# %% [markdown]
# The next cell finds out which pictures are on your machine: *Fashion-MNIST*, 70,000 photographs of articles
# from an online shop, or else drawings of the same ten kinds of garments, made by a program. Everything works
# with both. The cell also prepares the plots. Run it; there is nothing to do in it, and the first time it may
# take a few seconds.

# %% cellView="form" jupyter={"source_hidden": true} tags=["otter_ignore", "raises-exception"]
# @title Finds the pictures, and draws the plots
import matplotlib.pyplot as plt

from autograder.data import choose

choice = choose()
DATASET = choice.name
print(choice.why)

# Colours that colour-blind readers can tell apart (Okabe and Ito); signs and markers do so again.
BLUE, RED, GREY = "#0072B2", "#D55E00", "#999999"


def show(axes, image, title=""):
    """Draw a picture of shape (28, 28, 1), dark on light."""
    picture = axes.imshow(np.squeeze(image), cmap="gray_r", vmin=0)
    axes.set(title=title, xticks=[], yticks=[])
    return picture


def show_bars(axes, probabilities, label):
    """Draw ten probabilities; the right one in blue, the chosen one in red and with a × if it is wrong."""
    bars = axes.bar(range(10), probabilities, color=GREY)
    chosen, right = int(np.asarray(probabilities).argmax()), int(label)
    bars[chosen].set(color=RED)
    bars[right].set(color=BLUE)
    if chosen != right:
        axes.text(chosen, float(probabilities[chosen]), "×", color=RED, ha="center", va="bottom")
    axes.set(ylim=(0, 1.15), xticks=range(10), yticks=(0, 1))
    axes.tick_params(labelsize=6)


def plot_curves(curves):
    """Draw loss and accuracy of training and validation set, epoch by epoch."""
    figure, panels = plt.subplots(1, 2, figsize=(10, 4), layout="constrained")
    looks = ((BLUE, "o", "-"), (RED, "s", "--"))
    for axes, name, column in zip(panels, ("loss (cross-entropy)", "accuracy (share)"), (0, 1), strict=True):
        for (kind, values), (colour, marker, line) in zip(curves.items(), looks, strict=True):
            epochs, height = range(1, len(values) + 1), [pair[column] for pair in values]
            axes.plot(epochs, height, line, color=colour, marker=marker, label=kind)
        axes.set(xlabel="epoch", ylabel=name, xticks=epochs)
        axes.grid(alpha=0.3)
        axes.legend()
    figure.suptitle("Learning, epoch by epoch")


def plot_answers(images, probabilities, labels, answers, words):
    """Draw pictures with the network's answers beside them, in words and as bars."""
    figure, grid = plt.subplots(5, 6, figsize=(12, 9.5), layout="constrained")
    for place, (name, confidence) in enumerate(words):
        axes, bars = grid.flat[2 * place], grid.flat[2 * place + 1]
        show(axes, images[place])
        right = answers[place] == labels[place]
        truth = "" if right else f"\n(is {class_names[int(labels[place])]})"
        axes.set_xlabel(f"{name} {confidence:.0%}{truth}", color=BLUE if right else RED)
        show_bars(bars, probabilities[place], labels[place])
    figure.suptitle("15 test images; bars: probability of labels 0 to 9 (blue: right, red ×: wrong choice)")


def plot_answer(image, probabilities, label, words):
    """Draw one picture and its ten probabilities by name."""
    _figure, (left, right) = plt.subplots(1, 2, figsize=(9, 4), layout="constrained")
    show(left, image, f"{words[0]}, says the network ({words[1]:.0%})")
    show_bars(right, probabilities, label)
    right.set_xticks(range(10), class_names, rotation=60, ha="right", fontsize=9)
    right.set(ylabel="probability (0 to 1)", xlabel="class", title=f"It is: {class_names[int(label)]}")


# %% [markdown]
# ## 1 · Load
#
# TensorFlow Datasets has hundreds of datasets behind one function. `tfds.load` returns `tf.data.Dataset`s:
# streams of examples that need not fit into memory. Each example has two parts: the *image* (the features)
# and the *label*, the number of its class.
#
# The examples come in two sets, or *splits*, that must never mix. The network learns from the **training
# set**. The **test set** is locked away until the end: a network may remember a picture that it has seen, and
# memory is not what we want to measure.
#
# **Predict:** how many numbers make up one image?
#
# Read: [TensorFlow Datasets: Overview](https://www.tensorflow.org/datasets/overview).


# %% [markdown] tags=["prediction"]
# **My prediction:** …


# %% tags=["question-load"]
def load_data(name="fashion_mnist"):
    """Load the images of a dataset and the names of its classes.

    Args:
        name: The dataset's name for ``tfds.load``, a string.

    Returns:
        ``(train, test, class_names)``: two ``tf.data.Dataset``s of pairs ``(image, label)``, image uint8 of
        shape ``(28, 28, 1)`` with values from 0 to 255, label int64 of shape ``()``; and the classes' names,
        a list of strings in the order of the labels, as the dataset itself knows them.
    """
    # TODO: call tfds.load for the splits "train" and "test", as supervised pairs and with the info.
    # TODO: return both datasets, and the names of the info's feature "label".
    raise NotImplementedError("load: write load_data")


# %% tags=["otter_ignore"]
grader.check("load")


# %% tags=["otter_ignore", "raises-exception"]
train_data, test_data, class_names = load_data(DATASET)
print(f"{len(train_data):,} images to train with, {len(test_data):,} to test with")
print("classes:", ", ".join(class_names))

for image, label in train_data.take(1):
    print(f"one image: {image.dtype.name}, shape {image.shape}, {tf.size(image)} numbers")
    figure, axes = plt.subplots(figsize=(5, 4), layout="constrained")
    axes.set(xlabel="column (pixels)", ylabel="row (pixels)")
    picture = axes.imshow(np.squeeze(image), cmap="gray_r", vmin=0)
    axes.set_title(f"Label {int(label)}: {class_names[int(label)]}")
    figure.colorbar(picture, ax=axes, label="value of the pixel (0 to 255)")
    plt.show()

# %% [markdown]
# 28 rows of 28 pixels with one channel make 784 numbers. Look at some more. Which would *you* get wrong?

# %% tags=["otter_ignore", "raises-exception"]
figure, grid = plt.subplots(5, 5, figsize=(8, 8.5), layout="constrained")
for axes, (image, label) in zip(grid.flat, train_data.take(25), strict=True):
    show(axes, image, class_names[int(label)])
figure.suptitle("25 images of the training set")
plt.show()

# %% [markdown]
# ## 2 · Normalize
#
# Pixels run from 0 to 255. The starting weights and the length of the steps are made for inputs of about the
# size of 1. With inputs a hundred times larger, every step overshoots. So scale: divide by 255.
#
# **Predict:** what would `//` do to a pixel of 254?


# %% [markdown] tags=["prediction"]
# **My prediction:** …


# %% tags=["question-normalize"]
def normalize(image, label):
    """Scale the pixels of an image, or of a batch of images, to the range from 0 to 1.

    Args:
        image: uint8 tensor of shape ``(28, 28, 1)`` or ``(n, 28, 28, 1)``, values from 0 to 255.
        label: int64 tensor of shape ``()`` or ``(n,)``.

    Returns:
        ``(image, label)``: the image as float32, same shape, values from 0 to 1; the label as it came.
    """
    # TODO: make float32 of the image and divide by 255; use TensorFlow, as dataset.map runs this in
    # a graph.
    raise NotImplementedError("normalize: write normalize")


# %% tags=["otter_ignore"]
grader.check("normalize")


# %% tags=["otter_ignore", "raises-exception"]
for image, _label in train_data.map(normalize).take(1):
    print(
        f"now {image.dtype.name}, from {float(tf.reduce_min(image)):.2f} to {float(tf.reduce_max(image)):.2f}"
    )
print("254 // 255 =", 254 // 255, "and 254 / 255 =", round(254 / 255, 3))

# %% [markdown]
# ## 3 · Batches
#
# The network looks neither at one image at a time nor at all of them, but at a *batch*, 32 by default. After
# each batch it takes one step. One pass through all batches is an *epoch*. A good pipeline
#
# - **caches**: the examples are read once and stay in memory for the epochs that follow;
# - **shuffles**, if it is asked to, anew in each epoch: each step takes its batch for a fair sample of the
#   data. If the examples came in order, a batch of nothing but bags would pull every answer towards bags, and
#   the next batch would pull it away again;
# - **batches**, last of all, so that single examples are shuffled and not whole batches.
#
# **Predict:** into how many batches of 32 do 70 examples go, and how large is the last one?
#
# Read: [tf.data: Build TensorFlow input pipelines](https://www.tensorflow.org/guide/data).


# %% [markdown] tags=["prediction"]
# **My prediction:** …


# %% tags=["question-batches"]
def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    """Make normalized batches of a dataset.

    Args:
        dataset: ``tf.data.Dataset`` of pairs (image, label) as ``load_data`` returns them.
        batch_size: Examples in a batch, a whole number.
        shuffle_buffer: 0: the examples keep their order. A positive number: they are shuffled anew in each
            epoch, with a buffer of that many examples.

    Returns:
        A ``tf.data.Dataset`` that ends after one epoch. Its elements are (images float32 ``(n, 28, 28, 1)``,
        labels int64 ``(n,)``), with n = batch_size; the last batch holds what is left, and may be smaller.
        Every example comes once per epoch; after the first epoch the examples come from memory, whether
        they are cached before or after normalizing.
    """
    # TODO: normalize every example, and cache the result.
    # TODO: shuffle if shuffle_buffer is positive (0 is not allowed as a buffer size); then batch.
    raise NotImplementedError("batches: write make_batches")


# %% tags=["otter_ignore"]
grader.check("batches")


# %% tags=["otter_ignore", "raises-exception"]
print("batches of 70 examples:", [len(labels) for _images, labels in make_batches(train_data.take(70))])

# %% [markdown]
# One more split. If you tried twenty networks and kept the one with the best test result, that result would
# flatter you, for luck would have had a part in it. So some of the training set is put aside as the
# **validation set**, to watch the training and to choose by. The test set stays locked away.

# %% tags=["otter_ignore", "raises-exception"]
aside = len(train_data) // 6
train_batches = make_batches(train_data.skip(aside), shuffle_buffer=10_000)
validation_batches = make_batches(train_data.take(aside))
test_batches = make_batches(test_data)
print(f"to learn from: {len(train_data) - aside:,} images")
print(f"to watch by:   {aside:,} images")
print(f"for the end:   {len(test_data):,} images")

# %% [markdown]
# ## 4 · Model
#
# Three layers. **Flatten** lays the 28 rows of the image end to end, into one row of 784 numbers; it has
# nothing to learn. A **dense** layer of 128 units follows, each of which looks at all 784 pixels through
# weights of its own. Its activation **ReLU** lets positive values pass and makes 0 of negative ones; without
# such a bend two layers could do no more than one. The last layer has ten units, one per class, and
# **softmax** turns their values into ten probabilities: none negative, together 1.
#
# **Predict:** how many weights and biases are there? (784·128 weights and 128 biases, and then?)
#
# Read: [The Sequential model](https://www.tensorflow.org/guide/keras/sequential_model).


# %% [markdown] tags=["prediction"]
# **My prediction:** …


# %% tags=["question-model"]
def build_model():
    """Build the network, untrained.

    Returns:
        A built Keras model, a new one at each call: input ``(28, 28, 1)`` normalized, flatten, dense of 128
        units with ReLU, dense of 10 units with softmax, and no other layers; 101,770 parameters. Its outputs
        are probabilities, float32 ``(n, 10)``.
    """
    # TODO: start with the input's shape, so that the model is built at once; then add the three
    # layers.
    raise NotImplementedError("model: write build_model")


# %% tags=["otter_ignore"]
grader.check("model")


# %% tags=["otter_ignore", "raises-exception"]
model = build_model()
print(f"{model.count_params():,} parameters")

# %% [markdown]
# ## 5 · Compile
#
# Which number should training make small? For each image, take the probability that the network gave to the
# *right* class, and of that minus the logarithm: 0 if the network was sure and right, large if it was sure
# and wrong. The mean over the images is the **cross-entropy**. It is called *sparse* if the labels are plain
# numbers, as ours are, and not rows of ten with a single 1 in them. Ours expects probabilities, since softmax
# makes them. (Some texts leave out softmax and let the loss do it, with `from_logits=True`. Here that would
# be a mistake.)
#
# The **optimizer** is Adam, which chooses the length of the steps for each weight by itself. And for people
# there is a *metric*: the **accuracy**, the share of images that the network gets right.
#
# **Predict:** an untrained network gives each class about 1/10. What are its accuracy and its loss? (What is
# −ln 0.1?)


# %% [markdown] tags=["prediction"]
# **My prediction:** …


# %% tags=["question-compile"]
def compile_model(model):
    """Tell the model how to learn.

    Args:
        model: A Keras model as ``build_model`` returns it; it is changed.

    Returns:
        The same model, compiled with Adam (any learning rate; the default is good), the sparse categorical
        cross-entropy of probabilities as loss, and the accuracy as metric, by any name.
    """
    # TODO: compile with these three, and return the model.
    raise NotImplementedError("compile: write compile_model")


# %% tags=["otter_ignore"]
grader.check("compile")


# %% tags=["otter_ignore", "raises-exception"]
model = compile_model(model)
print("is compiled:", model.compiled)

# %% [markdown]
# ## 6 · Train and evaluate
#
# Now let it learn, and then ask for loss and accuracy on pictures that it did not learn from.
#
# **Predict:** on what share of the pictures is it right after five epochs? And on which is it better, on
# those that it has learned from or on new ones?
#
# Read: [Training and evaluation with the built-in
# methods](https://www.tensorflow.org/guide/keras/training_with_built_in_methods).


# %% [markdown] tags=["prediction"]
# **My prediction:** …


# %% tags=["question-train"]
def train(model, batches, epochs=5):
    """Train the model.

    Args:
        model: A compiled Keras model, trained or not; it goes on from where it is, with the optimizer and
            the loss that it was compiled with.
        batches: ``tf.data.Dataset`` of batches (images, labels), normalized.
        epochs: How many times to go through all batches, a whole number.

    Returns:
        The Keras ``History`` of this training, with one loss and one accuracy per epoch. Every epoch is made,
        even when the loss no longer falls.
    """
    # TODO: fit the model to the batches. Say shuffle=False: Keras cannot shuffle a dataset, and
    # need not.
    raise NotImplementedError("train: write train")


# %% tags=["otter_ignore"]
grader.check("train")


# %% tags=["question-evaluate"]
def evaluate(model, batches):
    """Measure how good the model is, without changing it.

    Args:
        model: A compiled Keras model with one metric, the accuracy.
        batches: ``tf.data.Dataset`` of batches (images, labels), normalized.

    Returns:
        ``(loss, accuracy)``: two numbers, averaged over all examples and not rounded; the accuracy is at most
        1.
    """
    # TODO: let the model evaluate itself on the batches (verbose=0 keeps it quiet).
    # TODO: return both numbers.
    raise NotImplementedError("evaluate: write evaluate")


# %% tags=["otter_ignore"]
grader.check("evaluate")


# %% tags=["otter_ignore", "raises-exception"]
curves = {"training": [], "validation": []}
print("before: loss {:.2f}, accuracy {:.2f}".format(*evaluate(model, validation_batches)))
for _epoch in range(5):
    history = train(model, train_batches, epochs=1).history
    # The name of a metric is yours to choose; it is what stands beside the loss.
    accuracy = next(values[0] for name, values in history.items() if name != "loss")
    curves["training"].append((history["loss"][0], accuracy))
    curves["validation"].append(evaluate(model, validation_batches))

# %% tags=["otter_ignore", "raises-exception"]
plot_curves(curves)
plt.show()

# %% [markdown]
# An untrained network is right about one time in ten, at a loss of about 2.3. Then it learns quickly. When
# the loss on the training set goes on falling while that on the validation set does not, the network begins
# to learn pictures by heart: it *overfits*.
#
# Now, once and at the very end, unlock the test set.

# %% tags=["otter_ignore", "raises-exception"]
loss, accuracy = evaluate(model, test_batches)
print(f"test set: loss {loss:.3f}, {accuracy:.1%} of the images right")

# %% [markdown]
# ## 7 · Predict
#
# What does the network say about single images? To each it answers with ten probabilities. The largest wins.
#
# **Predict:** a batch of 7 images goes in. What shape do the probabilities have, and along which axis must
# you look for the largest?
#
# Read: [Basic classification: Classify images of
# clothing](https://www.tensorflow.org/tutorials/keras/classification).


# %% [markdown] tags=["prediction"]
# **My prediction:** …


# %% tags=["question-predict"]
def predict_labels(model, images):
    """Classify the images of a batch.

    Args:
        model: A Keras model as ``build_model`` returns it, trained or not; it is only read.
        images: float32 tensor of shape ``(n, 28, 28, 1)``, normalized.

    Returns:
        Whole numbers, n of them, in an array or a list: for each image the label with the largest
        probability.
    """
    # TODO: ask the model for the probabilities, and pick the index of the largest one of each.
    raise NotImplementedError("predict: write predict_labels")


# %% tags=["otter_ignore"]
grader.check("predict")


# %% tags=["question-describe"]
def describe_prediction(probabilities, class_names):
    """Put the answer for one image into words.

    Args:
        probabilities: The model's ten probabilities for the image, a NumPy array, float32 of shape ``(10,)``;
            it is only read.
        class_names: The list of the ten names, in the order of the labels.

    Returns:
        ``(name, confidence)``: the name of the most probable class, a string, and its probability, a number
        between 0 and 1.
    """
    # TODO: find the index of the largest probability; return the name and the probability there.
    raise NotImplementedError("describe: write describe_prediction")


# %% tags=["otter_ignore"]
grader.check("describe")


# %% tags=["otter_ignore", "raises-exception"]
images, labels = next(iter(test_batches))
answers = np.array(predict_labels(model, images))
print("predicted:", answers[:15])
print("right:    ", np.array(labels[:15]))

probabilities = np.array(model(images))
words = [describe_prediction(row, class_names) for row in probabilities[:15]]
plot_answers(images, probabilities, labels, answers, words)
plt.show()

# %% [markdown]
# And a single one. A model takes nothing but batches, so a single image becomes a batch of one, of shape
# `(1, 28, 28, 1)`.

# %% tags=["otter_ignore", "raises-exception"]
single = images[:1]
row = np.array(model(single))[0]
plot_answer(single[0], row, labels[0], describe_prediction(row, class_names))
plt.show()

# %% [markdown]
# It must spread its probability over the ten names whatever comes, for it has no way to say "none of these".
#
# **Predict:** what does the network say to an image of pure noise? To an empty one?

# %% [markdown] tags=["prediction"]
# **My prediction:** …

# %% tags=["otter_ignore", "raises-exception"]
for what, image in (
    ("noise", np.random.default_rng(0).random((1, 28, 28, 1))),
    ("nothing", np.zeros((1, 28, 28, 1))),
):
    name, confidence = describe_prediction(np.array(model(tf.constant(image, tf.float32)))[0], class_names)
    print(f"{what}: {name}, {confidence:.0%}")

# %% [markdown]
# ## Hand in
#
# The next cell checks every question once more. Save the notebook before you run the last cell: it packs what
# is on disk, once a question is answered. From a terminal, `autograder submit` does the same.

# %% tags=["otter_ignore"]
grader.check_all()

# %% tags=["otter_ignore"]
grader.export()
