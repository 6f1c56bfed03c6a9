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
# # The smallest network
#
# You know the rule: °F = 1.8 · °C + 32. Pretend that you do not. On the wall hangs an old thermometer with
# two scales, and somebody wrote down seven readings. Nobody will tell the computer the rule; it gets the
# seven readings and a network of a single unit, the smallest there is. By the end of this page it converts
# temperatures that it has never seen.
#
# Ordinary programming goes from rules and data to answers. *Machine learning* goes from data and answers to
# the rule. These are its words, and you will meet each of them below:
#
# | word | here |
# |---|---|
# | **feature** | what goes in: a temperature in degrees Celsius |
# | **label** | what should come out: the same temperature in degrees Fahrenheit |
# | **example** | a feature together with its label: one reading |
# | **model** | the function from features to answers, with numbers in it that can be changed |
# | **training** | changing those numbers until the answers come near the labels |
#
# **How to work.** Each part is one question. Read its text, replace the line that raises
# `NotImplementedError`, then run the cells below it. *Predict* means: before you run on, double-click
# *My prediction* and write down your guess. Nobody grades it, and a wrong guess teaches more than a right
# one.

# %% tags=["otter_ignore"]
# Sets up the checks. Run this cell first, and again whenever the kernel has been restarted.
# Stuck? grader.hint("NAME") shows a hint to a question, one step at a time; grader.hint() lists them.
from autograder import otter

grader = otter.Notebook("01_celsius.ipynb")

# %%
import numpy as np
import tensorflow as tf

print("TensorFlow", tf.__version__)

# %% [markdown]
# The next cell draws the pictures. Run it; there is nothing to do in it.

# %% cellView="form" jupyter={"source_hidden": true} tags=["otter_ignore", "raises-exception"]
# @title Draws the pictures
import matplotlib.pyplot as plt

# Two colours that colour-blind readers can tell apart (Okabe and Ito); markers and dashes help.
BLUE, RED = "#0072B2", "#D55E00"


def plot_loss(axes, losses, title=""):
    """Draw the loss by epoch; each line of the grid is ten times the one below."""
    axes.plot(range(1, len(losses) + 1), losses, color=BLUE)
    axes.set(title=title, xlabel="epoch", ylabel="mean squared error (°F²)", yscale="log")
    axes.grid(alpha=0.3)


def plot_readings(axes, celsius, fahrenheit, title=""):
    """Draw the readings."""
    axes.scatter(celsius, fahrenheit, color=BLUE, marker="o", zorder=3, label="the seven readings")
    axes.set(title=title, xlabel="temperature (°C)", ylabel="temperature (°F)")
    axes.grid(alpha=0.3)


def plot_unit(axes):
    """Draw what one unit does with one feature."""
    axes.set(xlim=(0, 10), ylim=(-1.2, 1.6), aspect="equal")
    axes.axis("off")
    for x, label, edge in ((1, "feature\n(°C)", BLUE), (6, "unit", "black"), (9, "answer\n(°F)", RED)):
        axes.add_patch(plt.Circle((x, 0), 0.85, facecolor="white", edgecolor=edge, linewidth=1.8, zorder=2))
        axes.text(x, 0, label, ha="center", va="center", fontsize=10, zorder=3)
    arrow = {"arrowstyle": "-|>", "color": "black", "shrinkA": 0, "shrinkB": 0}
    for start, end in (((1.85, 0), (5.15, 0)), ((6.85, 0), (8.15, 0)), ((6, 1.5), (6, 0.85))):
        axes.annotate("", end, start, arrowprops=arrow)
    axes.text(3.5, 0.2, "· weight", ha="center", fontsize=11)
    axes.text(6.15, 1.2, "+ bias", fontsize=11)


def plot_line(axes, celsius, fahrenheit, slope, intercept, title=""):
    """Draw the readings, and the line that the model has learned."""
    ends = np.array([-45.0, 105.0])
    axes.plot(ends, slope * ends + intercept, color=RED, linestyle="--", label="learned line")
    plot_readings(axes, celsius, fahrenheit, title)
    axes.legend()


# %% [markdown]
# ## 1 · Data
#
# These are the readings. The thermometer shows whole degrees only.
#
# | °C | -40 | -10 | 0 | 8 | 15 | 22 | 38 |
# |---|---|---|---|---|---|---|---|
# | °F | -40 | 14 | 32 | 46 | 59 | 72 | 100 |
#
# Keras wants a table: a *row* for each example, a *column* for each feature. Seven examples of one feature
# have the shape `(7, 1)`. A plain list of seven numbers has the shape `(7,)` and leaves open whether it
# means seven examples or one example of seven features. And numbers in a network are float32, which take
# half the memory of Python's own.
#
# **Predict:** three of the labels are not exactly 1.8 · °C + 32. Which, and by how much?
#
# Read: [The absolute basics for beginners](https://numpy.org/doc/stable/user/absolute_beginners.html)
# (NumPy).


