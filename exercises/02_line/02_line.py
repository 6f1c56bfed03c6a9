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
# # A line from scratch
#
# Somebody drew a straight line, *y* = 3*x* + 2, and threw the 3 and the 2 away. All that is left are points
# on it. By the end of this page a program of yours will have found both numbers again, just as the largest
# networks find theirs: guess, measure, nudge, repeat.
#
# There is no Keras here and no ready-made optimizer. (An answer that uses them and does what is asked is
# right as well; you only learn less from it.) You build the whole machine from five small parts:
#
# | part | what it does |
# |---|---|
# | **data** | the examples to learn from: inputs, and the outputs that belong to them |
# | **model** | a guess: two numbers *w* and *b* that turn any input into a prediction |
# | **loss** | one number that says how wrong the guess is |
# | **train step** | nudges *w* and *b* a little way downhill, to where the loss is smaller |
# | **fit** | repeats the step and keeps a record |
#
# **How to work.** Each part is one question. Read its text, replace the line that raises
# `NotImplementedError`, then run the cells below it. *Predict* means: before you run on, double-click
# *My prediction* and write down your guess. Nobody grades it, and a wrong guess teaches more than a right
# one.

# %% tags=["otter_ignore"]
# Sets up the checks. Run this cell first, and again whenever the kernel has been restarted.
# Stuck? grader.hint("NAME") shows a hint to a question, one step at a time; grader.hint() lists them.
from autograder import otter

grader = otter.Notebook("02_line.ipynb")

# %%
import numpy as np
import tensorflow as tf

print("TensorFlow", tf.__version__)

# %% [markdown]
# The next cell draws the pictures. Run it; there is nothing to do in it.

# %% cellView="form" jupyter={"source_hidden": true} tags=["otter_ignore", "raises-exception"]
# @title Draws the pictures
import matplotlib.pyplot as plt

# Colours that colour-blind readers can tell apart (Okabe and Ito); shapes and dashes do so again.
BLUE, RED = "#0072B2", "#D55E00"


def plot_points(axes, inputs, outputs, predictions=None, title=""):
    """Draw the data in blue and, if there are any, the predictions in red."""
    axes.scatter(inputs, outputs, s=28, facecolors="none", edgecolors=BLUE, marker="o", label="data")
    if predictions is not None:
        axes.scatter(inputs, predictions, s=14, color=RED, marker="x", linewidths=0.9, label="predictions")
    axes.set(title=title, xlabel="input x (no unit)", ylabel="output y (no unit)")
    axes.grid(alpha=0.3)
    axes.legend()


def plot_parameters(axes, history, title=""):
    """Draw w and b by epoch, and the true values as dashed lines."""
    epochs = range(len(history["w"]))
    axes.plot(epochs, history["w"], color=BLUE, marker="o", markersize=4, label="w, learned")
    axes.axhline(TRUE_W, color=BLUE, linestyle="--", label="w, true")
    axes.plot(epochs, history["b"], color=RED, marker="s", markersize=4, label="b, learned")
    axes.axhline(TRUE_B, color=RED, linestyle="--", label="b, true")
    axes.set(title=title, xlabel="epoch (steps made before)", ylabel="value (no unit)")
    axes.grid(alpha=0.3)
    axes.legend()


def plot_tape(axes):
    """Draw what a tape records of one example, and what it finds when it is played backwards."""
    axes.set(xlim=(-0.2, 12.6), ylim=(-2.1, 2.6))
    axes.axis("off")
    boxes = (
        (1.1, 1.4, "w = 1"),
        (1.1, 0.0, "b = 4"),
        (4.4, 0.7, "w · x + b\n= 1 · 2 + 4 = 6"),
        (8.0, 0.7, "error\n6 - 8 = -2"),
        (11.3, 0.7, "loss\n(-2)² = 4"),
    )
    look = {"boxstyle": "round,pad=0.5", "facecolor": "white", "edgecolor": BLUE}
    for x, y, text in boxes:
        axes.text(x, y, text, ha="center", va="center", fontsize=10, bbox=look, zorder=3)
    forward = (((1.8, 1.35), (3.1, 0.9)), ((1.8, 0.05), (3.1, 0.5)), ((5.8, 0.9), (7.2, 0.9)))
    forward += (((8.9, 0.9), (10.5, 0.9)),)
    backward = (((3.1, 0.25), (1.5, -0.5)), ((7.1, 0.4), (5.8, 0.4)), ((10.5, 0.4), (8.9, 0.4)))
    for arrows, colour, style in ((forward, BLUE, "-"), (backward, RED, "--")):
        for start, end in arrows:
            arrow = {"arrowstyle": "-|>", "color": colour, "linestyle": style}
            axes.annotate("", end, start, arrowprops=arrow)
    axes.text(9.7, 0.05, "2 · (-2)\n= -4", color=RED, ha="center", va="top", fontsize=9)
    axes.text(6.45, 0.05, "-4", color=RED, ha="center", va="top", fontsize=9)
    slopes = "slope along w: -4 · x = -8\nslope along b: -4 · 1 = -4"
    axes.text(1.1, -0.75, slopes, color=RED, ha="center", va="top", fontsize=10)
    axes.text(6.2, 2.2, "forward: TensorFlow computes, the tape records", color=BLUE, ha="center")
    axes.text(8.4, -1.7, "backward: the tape multiplies the slopes", color=RED, ha="center")


