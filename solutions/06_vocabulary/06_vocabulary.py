# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # The words and the arithmetic
#
# You have built a thermometer, found lost lines, sorted garments and told irises apart. Each time the same
# two dozen words came up, and each time something was counted: steps, updates, parameters. This page trains
# nothing. It makes sure that the words mean to you what they mean to everyone else, and that you can work out
# on paper what a progress bar shows.
#
# | part | what you write |
# |---|---|
# | **terms**, **learning** | which word belongs to which sentence, which task is of which kind |
# | **steps**, **updates**, **seen**, **parameters** | four counts, whole numbers all of them |
# | **relu**, **softmax** | the two commonest activations, in NumPy |
# | **overfit** | the epoch at which one should have stopped |
#
# **How to work.** Each part is one question. Read its text, replace the line that raises
# `NotImplementedError`, then run the cells below it. *Predict* means: before you run on, double-click
# *My prediction* and write down your guess. Nobody grades it, and a wrong guess teaches more than a right
# one.

# %%
import numpy as np

# %% [markdown]
# ## 1 · Which word is it?
#
# Here are twenty-six sentences for twenty-four terms. Each term belongs to exactly one sentence; two
# sentences describe something that is *not* on the list.
#
# | | |
# |---|---|
# | **A** | One pass through all the training data. |
# | **B** | Turns a row of any numbers into probabilities: each between 0 and 1, together 1. |
# | **C** | What should come out for one case: the right answer, known while the model learns. |
# | **D** | The numbers inside the model that learning changes. |
# | **E** | Cases kept aside to choose between versions of a model: how many units, when to stop. |
# | **F** | The part of a program that turns gradients into changes of the numbers, such as SGD or Adam. |
# | **G** | Connects every one of its units to every number that comes in. |
# | **H** | One number that says how wrong the answers are, by whatever formula; learning makes it small. |
# | **I** | What goes in for one case: something known about it, such as a pixel or a temperature. |
# | **J** | The kind of task whose answer is one of a few given names. |
# | **K** | The cases that are handled together before the model changes once. |
# | **L** | Lays the rows of an image end to end into one long row; nothing is computed. |
# | **M** | The whole function from what goes in to the prediction. |
# | **N** | Works out, from the output back to the input, how the loss depends on every number inside. |
# | **O** | How far one change goes: the factor in front of the gradient. |
# | **P** | Cases used once, after the last decision: how good is the finished model on what is new to it? |
# | **Q** | Lets positive numbers pass and makes every negative one zero. |
# | **R** | One case to learn from: what goes in together with what should come out. |
# | **S** | The share of the cases for which the answer is right. |
# | **T** | The idea of walking downhill: a small step to where the loss is lower, again and again. |
# | **U** | The kind of task whose answer is a number on a scale. |
# | **V** | One stage inside: takes numbers in, hands numbers on to the next stage. |
# | **W** | Subtract, square, average over the cases: one particular formula. |
# | **X** | Computes the prediction: from what goes in, stage after stage, to what comes out. |
# | **Y** | Doing well on the cases that were learned from, and worse on new ones. |
# | **Z** | The cases from which the numbers inside are learned. |
#
# **Predict:** which pairs of terms will most people mix up? (The checks know, and say why.)
#
# Read: [Machine Learning Glossary](https://developers.google.com/machine-learning/glossary).

# %%
TERMS = (
    "feature",
    "label",
    "example",
    "layer",
    "model",
    "dense",
    "weights and biases",
    "loss",
    "mean squared error",
    "gradient descent",
    "optimizer",
    "learning rate",
    "batch",
    "epoch",
    "forward pass",
    "backpropagation",
    "flattening",
    "ReLU",
    "softmax",
    "classification",
    "regression",
    "training set",
    "validation set",
    "test set",
)