# %% [markdown] tags=["prediction"]
# **My prediction:** …


# %% tags=["question-data"]
def make_data():
    """Write down the seven readings.

    Returns:
        ``(celsius, fahrenheit)``, both float32 arrays (or tensors) of shape ``(7, 1)``, in the order of the
        table above: the features in degrees Celsius and the labels in degrees Fahrenheit.
    """
    # TODO: make two arrays from the table, a row for each reading, with dtype float32.
    # TODO: return both.
    raise NotImplementedError("data: write make_data")


# %% tags=["otter_ignore"]
grader.check("data")


# %% tags=["otter_ignore", "raises-exception"]
celsius, fahrenheit = make_data()
for c, f in zip(celsius[:, 0], fahrenheit[:, 0], strict=True):
    print(f"{c:5.0f} °C = {f:5.0f} °F, off the rule by {f - (1.8 * c + 32):+.1f} °F")

figure, axes = plt.subplots(figsize=(6, 4), layout="constrained")
plot_readings(axes, celsius, fahrenheit, title="Seven readings: what would you say for 100 °C?")
plt.show()

# %% [markdown]
# ## 2 · Model
#
# A network is built of *layers*, and a layer of *units* (or *neurons*). A unit of a `Dense` layer multiplies
# each feature by a *weight*, adds up the products, and adds a *bias*. The next cell draws it.

# %% tags=["otter_ignore", "raises-exception"]
figure, axes = plt.subplots(figsize=(7, 2), layout="constrained")
plot_unit(axes)
plt.show()

# %% [markdown]
# With one feature and one unit this is
#
# > answer = weight · feature + bias
#
# and nothing else: one weight, one bias, 2 *parameters* to learn. The points of this rule lie on a straight
# line. An *activation* would bend it. ReLU, the most common one, makes 0 of every negative answer: such a
# unit could never say −40 °F.
#
# Tell the model what comes in (`tf.keras.Input(shape=(1,))`: one feature), so that Keras can create the two
# numbers at once. The weight starts at random and the bias at 0. Each call of your function makes a new
# model.
#
# **Predict:** what does the untrained model say for 0 °C? And for 100 °C, can you know?
#
# Read: [The Sequential model](https://www.tensorflow.org/guide/keras/sequential_model).


# %% [markdown] tags=["prediction"]
# **My prediction:** …


# %% tags=["question-model"]
def build_model():
    """Build the smallest network: one unit that draws a line.

    Returns:
        A new, built Keras model at every call: input of shape ``(1,)``, one ``Dense`` layer of one unit, no
        activation; 2 parameters, the weight at random and the bias 0.
    """
    # TODO: make a Keras model of an input of shape (1,) and a Dense layer with one unit.
    # TODO: return it.
    raise NotImplementedError("model: write build_model")


# %% tags=["otter_ignore"]
grader.check("model")


# %% tags=["otter_ignore", "raises-exception"]
model = build_model()
model.summary()
for c in (0.0, 100.0):
    print(f"{c:.0f} °C: the untrained model says {float(model(np.array([[c]]))[0, 0]):.1f} °F")

# %% [markdown]
# ## 3 · Loss and optimizer
#
# Training needs two more things.
#
# The *loss* says how wrong the answers are, in one number. Here it is the *mean squared error*: answer
# minus label, squared, averaged over the examples. Its unit is °F². (Do not ask for *accuracy*: it is the
# share of answers that are exactly right. That makes sense for classes, such as shoe or shirt, but not for
# temperatures.)
#
# The *optimizer* says how to change weight and bias so that the loss gets smaller. *Adam* watches how steep
# the loss is, remembers how steep it was, and makes steps about as long as the *learning rate*: with a rate
# of 0.1, weight and bias each move by about 0.1 or less per update. Adam's own default is 0.001.
#
# **Predict:** the bias has to go from 0 to about 30. How many updates does that take at least, with a rate
# of 0.1? And with 0.001?
#
# Read: [Training and evaluation with the built-in
# methods](https://www.tensorflow.org/guide/keras/training_with_built_in_methods).


# %% [markdown] tags=["prediction"]
# **My prediction:** …