def plot_landscape(figure, axes, inputs, outputs, path=None):
    """Draw the loss of each pair (w, b) as a map with contour lines, and a path on it."""
    w, b = np.linspace(0.5, 4.5, 33), np.linspace(0.5, 4.5, 33)
    heights = [[float(loss(one_w * inputs + one_b, outputs)) for one_w in w.tolist()] for one_b in b.tolist()]
    filled = axes.contourf(w, b, heights, levels=15, cmap="cividis")
    axes.contour(w, b, heights, levels=15, colors="white", linewidths=0.4)
    figure.colorbar(filled, ax=axes, label="loss (no unit)")
    axes.plot(TRUE_W, TRUE_B, "w*", markersize=14, markeredgecolor="black", label="the lost line")
    if path:
        axes.plot(path["w"], path["b"], color="white", marker="o", markersize=4, label="epoch by epoch")
    else:
        axes.plot(1, 4, "wo", markersize=9, markeredgecolor="black", label="you stand here")
    axes.set(title="The loss as a landscape", xlabel="w (no unit)", ylabel="b (no unit)")
    axes.legend(facecolor="lightgrey")


def plot_descent(axes, history, name, colour, marker):
    """Draw the loss against one of the two parameters, epoch after epoch."""
    axes.plot(history[name], history["loss"], color=colour, marker=marker, markersize=4)
    axes.annotate("start", (history[name][0], history["loss"][0]), xytext=(8, -3), textcoords="offset points")
    axes.set(title=f"The way down, seen along {name}", xlabel=f"{name} (no unit)", ylabel="loss (no unit)")
    axes.margins(x=0.12)
    axes.grid(alpha=0.3)


# %% [markdown]
# ## 1 · Data
#
# An *example* is an input together with the output that belongs to it. Real examples are measured; here you
# make them from the line itself, so that at the end you can compare what the machine found with the truth.
#
# Inputs come from the *standard normal* distribution: mean 0, standard deviation 1. Small values are likely
# and large ones rare. Here are five of them.

# %%
TRUE_W = 3.0
TRUE_B = 2.0

# %% tags=["otter_ignore", "raises-exception"]
for attempt in ("first", "second"):
    few_inputs = np.random.default_rng().standard_normal(5)
    print(f"{attempt} time: inputs", few_inputs.round(2), "outputs", (few_inputs * 3 + 2).round(2))

# %% [markdown]
# The second time the numbers are different, and so they are whenever you run the cell again: chance decides
# anew. But an experiment that nobody can repeat is worth little. So a generator of random numbers can start
# from a *seed*, a whole number of your choice: the same seed gives the same numbers, every time. Your
# function takes a `seed`; without one, chance decides anew with each call.
#
# **Predict:** between which two values do about 95 of 100 inputs lie? And their outputs?
#
# Read: [Introduction to Tensors](https://www.tensorflow.org/guide/tensor), [Random number
# generation](https://www.tensorflow.org/guide/random_numbers).


# %% [markdown] tags=["prediction"]
# **My prediction:** …


# %% tags=["question-data"]
def make_data(num_examples=1000, seed=None):
    """Make examples that lie exactly on the line y = TRUE_W · x + TRUE_B.

    Args:
        num_examples: How many examples to make, a whole number of at least 1.
        seed: A whole number from 0: the same seed gives the same data, another seed gives other data,
            and 0 is a seed like any other. None: fresh data with each call, before and after calls
            with a seed.

    Returns:
        ``(inputs, outputs)``, tensors or arrays, both float32 of shape ``(num_examples,)``. Each input is
        drawn by itself from the standard normal distribution; the outputs are what the line makes of
        these float32 inputs, without noise (to 1e-6, absolute or relative).
    """
    # TODO: draw `num_examples` standard normal inputs as float32, fresh for each call unless there
    # is a seed.
    # TODO: compute the outputs from the inputs, TRUE_W and TRUE_B, and return both.
    raise NotImplementedError("data: write make_data")


