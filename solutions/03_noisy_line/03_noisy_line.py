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
# # The best line is not the true line
#
# Last time the points lay exactly on their line, and gradient descent found it: *w* = 3, *b* = 2, to as
# many digits as you had patience for. Real measurements are never so kind. A hand trembles, a scale drifts,
# a sensor rounds. This time every output is a little off, at random.
#
# So here is the question of this page: when the data is noisy, what does the machine find, and how good can
# it get? The answer holds two surprises. The line that fits best is *not* the true line. And the loss stops
# falling long before it reaches zero, at a floor that no line can break through; yet you can say beforehand
# where it lies.
#
# **How to work.** Each part is one question. Read its text, replace the line that raises
# `NotImplementedError`, then run the cells below it. *Predict* means: before you run on, double-click
# *My prediction* and write down your guess. Nobody grades it, and a wrong guess teaches more than a right
# one.

# %%
import numpy as np
import tensorflow as tf

print("TensorFlow", tf.__version__)

# %% [markdown]
# The model is the one that you know. This time it is given, and it starts from another bad guess: *w* = 5 and
# *b* = 0.

# %%
TRUE_W = 3.0
TRUE_B = 2.0


class Model:
    """The line y = w · x + b, with two numbers that can be trained."""

    def __init__(self, w=5.0, b=0.0):
        self.w = tf.Variable(w, dtype=tf.float32)
        self.b = tf.Variable(b, dtype=tf.float32)

    def __call__(self, x):
        return self.w * x + self.b


# %% [markdown]
# The next cell draws the pictures. Run it; there is nothing to do in it.

# %% cellView="form" jupyter={"source_hidden": true} tags=["otter_ignore"]
# @title Draws the pictures
import matplotlib.pyplot as plt

# Colours that colour-blind readers can tell apart (Okabe and Ito); dashes and markers do so again.
BLUE, RED, GREEN = "#0072B2", "#D55E00", "#009E73"


def plot_lines(axes, inputs, outputs, lines, title=""):
    """Draw the data, and lines given as (w, b, label, colour, line style)."""
    axes.scatter(inputs, outputs, s=10, color=BLUE, alpha=0.35, marker="o", label="data")
    ends = np.array([np.min(inputs), np.max(inputs)])
    for w, b, label, colour, style in lines:
        axes.plot(ends, w * ends + b, color=colour, linestyle=style, linewidth=2, label=label)
    axes.set(title=title, xlabel="input x (no unit)", ylabel="output y (no unit)")
    axes.grid(alpha=0.3)
    axes.legend()


def plot_noise(axes, noise):
    """Draw how often each size of noise occurs, and the normal distribution beside it."""
    axes.hist(noise, bins=30, density=True, color=BLUE, alpha=0.5, label="your noise")
    sizes = np.linspace(-4, 4, 161)
    normal = np.exp(-(sizes**2) / 2) / np.sqrt(2 * np.pi)
    axes.plot(sizes, normal, color=RED, linestyle="--", label="normal, σ = 1")
    axes.set(title="The noise alone", xlabel="noise (no unit)", ylabel="density (no unit)")
    axes.grid(alpha=0.3)
    axes.legend()


def plot_parameter(axes, values, name, colour, marker, true, best):
    """Draw w or b by epoch, with its true value and that of the best line."""
    axes.plot(range(len(values)), values, color=colour, marker=marker, markersize=4, label=f"{name}, learned")
    axes.axhline(true, color="black", linestyle=":", label=f"{name}, true: {true:.3f}")
    axes.axhline(best, color=GREEN, linestyle="--", label=f"{name}, best line: {best:.3f}")
    axes.set(title=f"{name} by epoch", xlabel="epoch (steps made before)", ylabel=f"{name} (no unit)")
    axes.grid(alpha=0.3)
    axes.legend()


# %% [markdown]
# ## 1 · Noise
#
# Noise is what is left of a measurement when the truth is taken away. The usual model: each output is off
# by a random number of its own, drawn from the normal distribution with mean 0 and *standard deviation* σ,
#
# > noisy output = output + noise, with noise from N(0, σ²).
#
# Mind the square: in N(0, σ²) the second number is the *variance*, the square of the standard deviation.
# About two thirds of the outputs are off by less than σ. "Of its own" matters: one and the same error for
# all points would only shift the line.
#
# As before, the same seed gives the same noise, another seed gives other noise, and no seed gives fresh
# noise with each call, even after a call with a seed. So do not set the seed of the whole program (as
# `tf.random.set_seed` and `np.random.seed` do): it would change what later calls draw. And leave the numbers
# as they were drawn. Their mean is not exactly 0 and their standard deviation not exactly σ: so it is with
# chance.
#
# **Predict:** with σ = 1 and 1,000 points, how many are off by more than 2? And how far off is the worst?
#
# Read: [Random number generation](https://www.tensorflow.org/guide/random_numbers).