# %% tags=["question-terms"]
def match_terms():
    """Say which sentence of the table belongs to which term.

    Returns:
        A dict with the 24 entries of ``TERMS`` as keys, spelt as there. Each value is the letter of its
        sentence, a capital letter from ``"A"`` to ``"Z"``; no letter stands twice.
    """
    # TODO: write a dict of term to letter, such as {"feature": "…"}, with all 24 terms.
    # BEGIN SOLUTION
    return {
        "feature": "I",
        "label": "C",
        "example": "R",
        "layer": "V",
        "model": "M",
        "dense": "G",
        "weights and biases": "D",
        "loss": "H",
        "mean squared error": "W",
        "gradient descent": "T",
        "optimizer": "F",
        "learning rate": "O",
        "batch": "K",
        "epoch": "A",
        "forward pass": "X",
        "backpropagation": "N",
        "flattening": "L",
        "ReLU": "Q",
        "softmax": "B",
        "classification": "J",
        "regression": "U",
        "training set": "Z",
        "validation set": "E",
        "test set": "P",
    }
    # END SOLUTION


# %% tags=["otter_ignore"]
answers = match_terms()
for term in TERMS:
    print(f"{term:>20}: {answers.get(term)}")
print("letters that no term has:", sorted(set("ABCDEFGHIJKLMNOPQRSTUVWXYZ") - set(answers.values())))

# %% [markdown]
# ## 2 · What kind of learning is it?
#
# Learning is *supervised* if each case comes with its right answer, and *unsupervised* if there are no
# answers and the program must find an order by itself. Supervised learning is a *regression* if the answer
# is a quantity, a number on a scale where half-way between two answers means something. It is a
# *classification* if the answer is one of a few names.
#
# **Predict:** in one task below the answers look like numbers but are names. In which?

# %%
TASKS = {
    "temperature": (
        "degrees Fahrenheit from degrees Celsius, from seven readings of two thermometers side by side"
    ),
    "rent": "the monthly rent of a flat, from its size and street and from 3,000 signed contracts",
    "rain amount": "how many millimetres of rain fall tomorrow, from ten years of weather records",
    "rain or not": "whether it rains at all tomorrow, from the same ten years of weather records",
    "garment": "which of ten garments a photograph shows, from 60,000 photographs with names under them",
    "digit": "which digit, 0 to 9, somebody wrote on a form, from scans that were typed in by hand",
    "customer groups": (
        "groups of customers who buy alike, from receipts; nobody knows the groups or their number"
    ),
    "odd payments": "card payments unlike all others, from a million payments that nobody has looked at",
}
KINDS = ("supervised regression", "supervised classification", "unsupervised")


# %% tags=["question-learning"]
def kind_of_learning():
    """Say what kind of learning each task is.

    Returns:
        A dict with the eight keys of ``TASKS``. Each value is one of the three texts in ``KINDS``.
    """
    # TODO: write a dict of task to kind, with all eight tasks.
    # BEGIN SOLUTION
    return {
        "temperature": "supervised regression",
        "rent": "supervised regression",
        "rain amount": "supervised regression",
        "rain or not": "supervised classification",
        "garment": "supervised classification",
        "digit": "supervised classification",
        "customer groups": "unsupervised",
        "odd payments": "unsupervised",
    }
    # END SOLUTION


# %% tags=["otter_ignore"]
for task, kind in kind_of_learning().items():
    print(f"{kind:<26} {TASKS[task]}")

# %% [markdown]
# ## 3 · Steps in an epoch
#
# The examples are cut into batches, and each batch makes one step. If the last batch is not full, it is still
# a batch, and makes a step.
#
# Four counts follow. Each takes whole numbers and returns one. The class of that number does not matter
# (`1875`, `np.int64(1875)` and `1875.0` are the same number). No number here goes beyond a million.
#
# What cannot be must not give a number that looks reasonable: **raise `ValueError` with a text that says
# why** if a batch size is below 1, or if a number of examples or epochs is negative. The text may be in any
# language and the same for several reasons; it must not be empty. Zero is legal: no examples, or no epochs,
# make 0. But a batch size of 0 is refused even if there are no examples.
#
# **Predict:** Fashion-MNIST has 60,000 training and 10,000 test images. How many steps does the progress bar
# of an epoch count, in batches of 32? And how many on the test images?