# %% tags=["otter_ignore"]
grader.check("data")


# %% tags=["otter_ignore", "raises-exception"]
inputs, outputs = make_data(seed=6)
print("first three inputs: ", np.array(inputs[:3]))
print("first three outputs:", np.array(outputs[:3]))
print("95 of 100 inputs lie between", np.percentile(inputs, [2.5, 97.5]).round(1))
print("95 of 100 outputs lie between", np.percentile(outputs, [2.5, 97.5]).round(1))

figure, axes = plt.subplots(figsize=(6, 4), layout="constrained")
plot_points(axes, inputs, outputs, title="1,000 examples on the lost line")
plt.show()

# %% [markdown]
# ## 2 · Model
#
# A model is a guess that can be improved. Ours says *y* = *w*·*x* + *b*: a slope *w* (the *weight*) and a
# shift *b* (the *bias*). Everything that training may change is a `tf.Variable`. Unlike a tensor, a
# variable can be given a new value later, and TensorFlow can trace how a result came from it.
#
# It starts with a deliberately bad guess: *w* = 1, *b* = 4.
#
# **Predict:** at which *x* does the untrained model happen to be right?
#
# Read: [Introduction to Variables](https://www.tensorflow.org/guide/variable).


# %% [markdown] tags=["prediction"]
# **My prediction:** …


# %% tags=["question-model"]
class Model:
    """The line y = w · x + b, with two numbers that can be trained.

    Attributes:
        w: The slope, a float32 ``tf.Variable`` of shape ``()``.
        b: The shift, a float32 ``tf.Variable`` of shape ``()``.
    """

    def __init__(self, w=1.0, b=4.0):
        """Start from a guess.

        Args:
            w: First value of the slope, a Python float.
            b: First value of the shift, a Python float.
        """
        # TODO: store w and b as float32 variables of this model: self.w and self.b.
        raise NotImplementedError("model: write Model.__init__")

    def __call__(self, x):
        """Predict.

        Args:
            x: Inputs, a float32 tensor of any shape.

        Returns:
            w · x + b for each input, a float32 tensor in the shape of x.
        """
        # TODO: compute the predictions from the present values of self.w and self.b, with
        # TensorFlow's operations (+ and * of variables and tensors are some), so that gradients can
        # flow to both.
        raise NotImplementedError("model: write Model.__call__")


# %% tags=["otter_ignore"]
grader.check("model")


# %% tags=["otter_ignore", "raises-exception"]
model = Model()
print("the untrained model says", np.array(model(tf.constant([0.0, 1.0, 2.0]))), "for x = 0, 1, 2")

figure, axes = plt.subplots(figsize=(6, 4), layout="constrained")
plot_points(axes, inputs, outputs, model(inputs), title="Before training")
plt.show()

# %% [markdown]
# The two lines cross where 1·*x* + 4 = 3·*x* + 2, at *x* = 1. Being right at one place is easy.
#
# ## 3 · Loss
#
# "Quite wrong" is nothing that a program can improve. The *loss* turns it into one number: take each
# prediction minus its target, square it, and average over all examples. This is the *mean squared error*.
# After squaring, every error counts as positive, and large errors count most. The average does not depend
# on how many examples there are.
#
# **Predict:** what is the loss of the model (1, 4)? (A hint for the brave: its error at *x* is 2 − 2*x*,
# and the squares of standard normal numbers average to 1.) And what would the loss be if every error
# doubled?
#
# Read: [Basic training loops](https://www.tensorflow.org/guide/basic_training_loops).


# %% [markdown] tags=["prediction"]
# **My prediction:** …


# %% tags=["question-loss"]
def loss(predicted_y, target_y):
    """Measure how wrong predictions are: the mean squared error.

    Args:
        predicted_y: Predictions, a float32 tensor of shape ``(n,)``.
        target_y: What they should have been, a float32 tensor of shape ``(n,)``.

    Returns:
        The mean of the squared differences, a tensor of shape ``()`` through which gradients can flow.
    """
    # TODO: square the differences and return their mean; use TensorFlow, so that gradients can flow
    # through.
    raise NotImplementedError("loss: write loss")


# %% tags=["otter_ignore"]
grader.check("loss")


# %% tags=["otter_ignore", "raises-exception"]
errors = model(inputs) - outputs
print(f"loss of the untrained model: {float(loss(model(inputs), outputs)):.2f}")
print(f"loss if every error doubled: {float(loss(2 * errors, tf.zeros_like(errors))):.2f}")