# %% tags=["question-noise"]
def add_noise(outputs, stddev=1.0, seed=None):
    """Make measurements of exact outputs.

    Args:
        outputs: Exact outputs, a float32 tensor of any shape; it is not changed.
        stddev: Standard deviation of the noise, in the outputs' own unit; with 0 the outputs come back.
        seed: A whole number from 0: the same seed gives the same noise, another seed other noise, and 0 is
            a seed like any other. None: fresh noise with each call, before and after calls with a seed.

    Returns:
        outputs + noise, a tensor or array in the shape and dtype of outputs; the noise of each element is
        drawn independently of all others from the normal distribution with mean 0 and variance stddev².
    """
    # TODO: draw a number for each element, normally distributed with mean 0 and that standard
    # deviation.
    # TODO: bring the noise to the dtype of the outputs and return their sum.
    # BEGIN SOLUTION
    noise = np.random.default_rng(seed).normal(0.0, stddev, size=outputs.shape)
    return outputs + tf.cast(noise, outputs.dtype)
    # END SOLUTION


# %% tags=["otter_ignore"]
# Two seeds: from one for both, the noise would be the inputs over again, and the line would look steeper.
inputs = tf.constant(np.random.default_rng(6).standard_normal(1000), tf.float32)
exact = TRUE_W * inputs + TRUE_B
outputs = add_noise(exact, seed=3)
noise = np.array(outputs - exact)
print(f"mean of the noise {noise.mean():+.3f}, standard deviation {noise.std():.3f}")
print(f"{(abs(noise) > 2).sum()} of 1,000 points are off by more than 2, the worst by {abs(noise).max():.1f}")

figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4), layout="constrained")
lines = [(TRUE_W, TRUE_B, "true line", "black", ":"), (5.0, 0.0, "untrained model", RED, "--")]
plot_lines(left, inputs, outputs, lines, title="1,000 noisy measurements")
plot_noise(right, noise)
plt.show()

# %% [markdown]
# ## 2 · Loss and gradients
#
# Call the error of an example *e* = *w*·*x* + *b* − *y*. The loss is the mean of *e*² over all examples.
# How does it change with *w* and *b*? By the chain rule,
#
# > d loss / d*w* = 2 · mean(*e* · *x*) and d loss / d*b* = 2 · mean(*e*).
#
# You may write these two formulas down, or let `tf.GradientTape` find them: it gives the same numbers. You
# only measure here, and the model stays as it is: a function that measures must not move what it measures.
#
# **Predict:** at (5, 0) the error is about 2·*x* − 2. What are the two derivatives? (The inputs have mean
# 0, and their squares average to 1.)
#
# Read: [Introduction to gradients and automatic
# differentiation](https://www.tensorflow.org/guide/autodiff).


# %% tags=["question-gradients"]
def gradients(model, inputs, outputs):
    """Measure the loss and its slope.

    Args:
        model: A ``Model``; it is not changed.
        inputs: float32 tensor of shape ``(n,)``.
        outputs: The measured outputs, float32 tensor of shape ``(n,)``.

    Returns:
        ``(loss, dw, db)``, three single numbers: the mean squared error of the model on all of this data,
        and its derivatives with respect to w and to b.
    """
    # TODO: compute the mean squared error and its derivatives by w and b, with a tape or by the
    # formulas.
    # TODO: return all three; leave the model alone.
    # BEGIN SOLUTION
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(model(inputs) - outputs))
    dw, db = tape.gradient(loss, (model.w, model.b))
    return loss, dw, db
    # END SOLUTION


# %% tags=["otter_ignore"]
loss, dw, db = (float(value) for value in gradients(Model(), inputs, outputs))
print(f"at w = 5, b = 0: loss {loss:.2f}, d loss/dw {dw:+.2f}, d loss/db {db:+.2f}")