# %% tags=["question-compile"]
def compile_model(model, learning_rate=0.1):
    """Give the model its loss and its optimizer.

    Args:
        model: A Keras model; it is changed. It may have been compiled before.
        learning_rate: Adam's learning rate, a number: about how far weight and bias move per update. It
            stays the same during the training.

    Returns:
        The same model, compiled: mean squared error, and an Adam of its own with that learning rate.
    """
    # TODO: compile the model with the mean squared error and an Adam of the given learning rate.
    # TODO: return the model (`model.compile` itself returns nothing).
    raise NotImplementedError("compile: write compile_model")


# %% tags=["otter_ignore"]
grader.check("compile")


# %% tags=["otter_ignore", "raises-exception"]
model = compile_model(build_model())
print(
    "the optimizer is",
    model.optimizer.name,
    "with learning rate",
    round(float(model.optimizer.learning_rate), 4),
)

# %% [markdown]
# ## 4 · Training
#
# Each update has four stages:
#
# 1. **forward pass**: the features of a *batch* of examples go in, answers come out;
# 2. **loss**: one number says how far the answers are from the labels;
# 3. **backward pass**: for each weight and bias, would the loss grow or shrink with it, and how fast?
# 4. **update**: the optimizer moves each of them a little, so that the loss falls.
#
# `fit` does all of it. Keras makes batches of 32 examples unless told otherwise, so our seven are one batch,
# which makes one update. One pass through all the examples is an *epoch*. `fit` returns a `History`: its
# `.history["loss"]` has one number per epoch. Your function is told how many epochs to make, and makes all
# of them, even when the loss no longer falls.
#
# **Predict:** how many updates do 500 epochs on our seven examples make?
#
# (The 500 epochs take about 10 seconds. Nearly all of that is what Keras does between the epochs.)


# %% [markdown] tags=["prediction"]
# **My prediction:** …


# %% tags=["question-train"]
def train(model, celsius, fahrenheit, epochs=500):
    """Train a compiled model on examples.

    Args:
        model: A compiled Keras model; it is trained afterwards.
        celsius: The features, a float32 array of shape ``(n, 1)``, in °C.
        fahrenheit: The labels, a float32 array of shape ``(n, 1)``, in °F.
        epochs: How many times to go through all the examples, a whole number.

    Returns:
        The Keras ``History``, with one loss per epoch. The batch size is Keras's own, and the model keeps the
        optimizer, the learning rate and the loss with which it was compiled.
    """
    # TODO: fit the model to the examples (verbose=0 keeps fit from printing).
    # TODO: return what fit returns.
    raise NotImplementedError("train: write train")


# %% tags=["otter_ignore"]
grader.check("train")


# %% tags=["otter_ignore", "raises-exception"]
tf.keras.utils.set_random_seed(1)
model = compile_model(build_model())
history = train(model, celsius, fahrenheit)
losses = history.history["loss"]
for epoch in (1, 10, 100, 500):
    print(f"loss in epoch {epoch:3d}: {losses[epoch - 1]:8.2f} °F²")

figure, axes = plt.subplots(figsize=(6, 4), layout="constrained")
plot_loss(axes, losses, title="500 epochs on seven readings")
plt.show()

# %% [markdown]
# The loss falls fast at first, while the weight finds the slope, and then slowly, while the bias creeps
# up. It will never reach 0: three labels are rounded, so no line passes through all seven points.
#
# ## 5 · A prediction
#
# Now ask about 100 °C, which is not among the readings; 38 °C was the hottest. Keras answers for whole
# batches: `model.predict` wants an array with a row per example, here of shape `(1, 1)`, and gives an array
# of that shape back. (Keras 3 refuses a plain list such as `model.predict([100.0])`.) Your function takes
# one number and gives one number.
#
# **Predict:** water boils at 212 °F. Will the model say more, less, or exactly that?


# %% [markdown] tags=["prediction"]
# **My prediction:** …


# %% tags=["question-predict"]
def predict_fahrenheit(model, celsius):
    """Convert one temperature with a model.

    Args:
        model: A Keras model of one feature and one answer, whatever its layers; it is not changed.
        celsius: One temperature in °C, a Python float.

    Returns:
        The model's answer in °F, one number, as the model gives it: not rounded, and no array.
    """
    # TODO: put the number into an array of shape (1, 1), and ask the model.
    # TODO: return its answer as a number.
    raise NotImplementedError("predict: write predict_fahrenheit")


# %% tags=["otter_ignore"]
grader.check("predict")


# %% tags=["otter_ignore", "raises-exception"]
print(f"100 °C: the model says {predict_fahrenheit(model, 100.0):.1f} °F, the rule says 212 °F")

