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
# # Three irises and a training loop of your own
#
# In the 1930s the botanist Edgar Anderson went out to measure irises of three species: *setosa*, *versicolor*
# and *virginica*. Of each flower he wrote down four lengths and its species. In 1936 Ronald Fisher published
# 150 of these rows, and ever since they have been among the first things that a new classifier gets to see.
#
# So far `model.fit` has done the training for you. Today you take it apart. You read the data, build the
# network and write the loop yourself, step by step: forward pass, loss, gradients, update. The loop of the
# largest models in the world has the same four steps.
#
# | part | what it does |
# |---|---|
# | **load** | reads a file and cuts it into batches |
# | **model** | turns four lengths into three numbers, one per species |
# | **loss**, **grad** | how wrong, and which way is down |
# | **train** | walks down, epoch after epoch, and keeps a diary |
# | **evaluate**, **predict** | what has it learned, and what does it say about new flowers? |
#
# **How to work.** Each part is one question. Read its text, replace the line that raises
# `NotImplementedError`, then run the cells below it. *Predict* means: before you run on, double-click
# *My prediction* and write down your guess. Nobody grades it, and a wrong guess teaches more than a right
# one.

# %% tags=["otter_ignore"]
# Sets up the checks. Run this cell first, and again whenever the kernel has been restarted.
# Stuck? grader.hint("NAME") shows a hint to a question, one step at a time; grader.hint() lists them.
from autograder import otter

grader = otter.Notebook("05_iris.ipynb")

# %%
from pathlib import Path

import numpy as np
import tensorflow as tf

# %% [markdown]
# The data lies in the folder `data` beside this page: 120 flowers to learn from, and 30 to test with. The
# next two cells say where, make sure that both files are there and whole, and prepare the plots. Run them;
# there is nothing to do in them.

# %%
SPECIES = ("setosa", "versicolor", "virginica")
DATA = (Path(__file__).parent if "__file__" in globals() else Path()) / "data"

# %% cellView="form" jupyter={"source_hidden": true} tags=["otter_ignore", "raises-exception"]
# @title Looks for the data, and draws the plots
import matplotlib.pyplot as plt

HEADER = "sepal_length,sepal_width,petal_length,petal_width,species"


def data_file(name, rows):
    """Return the path of a data file after a look whether it is there and whole."""
    path = DATA / name
    again = "get the exercise's folder `data` anew"
    if not path.is_file():
        raise FileNotFoundError(f"{path}: this data file is missing: {again}")
    header, *lines = path.read_text(encoding="utf-8").splitlines() or [""]
    if header != HEADER:
        raise ValueError(f"{path}:1: expected the columns {HEADER}, found {header[:80]!r}: {again}")
    if len(lines) != rows:
        raise ValueError(f"{path}: expected {rows} flowers, found {len(lines)}: {again}")
    for number, line in enumerate(lines, 2):
        if line.count(",") != HEADER.count(","):
            raise ValueError(f"{path}:{number}: expected five values, found {line[:80]!r}: {again}")
    return path


TRAINING = str(data_file("iris_training.csv", 120))
TEST = str(data_file("iris_test.csv", 30))

# Colours that colour-blind readers can tell apart (Okabe and Ito); marks and dashes do so again.
BLUE, RED, GREEN = "#0072B2", "#D55E00", "#009E73"
LOOKS = ((BLUE, "o"), (RED, "s"), (GREEN, "^"))


def plot_flowers(axes, features, labels, title=""):
    """Draw petal length against sepal length, each species with its own colour and mark."""
    for number, (name, (colour, mark)) in enumerate(zip(SPECIES, LOOKS, strict=True)):
        rows = np.equal(labels, number)
        axes.scatter(
            features[rows, 0],
            features[rows, 2],
            s=28,
            facecolors="none",
            edgecolors=colour,
            marker=mark,
            label=name,
        )
    axes.set(title=title, xlabel="sepal length (cm)", ylabel="petal length (cm)")
    axes.grid(alpha=0.3)
    axes.legend()