# %% [markdown]
# ## 3 · Downhill through the noise
#
# Training does not care whether the data is exact. It is the same loop as before: record, measure, then move
# by minus learning rate × gradient. The noise was drawn *once*, with the data: these are the measurements
# that you have. To measure again in each epoch would be another experiment.
#
# **Predict:** at which loss does training stop getting better? (What is the loss of the *true* line, if
# σ = 1?)
#
# Read: [Basic training loops](https://www.tensorflow.org/guide/basic_training_loops).


# %% tags=["question-fit"]
def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    """Train the model for some epochs and record them.

    Args:
        model: A ``Model``; it is trained when the function returns.
        inputs: float32 tensor of shape ``(n,)``.
        outputs: The measured outputs, float32 tensor of shape ``(n,)``.
        epochs: How many steps to make, each on all examples. All are made, even when the loss no longer
            falls; 0 steps give empty lists.
        learning_rate: The factor in front of the gradient, a number.

    Returns:
        ``{"w": […], "b": […], "loss": […]}``: lists of numbers, one per epoch, each recorded before that
        epoch's update.
    """
    # TODO: in each epoch ask `gradients`, record w, b and loss as `float(…)`, then move both
    # variables.
    # TODO: return the three lists in a dictionary.
    # BEGIN SOLUTION
    history = {"w": [], "b": [], "loss": []}
    for _ in range(epochs):
        loss, dw, db = gradients(model, inputs, outputs)
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        history["loss"].append(float(loss))
        model.w.assign_sub(learning_rate * dw)
        model.b.assign_sub(learning_rate * db)
    return history
    # END SOLUTION


# %% tags=["otter_ignore"]
model = Model()
history = fit(model, inputs, outputs)
print("epoch     w     b    loss")
for epoch, (w, b, value) in enumerate(zip(history["w"], history["b"], history["loss"], strict=True)):
    print(f"{epoch:5d}  {w:4.2f}  {b:4.2f}  {value:6.3f}")
print(f"trained: w = {float(model.w):.2f}, b = {float(model.b):.2f}")

# %% [markdown]
# Ten epochs are not the whole way: each removes about a fifth of what is missing, so about a tenth is left.
# Two hundred leave nothing to remove.
#
# **Predict:** after 200 epochs, will *w* read 3.000?

# %% tags=["otter_ignore"]
model = Model()
history = fit(model, inputs, outputs, epochs=200)
print(
    f"after 200 epochs: w = {float(model.w):.4f}, b = {float(model.b):.4f}, loss = {history['loss'][-1]:.4f}"
)

# %% [markdown]
# It stands still, and it does not stand at (3, 2). Was the training bad? Is there a bug?
#
# ## 4 · Where it stands still
#
# There is a way to find out without any training. Where the loss is lowest, both derivatives are zero. That
# makes two equations for two unknowns, and their solution is the *least-squares line*:
#
# > *w* = mean((*x* − x̄) · (*y* − ȳ)) / mean((*x* − x̄)²) and *b* = ȳ − *w* · x̄,
#
# where x̄ and ȳ are the means of the inputs and of the outputs. Subtracting the means is called *centring*.
# It is tempting to leave it out, because here x̄ is nearly 0. With other inputs that would be a different
# line, and a worse one.
#
# No epochs, no learning rate, no first guess: for a line there is a formula. For a network there is none,
# which is why gradient descent is everywhere.
#
# **Predict:** in how many digits do this formula and the 200 epochs agree?
#
# Read: [Simple linear regression](https://en.wikipedia.org/wiki/Simple_linear_regression).


# %% tags=["question-least_squares"]
def least_squares(inputs, outputs):
    """Compute the line with the smallest mean squared error on this data.

    Args:
        inputs: float32 tensor of shape ``(n,)``, not all the same.
        outputs: float32 tensor of shape ``(n,)``.

    Returns:
        ``(w, b)``, two numbers: slope and shift of the least-squares line. The slope is right to 1e-4
        relative, the shift to 1e-4 of the spread of the outputs. The inputs may lie up to a hundred of their
        own spreads away from 0: centred first, float32 is precise enough for that.
    """
    # TODO: centre inputs and outputs, compute w and b by the formulas, and return both.
    # BEGIN SOLUTION
    x, y = np.asarray(inputs, dtype=np.float64), np.asarray(outputs, dtype=np.float64)
    centred = x - x.mean()
    w = (centred * (y - y.mean())).mean() / (centred**2).mean()
    return float(w), float(y.mean() - w * x.mean())
    # END SOLUTION