# %% [markdown]
# ## 4 · One step downhill
#
# Think of the loss as the height of a landscape, and of (*w*, *b*) as the place where you stand. The next
# cell draws its map.

# %% tags=["otter_ignore", "raises-exception"]
figure, axes = plt.subplots(figsize=(6, 4.5), layout="constrained")
plot_landscape(figure, axes, inputs, outputs)
plt.show()

# %% [markdown]
# The *gradient* says how fast the height grows as you move along *w*, and along *b*. So go the other way:
#
# > new *w* = *w* − learning rate × (gradient of the loss with respect to *w*), and the same for *b*.
#
# The *learning rate* is the factor in front of the gradient. Where the ground is steep the step is long, and
# where it is nearly flat the step is short, with one and the same learning rate.
#
# You need not work out a derivative. `tf.GradientTape` records what is computed from variables inside its
# `with` block. Asked for gradients, it goes through the record backwards, and multiplies the slopes on its
# way. What happens outside the block, or outside TensorFlow, it does not see. The next cell draws that for a
# single example, *x* = 2 and *y* = 8.

# %% tags=["otter_ignore", "raises-exception"]
figure, axes = plt.subplots(figsize=(9, 3.4), layout="constrained")
plot_tape(axes)
plt.show()

# %% [markdown]
# **Predict:** the model stands at *w* = 1, *b* = 4. In which direction will each of them move? Averaged over
# all the examples, the gradients there are about −4 and +4: where will *w* and *b* be after one step with
# learning rate 0.1?
#
# Read: [Introduction to gradients and automatic
# differentiation](https://www.tensorflow.org/guide/autodiff).


# %% [markdown] tags=["prediction"]
# **My prediction:** …


# %% tags=["question-train_step"]
def train_step(model, inputs, outputs, learning_rate):
    """Improve the model by one step of gradient descent.

    Args:
        model: A ``Model`` of yours; its variables are changed in place, they stay the same variables.
        inputs: float32 tensor of shape ``(n,)``.
        outputs: The targets, float32 tensor of shape ``(n,)``.
        learning_rate: The factor in front of the gradient, a Python float.

    Returns:
        The loss *before* the update, one number: a tensor of shape ``()`` or a plain number.
    """
    # TODO: compute predictions and loss inside a tf.GradientTape (or work out the
    # gradients by hand, which is right as well).
    # TODO: ask the tape for the gradients of the loss with respect to w and b, in one call.
    # TODO: move both variables by minus learning rate times gradient, in place.
    # TODO: return the loss from before.
    raise NotImplementedError("train_step: write train_step")


# %% tags=["otter_ignore"]
grader.check("train_step")


# %% tags=["otter_ignore", "raises-exception"]
model = Model()
print(f"before: w = {float(model.w):.2f}, b = {float(model.b):.2f}")
loss_before = float(train_step(model, inputs, outputs, 0.1))
print(f"after:  w = {float(model.w):.2f}, b = {float(model.b):.2f}")
print(f"loss:   {loss_before:.2f} before, {float(loss(model(inputs), outputs)):.2f} after")

# %% [markdown]
# ## 5 · Again, and again
#
# One step is not much. One pass through all the examples is an *epoch*; here that is one step. Repeat it,
# and keep a record: what were *w*, *b* and the loss when each epoch began?
#
# **Predict:** near the goal each step removes about a fifth of what is still missing. *w* starts 2 too low:
# after how many epochs is less than 0.1 missing?
#
# Read: [Basic training loops](https://www.tensorflow.org/guide/basic_training_loops).


# %% [markdown] tags=["prediction"]
# **My prediction:** …


# %% tags=["question-fit"]
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    """Train the model for some epochs and record them.

    Args:
        model: A ``Model`` of yours; it is trained when the function returns.
        inputs: float32 tensor of shape ``(n,)``.
        outputs: The targets, float32 tensor of shape ``(n,)``.
        epochs: How many steps to make, each on all examples; all of them, even when the loss no longer
            falls. With 0 the three lists are empty.
        learning_rate: The factor in front of the gradient, a Python float.

    Returns:
        ``{"w": […], "b": […], "loss": […]}``, new lists of numbers, one per epoch, each recorded before
        that epoch's update. So the first entries belong to the model as it was handed in.
    """
    # TODO: for each epoch, record float(w) and float(b), make one train_step (call it, or write the
    # same step out), and record the loss it returns.
    # TODO: return the three lists in a dictionary.
    raise NotImplementedError("fit: write fit")