# %% tags=["question-steps"]
def steps_per_epoch(num_examples, batch_size):
    """Count the batches that one epoch is cut into.

    Args:
        num_examples: Number of examples, an int of at least 0.
        batch_size: Examples in a full batch, an int of at least 1.

    Returns:
        The number of batches, a whole number; the last one may be short.

    Raises:
        ValueError: ``num_examples`` is negative or ``batch_size`` is below 1; the text says why.
    """
    # TODO: refuse what cannot be: raise ValueError with a text.
    # TODO: return the number of batches, rounded up.
    # BEGIN SOLUTION
    if num_examples < 0:
        raise ValueError(f"the number of examples is {num_examples}, but nobody can have fewer than none")
    if batch_size < 1:
        raise ValueError(f"the batch size is {batch_size}, but a batch holds at least one example")
    return -(-num_examples // batch_size)
    # END SOLUTION


# %% tags=["otter_ignore"]
print("training:", steps_per_epoch(60_000, 32), "steps per epoch")
print("test:    ", steps_per_epoch(10_000, 32), "steps")

# %% [markdown]
# ## 4 · Updates in a whole training
#
# The model changes once per step. A batch never mixes two epochs: when the data ends, so does the batch.
#
# **Predict:** the thermometer was trained on 7 examples in batches of 32, for 500 epochs. How often did its
# two numbers change?


# %% tags=["question-updates"]
def updates_in_training(num_examples, batch_size, epochs):
    """Count how often a training changes the model.

    Args:
        num_examples: Number of examples, an int of at least 0.
        batch_size: Examples in a full batch, an int of at least 1.
        epochs: Passes through the data, an int of at least 0.

    Returns:
        The number of updates, a whole number.

    Raises:
        ValueError: A count is negative or ``batch_size`` is below 1, whatever the other numbers are; the text
            says why.
    """
    # TODO: refuse what cannot be (steps_per_epoch does part of it), then count the updates of all
    # epochs.
    # BEGIN SOLUTION
    if epochs < 0:
        raise ValueError(f"the number of epochs is {epochs}, but nobody can train for fewer than none")
    return steps_per_epoch(num_examples, batch_size) * epochs
    # END SOLUTION


# %% tags=["otter_ignore"]
print("thermometer:", updates_in_training(7, 32, 500), "updates")
print("garments:   ", updates_in_training(60_000, 32, 5), "updates")

# %% [markdown]
# This is why the thermometer's bias stopped at 29 on its way to 32: each update moves it by about one
# learning rate, 0.1, at most, and by less and less as it comes near. Five epochs on the garments make
# nearly nineteen times as many updates as 500 epochs on seven readings.
#
# ## 5 · Examples seen
#
# **Predict:** how many times was an example shown to the thermometer in those 500 epochs?


# %% tags=["question-seen"]
def examples_seen(num_examples, epochs):
    """Count how many times an example is shown to the model, over all epochs.

    Args:
        num_examples: Number of examples, an int of at least 0.
        epochs: Passes through the data, an int of at least 0.

    Returns:
        The number of showings, a whole number; an example that is shown twice counts twice.

    Raises:
        ValueError: One of the two is negative, whatever the other one is; the text says why.
    """
    # TODO: refuse what cannot be, then count the showings.
    # BEGIN SOLUTION
    if num_examples < 0:
        raise ValueError(f"the number of examples is {num_examples}, but nobody can have fewer than none")
    if epochs < 0:
        raise ValueError(f"the number of epochs is {epochs}, but nobody can train for fewer than none")
    return num_examples * epochs
    # END SOLUTION


# %% tags=["otter_ignore"]
print("thermometer:", examples_seen(7, 500), "showings of 7 examples")

# %% [markdown]
# ## 6 · Parameters
#
# A dense layer has one weight for each pair of an input and a unit, and one bias for each unit. The input
# itself is no layer: it has no numbers of its own.
#
# **Predict:** 784 pixels, 128 units, 10 units: how many numbers does training have to find? In which layer
# are nearly all of them?
#
# Read: [The Sequential model](https://www.tensorflow.org/guide/keras/sequential_model) (`model.summary()`
# counts, too).


# %% tags=["question-parameters"]
def count_parameters(layer_sizes):
    """Count the weights and biases of a stack of dense layers.

    Args:
        layer_sizes: A list of ints of at least 1: the number of inputs, then the units of each dense layer,
            of which there is at least one. The list is left unchanged.

    Returns:
        The number of weights and biases together, a whole number.

    Raises:
        ValueError: A size is below 1; the text says why.
    """
    # TODO: refuse what cannot be, then add up weights and biases of each pair of neighbours in the
    # list.
    # BEGIN SOLUTION
    for size in layer_sizes:
        if size < 1:
            raise ValueError(f"a layer of size {size} cannot be: it needs at least one unit")
    places = range(1, len(layer_sizes))
    return sum((layer_sizes[place - 1] + 1) * layer_sizes[place] for place in places)
    # END SOLUTION


# %% tags=["otter_ignore"]
print("garments:        ", count_parameters([784, 128, 10]))
print("deep thermometer:", count_parameters([1, 4, 4, 1]))
print("irises:          ", count_parameters([4, 10, 10, 3]))

# %% [markdown]
# ## 7 · ReLU
#
# Without a bend between them, two dense layers can do no more than one. The bend that most networks use
# could hardly be simpler: positive numbers pass, and negative ones become zero. Its name is *rectified
# linear unit*.
#
# **Predict:** what becomes of −2, −0.5, 0, 0.5 and 2?


# %% tags=["question-relu"]
def relu(x):
    """Make every negative number zero and leave the others as they are.

    Args:
        x: A number, a list (of lists) of numbers or a NumPy array of any shape, whole numbers or floats, all
            of them finite. It is left unchanged.

    Returns:
        Floats in the shape of x: an array or a tensor of any float dtype that is right to 1e-4; for a single
        number a number will do. A zero may be ``-0.0``.
    """
    # TODO: return x with every negative element replaced by zero, as floats.
    # BEGIN SOLUTION
    return np.maximum(x, 0.0)
    # END SOLUTION


# %% tags=["otter_ignore"]
print(relu([-2, -0.5, 0, 0.5, 2]))

# %% [markdown]
# ## 8 · Softmax
#
# The last layer of a classifier gives one number per class, of any size: the *logits*. Softmax makes
# probabilities of each row *z*:
#
# > *p*ᵢ = exp(*z*ᵢ) / (exp(*z*₁) + … + exp(*z*ₖ))
#
# Only differences count: to add the same number to a whole row changes nothing, since it cancels. That is
# useful, because exp(1000) is too large for any float, while exp of zero or less never is.
#
# **Predict:** what are the probabilities for the row (1000, 1000)? For (0, ln 3)? And what would the formula
# give for the first row if you computed it as it stands?


# %% tags=["question-softmax"]
def softmax(logits):
    """Turn each row of numbers into probabilities.

    Args:
        logits: Array of shape ``(n, k)``, or a list of n lists of k numbers: one row per example, one column
            per class, whole numbers or floats. They may be as large as ±1,000. It is left unchanged.

    Returns:
        Floats of shape ``(n, k)``, an array or a tensor: each row positive and with sum 1, right to 1e-3
        relative. ``float32`` will do: what is below 1e-30 may be zero.
    """
    # TODO: subtract from each row its own largest number, so that exp stays finite.
    # TODO: take exp, and divide each row by its own sum.
    # BEGIN SOLUTION
    logits = np.asarray(logits, dtype=float)
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)
    # END SOLUTION