# %% tags=["otter_ignore"]
best_w, best_b = least_squares(inputs, outputs)
print(f"200 epochs:    w = {float(model.w):.4f}, b = {float(model.b):.4f}")
print(f"least squares: w = {best_w:.4f}, b = {best_b:.4f}")
print(f"the truth:     w = {TRUE_W:.4f}, b = {TRUE_B:.4f}")

figure, axes = plt.subplots(figsize=(6, 4), layout="constrained")
lines = [(5.0, 0.0, "start", RED, "--"), (float(model.w), float(model.b), "fitted line", GREEN, "-")]
plot_lines(axes, inputs, outputs, lines, title="Before and after 200 epochs")
plt.show()

figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4), layout="constrained")
plot_parameter(left, history["w"][:40], "w", BLUE, "o", TRUE_W, best_w)
plot_parameter(right, history["b"][:40], "b", RED, "s", TRUE_B, best_b)
plt.show()

# %% [markdown]
# No bug. Training found the best line of *these* 1,000 measurements, and the noise in them has pulled it a
# little away from the true one. Measure again, and it is pulled elsewhere.
#
# **Predict:** with ten times as many measurements, how much nearer to (3, 2) does the best line come?

# %% tags=["otter_ignore"]
print("examples   best w in five samples")
for count in (100, 1000, 10_000):
    found = []
    for seed in range(5):
        x = tf.constant(np.random.default_rng(seed).standard_normal(count), tf.float32)
        found.append(least_squares(x, add_noise(TRUE_W * x + TRUE_B, seed=100 + seed))[0])
    print(f"{count:8,d}  ", "  ".join(f"{w:.3f}" for w in found))

# %% [markdown]
# About three times: the distance shrinks with the square root of the number of measurements. Ten times the
# work buys half a digit. That is the price of a digit wherever people measure.
#
# ## 5 · The floor
#
# The best line has a loss, too, and no line on this data has a smaller one. No learning rate, no number of
# epochs and no cleverness gets below this floor: what is left is noise, and in noise there is nothing to
# learn.
#
# **Predict:** the loss of the *true* line on this data is about σ² = 1. Is the floor above or below that?


# %% tags=["question-floor"]
def best_possible_loss(inputs, outputs):
    """Compute the loss below which no line on this data can get.

    Args:
        inputs: float32 tensor of shape ``(n,)``, not all the same.
        outputs: float32 tensor of shape ``(n,)``.

    Returns:
        The mean squared error of the least-squares line of this data, one number, right to 1e-4 relative; the
        inputs may lie where those of ``least_squares`` may.
    """
    # TODO: get the least-squares line, and return the mean of its squared errors on this data.
    # BEGIN SOLUTION
    w, b = least_squares(inputs, outputs)
    x, y = np.asarray(inputs, dtype=np.float64), np.asarray(outputs, dtype=np.float64)
    return float(np.mean((w * x + b - y) ** 2))
    # END SOLUTION


# %% tags=["otter_ignore"]
floor = best_possible_loss(inputs, outputs)
true_loss = float(gradients(Model(TRUE_W, TRUE_B), inputs, outputs)[0])
print(f"loss of the true line:    {true_loss:.5f}")
print(f"loss after 200 epochs:    {history['loss'][-1]:.5f}")
print(f"the floor for every line: {floor:.5f}")

# %% [markdown]
# The true line *loses* to the fitted one, on this data. So ask both about measurements that neither has seen.
#
# **Predict:** which line has the smaller loss on fresh data?

# %% tags=["otter_ignore"]
fresh_inputs = tf.constant(np.random.default_rng(5).standard_normal(100_000), tf.float32)
fresh_outputs = add_noise(TRUE_W * fresh_inputs + TRUE_B, seed=4)
for name, line in (("true", Model(TRUE_W, TRUE_B)), ("fitted", model)):
    print(f"{name:6s} line on fresh data: {float(gradients(line, fresh_inputs, fresh_outputs)[0]):.5f}")

# %% [markdown]
# There the truth wins. The fitted line has learned a little of the noise in its own data, too; that is called
# *overfitting*. With two numbers and a thousand examples it hardly shows. With a hundred thousand numbers it
# is the main enemy, and the reason why models are judged on data that they have not seen.