# %% tags=["otter_ignore"]
grader.check("fit")


# %% tags=["otter_ignore", "raises-exception"]
model = Model()
before = model(inputs)
history = fit(model, inputs, outputs, epochs=15)
print("epoch     w     b    loss")
for epoch, (w, b, value) in enumerate(zip(history["w"], history["b"], history["loss"], strict=True)):
    print(f"{epoch:5d}  {w:4.2f}  {b:4.2f}  {value:6.3f}")
print(f"trained: w = {float(model.w):.2f}, b = {float(model.b):.2f}")

figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4), sharey=True, layout="constrained")
plot_points(left, inputs, outputs, before, title="Before training")
plot_points(right, inputs, outputs, model(inputs), title="After 15 epochs")
plt.show()

# %% [markdown]
# The fourteenth step brings *w* to within 0.1 of the truth: 2 · 0.8ⁿ falls below 0.1 at *n* = 14. Progress
# is fast where the ground is steep, and slow near the bottom, where it is nearly flat. So give it 60 epochs
# now.

# %% tags=["otter_ignore", "raises-exception"]
model = Model()
history = fit(model, inputs, outputs, epochs=60)
print(f"after 60 epochs: w = {float(model.w):.5f}, b = {float(model.b):.5f}")

figure, axes = plt.subplots(figsize=(6, 4), layout="constrained")
plot_parameters(axes, history, title="The two lost numbers come back")
plt.show()

# %% [markdown]
# ## Has it learned the line, or only the points?
#
# A model that merely remembers is of no use for an input it has never seen. So ask about *fresh* data.
#
# **Predict:** will the loss on 200 new examples be larger, smaller, or about the same?

# %% [markdown] tags=["prediction"]
# **My prediction:** …

# %% tags=["otter_ignore", "raises-exception"]
test_inputs, test_outputs = make_data(200, seed=1)
print(f"loss on the training data: {float(loss(model(inputs), outputs)):.1e}")
print(f"loss on fresh test data:   {float(loss(model(test_inputs), test_outputs)):.1e}")

figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4), sharey=True, layout="constrained")
plot_points(left, test_inputs, test_outputs, Model()(test_inputs), title="Fresh test data, untrained model")
plot_points(right, test_inputs, test_outputs, model(test_inputs), title="Fresh test data, trained model")
plt.show()

# %% [markdown]
# Two numbers cannot remember 1,000 points: a line that fits them all is *the* line. Networks with millions
# of numbers can remember, and for them this question decides everything.
#
# ## The way down
#
# Look at the landscape again, with the path of the 60 epochs: first as a map, then from two sides. Each mark
# is an epoch.
#
# **Predict:** where do the marks crowd, high up or near the bottom? Why?

# %% [markdown] tags=["prediction"]
# **My prediction:** …

# %% tags=["otter_ignore", "raises-exception"]
figure, axes = plt.subplots(figsize=(6, 4.5), layout="constrained")
plot_landscape(figure, axes, inputs, outputs, history)
plt.show()

figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4), sharey=True, layout="constrained")
plot_descent(left, history, "w", BLUE, "o")
plot_descent(right, history, "b", RED, "s")
plt.show()

# %% [markdown]
# ## Too high a learning rate
#
# **Predict:** what happens with a learning rate of 0.5, of 1.0, of 1.1? (Each step multiplies what is
# missing by about 1 − 2 × learning rate.) Then run the cell, and look at the last column.

# %% [markdown] tags=["prediction"]
# **My prediction:** …

# %% tags=["otter_ignore", "raises-exception"]
print("rate   w after 1, 2, 3 and 10 steps")
for rate in (0.1, 0.5, 1.0, 1.1):
    path = fit(Model(), inputs, outputs, epochs=11, learning_rate=rate)["w"]
    print(f"{rate:4.1f}  {path[1]:6.2f} {path[2]:6.2f} {path[3]:6.2f} {path[10]:8.2f}")

# %% [markdown]
# At 0.5 nearly everything is done in one step. At 1.0 the model jumps to the other side of the valley and
# back, and hardly comes any nearer. Beyond that, every jump is longer than the last. To choose the learning
# rate is the one art in this machine. Everything else you have built yourself.

# %% [markdown]
# ## Hand in
#
# The next cell checks every question once more. Save the notebook before you run the last cell: it packs what
# is on disk, once a question is answered. From a terminal, `autograder submit` does the same.

# %% tags=["otter_ignore"]
grader.check_all()

# %% tags=["otter_ignore"]
grader.export()