# %% tags=["otter_ignore"]
np.set_printoptions(precision=4, suppress=True)
print(softmax([[1000.0, 1000.0], [0.0, np.log(3.0)]]))

# %% [markdown]
# A picture of both functions. ReLU, on the left, bends once. On the right three classes compete in softmax:
# the logits of two of them stay at 0 and 1, and that of the third grows from left to right.

# %% cellView="form" jupyter={"source_hidden": true} tags=["otter_ignore"]
# @title Draws both functions
import matplotlib.pyplot as plt

# Colours that colour-blind readers can tell apart (Okabe and Ito); dashes and marks do so again.
BLUE, RED, GREEN = "#0072B2", "#D55E00", "#009E73"

z = np.linspace(-4, 6, 81)
rows = np.stack([z, np.zeros_like(z), np.ones_like(z)], axis=1)
figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4), layout="constrained")
left.plot(z, relu(z), color=BLUE)
left.set(title="ReLU", xlabel="x (no unit)", ylabel="relu(x) (no unit)")
styles = ((BLUE, "-", "the one that moves"), (RED, "--", "logit 0"), (GREEN, ":", "logit 1"))
for column, (colour, line, name) in zip(softmax(rows).T, styles, strict=True):
    right.plot(z, column, color=colour, linestyle=line, linewidth=2, label=name)
