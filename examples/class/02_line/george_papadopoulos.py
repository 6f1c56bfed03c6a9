# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
# ---

# %% [markdown]
# # A line from scratch

# %%
import numpy as np
import tensorflow as tf

# %% tags=["otter_ignore"]
import matplotlib.pyplot as plt

# %%
TRUE_W = 3.0
TRUE_B = 2.0

# %% [markdown]
# ## data

# %% tags=["question-data"]
def make_data(num_examples=1000, seed=None):
    rng = np.random.default_rng(seed)
    inputs = tf.constant(rng.normal(size=num_examples), dtype=tf.float32)
    outputs = TRUE_W * inputs + TRUE_B
    return inputs, outputs

# %% tags=["otter_ignore"]
inputs, outputs = make_data(seed=6)
plt.plot(inputs, outputs, ".")

# %% [markdown]
# ## model

# %% tags=["question-model"]
class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(w)
        self.b = tf.Variable(b)

    def __call__(self, x):
        x = tf.reshape(x, [-1, 1])
        return self.w * x + self.b

# %% [markdown]
# ## loss

# %% tags=["question-loss"]
def loss(predicted_y, target_y):
    return tf.reduce_mean(tf.square(predicted_y - target_y))

# %% [markdown]
# ## train_step

# %% tags=["question-train_step"]
def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        current_loss = loss(model(inputs), outputs)
    dw, db = tape.gradient(current_loss, [model.w, model.b])
    model.w.assign_sub(learning_rate * dw)
    model.b.assign_sub(learning_rate * db)
    return current_loss

# %% [markdown]
# ## fit

# %% tags=["question-fit"]
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    for epoch in range(epochs):
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        current_loss = train_step(model, inputs, outputs, learning_rate)
        history["loss"].append(float(current_loss))
    return history

# %% tags=["otter_ignore"]
model = Model()
history = fit(model, inputs, outputs, epochs=60)
plt.plot(history["w"])
plt.plot(history["b"])