# %% [markdown]
# ## 6 · What has it learned?
#
# All that the model knows is two numbers, and you can look at them. A layer's `get_weights()` returns its
# weights, here an array of shape `(1, 1)`, and its biases, here of shape `(1,)`.
#
# **Predict:** which two numbers do you expect?


# %% [markdown] tags=["prediction"]
# **My prediction:** …


# %% tags=["question-inspect"]
def learned_line(model):
    """Read the line from the model's layer.

    Args:
        model: A model as ``build_model`` makes it.

    Returns:
        ``(slope, intercept)``, two numbers: the layer's weight in °F per °C, and its bias in °F.
    """
    # TODO: get the weight and the bias from the model's Dense layer and return both as numbers.
    raise NotImplementedError("inspect: write learned_line")


# %% tags=["otter_ignore"]
grader.check("inspect")


# %% tags=["otter_ignore", "raises-exception"]
slope, intercept = learned_line(model)
print(f"learned: °F = {slope:.2f} · °C + {intercept:.1f}")

figure, axes = plt.subplots(figsize=(6, 4), layout="constrained")
plot_line(axes, celsius, fahrenheit, slope, intercept, title="The line that the network has found")
plt.show()

# %% [markdown]
# The slope is nearly right. But why is the intercept 29, and not 32?
#
# You made 500 updates, and each moves the bias by about the learning rate, 0.1, at most. If every step were
# a full one, they could reach 50. But the nearer the goal, the flatter the loss and the shorter Adam's
# steps, and at the end they hardly move at all. The slope makes up for some of it (1.82 instead of 1.80),
# which is why 100 °C comes out less than a degree off. Training was stopped before it was finished, as most
# training is.
#
# **Predict:** what counts, the number of *epochs* or the number of *updates*? The next cell trains a fresh
# model for only 8 epochs, but on 3,200 examples made with the rule. How many updates is that?

# %% [markdown] tags=["prediction"]
# **My prediction:** …

# %% tags=["otter_ignore", "raises-exception"]
many_celsius = np.random.default_rng(1).uniform(-40, 40, size=(3200, 1)).astype(np.float32)
quick = compile_model(build_model())
train(quick, many_celsius, 1.8 * many_celsius + 32, epochs=8)
slope, intercept = learned_line(quick)
updates = int(quick.optimizer.iterations)
print(f"{updates} updates in 8 epochs: °F = {slope:.3f} · °C + {intercept:.2f}")

# %% [markdown]
# The updates count: 3,200 / 32 = 100 per epoch, 800 in all.
#
# ## 7 · A deeper network
#
# If one unit is good, are nine better? Stack three layers: 4 units, 4 units, 1 unit. Each unit of a layer
# gets the answers of all units of the layer before.
#
# **Predict:** count the parameters. A layer has a weight for each pair of (value coming in, unit) and a
# bias for each unit. Then: will a network without any activation draw a curve?


# %% [markdown] tags=["prediction"]
# **My prediction:** …


# %% tags=["question-deep"]
def build_deep_model():
    """Build a network of three layers that still draws a line.

    Returns:
        A new, built Keras model at every call: input of shape ``(1,)``, ``Dense`` layers of 4, 4 and 1 units,
        no activations; 33 parameters, the weights at random.
    """
    # TODO: make a Keras model of an input of shape (1,) and three Dense layers, and return it.
    raise NotImplementedError("deep: write build_deep_model")


# %% tags=["otter_ignore"]
grader.check("deep")


# %% tags=["otter_ignore", "raises-exception"]
tf.keras.utils.set_random_seed(1)
deep = compile_model(build_deep_model())
train(deep, celsius, fahrenheit)
print(f"{deep.count_params()} parameters")
for c in (-40.0, 0.0, 100.0):
    print(
        f"{c:4.0f} °C: one unit says {predict_fahrenheit(model, c):6.1f} °F, "
        f"three layers say {predict_fahrenheit(deep, c):6.1f} °F, the rule says {1.8 * c + 32:5.0f} °F"
    )
print("weights of its first layer:", deep.get_weights()[0].round(2))

# %% [markdown]
# Not one of these weights is 1.8: the rule is spread over all the parameters. And a line of a line is a line
# again, so three layers without activations can say nothing that a single unit could not. They only get
# there sooner, because many numbers move at once. What makes deep networks more than lines is the
# activation between the layers; you will meet it with images. First, look inside the machine: the next
# exercise builds `fit` from scratch.

# %% [markdown]
# ## Hand in
#
# The next cell checks every question once more. Save the notebook before you run the last cell: it packs what
# is on disk, once a question is answered. From a terminal, `autograder submit` does the same.

# %% tags=["otter_ignore"]
grader.check_all()

# %% tags=["otter_ignore"]
grader.export()