right.set(title="Softmax of three logits", xlabel="logit of the first class (no unit)", ylabel="probability")
right.legend()
for axes in (left, right):
    axes.grid(alpha=0.3)
plt.show()

# %% [markdown]
# ## 9 · When to stop
#
# The training loss nearly always falls. The loss on the *validation* set falls, too, but later it often rises
# again: the model begins to remember its examples instead of the rule behind them. That is *overfitting*. The
# best epoch is the one with the lowest validation loss.
#
# A Keras history counts epochs from 0, as lists do. `fit` returns a `History`; the dict of lists is in its
# attribute `history`.
#
# **Predict:** look at the two lists in the cell below the question. Which epoch is best?
#
# Read: [Overfit and underfit](https://www.tensorflow.org/tutorials/keras/overfit_and_underfit).


# %% tags=["question-overfit"]
def best_epoch(history):
    """Find the epoch with the lowest validation loss.

    Args:
        history: A Keras ``History`` as ``model.fit`` returns it, or the dict in its attribute ``history``;
            the dict holds one list for each measure, one number per epoch, and among them ``"val_loss"``
            with at least one entry; the numbers are finite. It is left unchanged.

    Returns:
        The index of that epoch, a whole number, counted from 0; the first one if several are equally low.
        A loss that is lower by very little is lower all the same.
    """
    # TODO: get at the list "val_loss" in both cases, and return the index of its smallest entry.
    # BEGIN SOLUTION
    measures = getattr(history, "history", history)
    return int(np.argmin(measures["val_loss"]))
    # END SOLUTION


# %% tags=["otter_ignore"]
history = {
    "loss": [0.92, 0.61, 0.47, 0.38, 0.31, 0.26, 0.22, 0.19, 0.16, 0.14],
    "val_loss": [0.88, 0.65, 0.54, 0.49, 0.46, 0.45, 0.46, 0.48, 0.51, 0.55],
}
best = best_epoch(history)
print("best epoch:", best)

figure, axes = plt.subplots(figsize=(6, 4), layout="constrained")
axes.plot(history["loss"], color=BLUE, marker="o", label="training set")
axes.plot(history["val_loss"], color=RED, linestyle="--", marker="s", label="validation set")
axes.axvline(best, color=GREEN, linestyle=":", label="best epoch")
axes.set(
    title="After the best epoch the model only remembers", xlabel="epoch (from 0)", ylabel="loss (no unit)"
)
axes.grid(alpha=0.3)
axes.legend()
plt.show()

# %% [markdown]
# The curve of the training set would have told you to go on for ever. Remember that when you are shown only
# one curve.
