"""
Title: Words and arithmetic
Description: keras.io style
"""

import os

os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import keras
import numpy as np
from keras import layers, ops

"""
## Vocabulary
"""


def match_terms():
    return {
        "feature": "I", "label": "C", "example": "R", "layer": "V", "model": "M", "dense": "G",
        "weights and biases": "D", "loss": "H", "mean squared error": "W", "gradient descent": "T",
        "optimizer": "F", "learning rate": "O", "batch": "K", "epoch": "A", "forward pass": "X",
        "backpropagation": "N", "flattening": "L", "ReLU": "Q", "softmax": "B", "classification": "J",
        "regression": "U", "training set": "Z", "validation set": "E", "test set": "P",
    }


def kind_of_learning():
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


"""
## Counts
"""


def steps_per_epoch(num_examples, batch_size):
    if num_examples < 0:
        raise ValueError(f"`num_examples` must be >= 0. Received: num_examples={num_examples}")
    if batch_size < 1:
        raise ValueError(f"`batch_size` must be >= 1. Received: batch_size={batch_size}")
    return -(num_examples // -batch_size)


def updates_in_training(num_examples, batch_size, epochs):
    if epochs < 0:
        raise ValueError(f"`epochs` must be >= 0. Received: epochs={epochs}")
    return epochs * steps_per_epoch(num_examples, batch_size)


def examples_seen(num_examples, epochs):
    for name, value in (("num_examples", num_examples), ("epochs", epochs)):
        if value < 0:
            raise ValueError(f"`{name}` must be >= 0. Received: {name}={value}")
    return num_examples * epochs


def count_parameters(layer_sizes):
    for size in layer_sizes:
        if size < 1:
            raise ValueError(f"Sizes must be >= 1. Received: {layer_sizes}")
    inputs = keras.Input(shape=(layer_sizes[0],))
    x = inputs
    for units in layer_sizes[1:]:
        x = layers.Dense(units)(x)
    model = keras.Model(inputs, x)
    return int(model.count_params())


"""
## Activations
"""


def relu(x):
    x = ops.convert_to_tensor(np.asarray(x), dtype="float64")
    return ops.convert_to_numpy(ops.relu(x))


def softmax(logits):
    x = ops.convert_to_tensor(np.asarray(logits), dtype="float64")
    return ops.convert_to_numpy(keras.activations.softmax(x, axis=-1))


"""
## When to stop
"""


def best_epoch(history):
    if isinstance(history, keras.callbacks.History):
        history = history.history
    return int(np.argmin(history["val_loss"]))