def plot_history(history):
    """Draw loss and accuracy by epoch, one above the other."""
    figure, (above, below) = plt.subplots(2, 1, figsize=(7, 6), sharex=True, layout="constrained")
    above.plot(history["loss"], color=BLUE)
    above.set(title="Training", ylabel="loss (no unit)")
    below.plot(history["accuracy"], color=RED, linestyle="--")
    below.set(xlabel="epoch (from 0)", ylabel="accuracy (share)", ylim=(0, 1.05))
    for axes in (above, below):
        axes.grid(alpha=0.3)
    return figure


def plot_confusion(axes, table):
    """Draw how many flowers of each species were called by each name."""
    axes.imshow(table, cmap="Blues", vmin=0)
    for row in range(3):
        for column in range(3):
            shade = "white" if table[row, column] > table.max() / 2 else "black"
            axes.text(column, row, table[row, column], ha="center", va="center", color=shade)
    axes.set(title="Which species is called what? (30 test flowers)", xlabel="answer", ylabel="truth")
    axes.set_xticks(range(3), SPECIES)
    axes.set_yticks(range(3), SPECIES)


# %% [markdown]
# ## 1 · From a file to batches
#
# Look into `data/iris_training.csv` with any editor. The first line names the columns:
#
# > sepal_length,sepal_width,petal_length,petal_width,species
#
# Each further line is a flower: four lengths in centimetres, and the species as a number, 0, 1 or 2 for
# setosa, versicolor and virginica, as in `SPECIES`. The rows are in random order already.
#
# A training loop wants pairs (*features*, *labels*), a batch at a time. A `tf.data.Dataset` gives exactly
# that, and it can be gone through again and again, once per epoch.
#
# **Predict:** 120 flowers in batches of 32: how many batches are there, and how large is the last one?
#
# Read: [tf.data: Build TensorFlow input pipelines](https://www.tensorflow.org/guide/data).


# %% [markdown] tags=["prediction"]
# **My prediction:** …


# %% tags=["question-load"]
def load_csv(path, batch_size=32):
    """Read flowers from a CSV file whose first line is a header.

    Args:
        path: Name of the file, a ``str``.
        batch_size: Rows per batch, an int of at least 1; the last batch may be shorter.

    Returns:
        A ``tf.data.Dataset`` of batches ``(features, labels)``: float32 of shape ``(batch, 4)`` in the order
        of the file's columns, and int32 or int64 of shape ``(batch,)``. One pass gives every row once, in any
        order, which may change from pass to pass.
    """
    # TODO: read the numbers below the header, for instance with np.loadtxt.
    # TODO: split them into features (four columns, float32) and labels (the last column, whole
    # numbers).
    # TODO: make a dataset of the pairs, cut into batches.
    raise NotImplementedError("load: write load_csv")


# %% tags=["otter_ignore"]
grader.check("load")


# %% tags=["otter_ignore", "raises-exception"]
train_data = load_csv(TRAINING)
print("rows in the batches:", [len(labels) for _features, labels in train_data])
features, labels = next(iter(train_data))
print("first flower:", features[0].numpy(), "cm,", SPECIES[int(labels[0])])

figure, axes = plt.subplots(figsize=(6, 4), layout="constrained")
plot_flowers(axes, features.numpy(), labels.numpy(), title="The 32 flowers of the first batch")
plt.show()

# %% [markdown]
# **Predict:** which species will be easy to tell, and which two will be mixed up?

# %% [markdown] tags=["prediction"]
# **My prediction:** …

# %% [markdown]
# ## 2 · The network
#
# Four lengths go in. Two hidden layers of ten units with ReLU follow, and then three numbers, one per
# species: the larger the number, the more the network favours that species. Such raw numbers are called
# *logits*. There is no softmax at the end: the loss takes care of that, with fewer rounding errors.
#
# **Predict:** how many weights and biases are there in all?
#
# Read: [The Sequential model](https://www.tensorflow.org/guide/keras/sequential_model).


