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
    with tf.GradientTape(persistent=True) as tape:
        predictions = model(inputs)
        current_loss = loss(predictions, outputs)
    gradient_w = tape.gradient(current_loss, model.w)
    gradient_b = tape.gradient(current_loss, model.b)
    del tape
    model.w.assign_add(-learning_rate * gradient_w)
    model.b.assign_add(-learning_rate * gradient_b)
    return float(current_loss)

# %% [markdown]
# ## fit

# %% tags=["question-fit"]
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    w_list = []
    b_list = []
    loss_list = []
    i = 0
    while i < epochs:
        w_list = w_list + [model.w.numpy().item()]
        b_list = b_list + [model.b.numpy().item()]
        loss_list = loss_list + [train_step(model, inputs, outputs, learning_rate)]
        i = i + 1
    return {"w": w_list, "b": b_list, "loss": loss_list}

# %% tags=["otter_ignore"]
model = Model()
history = fit(model, inputs, outputs, epochs=60)
plt.plot(history["w"])
plt.plot(history["b"])
