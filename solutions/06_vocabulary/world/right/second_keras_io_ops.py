"""
Title: The words and the arithmetic
Description: everything through Keras where Keras can do it.
"""
import keras
import numpy as np
from keras import layers, ops

REG, CLF, UNS = "supervised regression", "supervised classification", "unsupervised"


def match_terms():
    return dict(
        [
            ("epoch", "A"),
            ("softmax", "B"),
            ("label", "C"),
            ("weights and biases", "D"),
            ("validation set", "E"),
            ("optimizer", "F"),
            ("dense", "G"),
            ("loss", "H"),
            ("feature", "I"),
            ("classification", "J"),
            ("batch", "K"),
            ("flattening", "L"),
            ("model", "M"),
            ("backpropagation", "N"),
            ("learning rate", "O"),
            ("test set", "P"),
            ("ReLU", "Q"),
            ("example", "R"),
            # S is accuracy
            ("gradient descent", "T"),
            ("regression", "U"),
            ("layer", "V"),
            ("mean squared error", "W"),
            ("forward pass", "X"),
            # Y is overfitting
            ("training set", "Z"),
        ]
    )


def kind_of_learning():
    return {
        "temperature": REG,
        "rent": REG,
        "rain amount": REG,
        "rain or not": CLF,
        "garment": CLF,
        "digit": CLF,
        "customer groups": UNS,
        "odd payments": UNS,
    }


def steps_per_epoch(num_examples, batch_size):
    if batch_size < 1:
        raise ValueError("`batch_size` must be positive. Received: batch_size=%s" % batch_size)
    if num_examples < 0:
        raise ValueError("`num_examples` must be >= 0. Received: num_examples=%s" % num_examples)
    full, rest = divmod(num_examples, batch_size)
    return full + (1 if rest else 0)


def updates_in_training(num_examples, batch_size, epochs):
    steps = steps_per_epoch(num_examples, batch_size)
    if epochs < 0:
        raise ValueError("`epochs` must be >= 0. Received: epochs=%s" % epochs)
    return steps * epochs


def examples_seen(num_examples, epochs):
    for name, value in (("num_examples", num_examples), ("epochs", epochs)):
        if value < 0:
            raise ValueError(f"`{name}` must be >= 0. Received: {name}={value}")
    return num_examples * epochs


def count_parameters(layer_sizes):
    sizes = [int(s) for s in layer_sizes]
    if any(s < 1 for s in sizes):
        raise ValueError(f"All sizes must be at least 1. Received: {sizes}")
    inputs = keras.Input(shape=(sizes[0],))
    x = inputs
    total = 0
    for units in sizes[1:]:
        dense = layers.Dense(units)
        x = dense(x)
        total += dense.count_params()
    return total


def relu(x):
    return ops.relu(ops.convert_to_tensor(np.array(x, dtype="float32")))


def softmax(logits):
    z = ops.convert_to_tensor(np.array(logits, dtype="float32"))
    return ops.softmax(z, axis=-1)


def best_epoch(history):
    if isinstance(history, keras.callbacks.History):
        history = history.history
    val_loss = history["val_loss"]
    return val_loss.index(min(val_loss))