# %% [markdown] tags=["prediction"]
# **My prediction:** …


# %% tags=["question-model"]
def build_model():
    """Build the network, untrained.

    Returns:
        A Keras model with input shape ``(4,)`` and three dense layers: 10 units with ReLU, 10 units with
        ReLU, 3 units without an activation (logits). It is built: its 193 numbers are there at once. Each
        call gives a new model, whose starting weights are drawn at random (a fixed seed does no harm).
    """
    # TODO: stack an Input and the three Dense layers, and return the model.
    raise NotImplementedError("model: write build_model")


# %% tags=["otter_ignore"]
grader.check("model")


# %% tags=["otter_ignore", "raises-exception"]
model = build_model()
print("parameters:", model.count_params())
print("logits of three flowers, untrained:\n", model(features[:3]).numpy().round(2))
print("the same as probabilities:\n", tf.nn.softmax(model(features[:3])).numpy().round(2))

# %% [markdown]
# ## 3 · The loss
#
# Softmax makes probabilities of a flower's logits. The *cross-entropy* is −ln of the probability that the
# right species got: 0 if the network was sure and right, 0.69 if it gave that species one half, large if it
# was sure and wrong. *Sparse* means that the label is a number and not a row such as (0, 1, 0). Average it
# over the flowers. Compute it with operations of TensorFlow or Keras alone, for the next part asks for its
# slope.
#
# Some layers work differently during training, so a model takes an argument `training`. Ours has no such
# layer. Pass the argument on all the same: another model may need it.
#
# **Predict:** a network that gives each species a third: what is its loss?
#
# Read: [Writing a training loop from scratch in
# TensorFlow](https://www.tensorflow.org/guide/keras/writing_a_training_loop_from_scratch).


# %% [markdown] tags=["prediction"]
# **My prediction:** …


# %% tags=["question-loss"]
def loss(model, features, labels, training):
    """Measure how wrong the model is: the mean sparse categorical cross-entropy, from logits.

    Args:
        model: A Keras model that gives logits of shape ``(batch, 3)``.
        features: float32 tensor of shape ``(batch, 4)``.
        labels: int32 or int64 tensor of shape ``(batch,)``, of 0, 1 and 2.
        training: Whether the model is being trained, a bool; passed on to the model.

    Returns:
        The mean over the flowers: a tensor of shape ``()``, from which gradients flow back to the model's
        weights.
    """
    # TODO: ask the model for its logits, passing `training` on by its name.
    # TODO: return the mean cross-entropy; tell the loss that it gets logits.
    raise NotImplementedError("loss: write loss")


# %% tags=["otter_ignore"]
grader.check("loss")


# %% tags=["otter_ignore", "raises-exception"]
print(f"loss of the untrained model:  {float(loss(model, features, labels, training=False)):.2f}")
print(f"loss of a third for each: ln 3 = {np.log(3):.2f}")

# %% [markdown]
# ## 4 · Which way is down?
#
# `tf.GradientTape` records what is computed from the model's variables inside its `with` block, and goes
# through the record backwards. It sees nothing but TensorFlow's own operations. Whatever leaves TensorFlow
# (`.numpy()`, `model.predict`) or has no slope (argmax) cuts the way, and the gradient is `None`.
#
# **Predict:** how many gradients come back, and what is the shape of the first one?
#
# Read: [Introduction to gradients and automatic differentiation](https://www.tensorflow.org/guide/autodiff).


# %% [markdown] tags=["prediction"]
# **My prediction:** …


# %% tags=["question-grad"]
def grad(model, features, labels):
    """Compute the loss of a batch and its gradients; the model stays as it is.

    Args:
        model: A Keras model that gives logits of shape ``(batch, 3)``.
        features: float32 tensor of shape ``(batch, 4)``.
        labels: int32 or int64 tensor of shape ``(batch,)``.

    Returns:
        ``(loss, gradients)``: one number, computed with ``training=True``, and a list (or tuple) with one
        gradient for each of ``model.trainable_variables``, in that order.
    """
    # TODO: compute the loss inside a tf.GradientTape.
    # TODO: ask the tape for the gradients with respect to the model's trainable variables.
    # TODO: return both.
    raise NotImplementedError("grad: write grad")


# %% tags=["otter_ignore"]
grader.check("grad")


# %% tags=["otter_ignore", "raises-exception"]
before, slopes = grad(model, features, labels)
print("gradients:", [tuple(slope.shape) for slope in slopes])
for variable, slope in zip(model.trainable_variables, slopes, strict=True):
    variable.assign_sub(0.01 * slope)
print(f"loss before one step: {float(before):.3f}")
print(f"loss after one step:  {float(loss(model, features, labels, training=True)):.3f}")

# %% [markdown]
# ## 5 · The loop
#
# The cell above makes one step downhill by hand: each variable minus 0.01 times its gradient. This is plain
# gradient descent. There are cleverer ways, and Keras has them ready as *optimizers*: such an object takes
# pairs of a gradient and its variable (`apply_gradients`) and makes the step in its own way. Your loop need
# not know which optimizer it is: it uses the one that it is given.
#
# Now put it together. For each epoch, and in it for each batch: compute loss and gradients, and hand the
# gradients to the optimizer.
#
# And keep a diary: one mean loss and one accuracy per epoch, over *all* of its batches. Whether you take the
# mean while the epoch runs or measure at its end, and whether you average over batches or over flowers, is up
# to you. Keras has metrics that do the averaging: `tf.keras.metrics.Mean` and
# `tf.keras.metrics.SparseCategoricalAccuracy`. Begin each epoch with fresh ones. The labels come *first* in
# `update_state(labels, logits)`. The other way round raises no error and gives a wrong number that looks
# right.
#
# **Predict:** how many updates do 201 epochs of 120 flowers in batches of 32 make? Which accuracy do you
# expect at the end?


# %% [markdown] tags=["prediction"]
# **My prediction:** …


# %% tags=["question-train"]
def train(model, dataset, optimizer, epochs=201):
    """Train the model and keep a diary.

    Args:
        model: A Keras model; it is trained when the function returns.
        dataset: Batches ``(features, labels)``, as ``load_csv`` gives them; one pass is an epoch.
        optimizer: A Keras optimizer; it makes every update, one per batch.
        epochs: How many passes to make, an int of at least 1; all of them are made.

    Returns:
        ``{"loss": […], "accuracy": […]}``: for each epoch of this call one mean loss and one accuracy (a
        share between 0 and 1), two lists of numbers.
    """
    # TODO: for each epoch and each batch, compute the gradients and let the optimizer apply them.
    # TODO: for each epoch, average loss and accuracy over all its batches.
    # TODO: append both to the lists, and return these at the end.
    raise NotImplementedError("train: write train")


# %% tags=["otter_ignore"]
grader.check("train")


# %% [markdown]
# The next cell takes about ten seconds. Then the curves tell the story.

# %% tags=["otter_ignore", "raises-exception"]
tf.keras.utils.set_random_seed(7)
model = build_model()
history = train(model, train_data, tf.keras.optimizers.SGD(learning_rate=0.01))
for epoch in range(0, 201, 50):
    print(f"epoch {epoch:3d}: loss {history['loss'][epoch]:.3f}, accuracy {history['accuracy'][epoch]:.3f}")

plot_history(history)
plt.show()

# %% [markdown]
# The accuracy moves in leaps while the loss falls smoothly. A flower counts as right or as wrong, with
# nothing in between, but the network can become *less* wrong about it long before its answer changes. That
# is why one trains by the loss and reads the accuracy.
#
# ## 6 · The test
#
# The network has not seen the 30 test flowers. The accuracy on them is the share of right answers: the number
# of right answers, divided by the number of flowers. (The mean of the batches' accuracies is something else
# when the last batch is short.)
#
# **Predict:** how many of the 30 will be wrong?


# %% [markdown] tags=["prediction"]
# **My prediction:** …


# %% tags=["question-evaluate"]
def evaluate(model, dataset):
    """Measure the share of right answers; the model stays as it is.

    Args:
        model: A Keras model that gives logits of shape ``(batch, 3)``.
        dataset: Batches ``(features, labels)``, as ``load_csv`` gives them; the last may be short, and the
            order of the flowers may change from pass to pass.

    Returns:
        The number of right answers divided by the number of flowers, a number between 0 and 1. The answer to
        a flower is the species with the largest logit.
    """
    # TODO: go through the batches and count right answers and flowers, or let a metric of Keras do
    # it.
    raise NotImplementedError("evaluate: write evaluate")


# %% tags=["otter_ignore"]
grader.check("evaluate")


# %% tags=["otter_ignore", "raises-exception"]
test_data = load_csv(TEST)
print(f"accuracy on the training data: {evaluate(model, train_data):.3f}")
print(f"accuracy on the test data:     {evaluate(model, test_data):.3f}")

# %% [markdown]
# One flower more or less changes the second number by 0.033. With so few flowers, a difference of two says
# little about which network is the better one.
#
# ## 7 · New flowers
#
# The species of the three flowers below is not known. Their lengths are all that there is.
#
# **Predict:** look at the plot of the first batch, and at the numbers in the cell below the question. Name
# the three yourself before the network does.
#
# Read: [Custom training:
# walkthrough](https://www.tensorflow.org/tutorials/customization/custom_training_walkthrough).


# %% [markdown] tags=["prediction"]
# **My prediction:** …


# %% tags=["question-predict"]
def predict_species(model, features):
    """Name the species of flowers.

    Args:
        model: A Keras model that gives logits of shape ``(n, 3)``.
        features: float32 tensor of shape ``(n, 4)``: one row per flower, in centimetres, without labels.

    Returns:
        A list of n ``str``: for each flower the entry of ``SPECIES`` with the largest logit.
    """
    # TODO: find the place of the largest logit in each row, and look up its name.
    raise NotImplementedError("predict: write predict_species")


# %% tags=["otter_ignore"]
grader.check("predict")


# %% tags=["otter_ignore", "raises-exception"]
strangers = tf.constant([[5.1, 3.3, 1.7, 0.5], [5.9, 3.0, 4.2, 1.5], [6.9, 3.1, 5.4, 2.1]])
probabilities = tf.nn.softmax(model(strangers, training=False)).numpy()
for name, row in zip(predict_species(model, strangers), probabilities, strict=True):
    print(f"{name:<10} with probability {row.max():.2f}")

# %% [markdown]
# Last, the whole test at a glance: each row is a true species, each column an answer. Whatever is off the
# diagonal is a mistake.

# %% tags=["otter_ignore", "raises-exception"]
table = np.zeros((3, 3), dtype=int)
for features, labels in test_data:
    for truth, answer in zip(labels.numpy(), predict_species(model, features), strict=True):
        table[truth, SPECIES.index(answer)] += 1

figure, axes = plt.subplots(figsize=(5, 4.5), layout="constrained")
plot_confusion(axes, table)
plt.show()

# %% [markdown]
# *Setosa* is never taken for another species. Was that your prediction? Train again from other starting
# weights (with another number in `set_random_seed`), and see which of the mistakes stay.

# %% [markdown]
# ## Hand in
#
# The next cell checks every question once more. Save the notebook before you run the last cell: it packs what
# is on disk, once a question is answered. From a terminal, `autograder submit` does the same.

# %% tags=["otter_ignore"]
grader.check_all()

# %% tags=["otter_ignore"]
grader.export()
