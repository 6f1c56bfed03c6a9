import math

import numpy as np


def match_terms(*, lower=False):
    pairs = {
        "feature": "I", "label": "C", "example": "R", "layer": "V", "model": "M", "dense": "G",
        "weights and biases": "D", "loss": "H", "mean squared error": "W", "gradient descent": "T",
        "optimizer": "F", "learning rate": "O", "batch": "K", "epoch": "A", "forward pass": "X",
        "backpropagation": "N", "flattening": "L", "ReLU": "Q", "softmax": "B", "classification": "J",
        "regression": "U", "training set": "Z", "validation set": "E", "test set": "P",
    }
    return {k: v.lower() for k, v in pairs.items()} if lower else pairs


def kind_of_learning(verbose=False):
    kinds = {
        "temperature": "supervised regression",
        "rent": "supervised regression",
        "rain amount": "supervised regression",
        "rain or not": "supervised classification",
        "garment": "supervised classification",
        "digit": "supervised classification",
        "customer groups": "unsupervised",
        "odd payments": "unsupervised",
    }
    if verbose:
        print(kinds)
    return kinds


def steps_per_epoch(num_examples, batch_size, drop_remainder=False):
    if num_examples < 0:
        raise ValueError(f"num_examples={num_examples}: a number of examples cannot be negative")
    if batch_size < 1:
        raise ValueError(f"batch_size={batch_size}: a batch holds one example or more")
    if drop_remainder:
        return num_examples // batch_size
    return math.ceil(num_examples / batch_size)


def updates_in_training(num_examples, batch_size, epochs, initial_epoch=0, drop_remainder=False):
    if epochs < 0:
        raise ValueError(f"epochs={epochs}: a number of epochs cannot be negative")
    return (epochs - initial_epoch) * steps_per_epoch(num_examples, batch_size, drop_remainder)


def examples_seen(num_examples, epochs, validation_split=0.0):
    if num_examples < 0:
        raise ValueError(f"num_examples={num_examples}: cannot be negative")
    if epochs < 0:
        raise ValueError(f"epochs={epochs}: cannot be negative")
    if validation_split:
        num_examples = int(num_examples * (1 - validation_split))
    return num_examples * epochs


def count_parameters(layer_sizes, use_bias=True):
    for size in layer_sizes:
        if size < 1:
            raise ValueError(f"layer_sizes={layer_sizes}: {size} is below 1, no such layer")
    weights = sum(a * b for a, b in zip(layer_sizes[:-1], layer_sizes[1:]))
    biases = sum(layer_sizes[1:]) if use_bias else 0
    return weights + biases


def relu(x, negative_slope=0.0, max_value=None, threshold=0.0):
    x = np.asarray(x, dtype=float)
    y = np.where(x >= threshold, x, negative_slope * (x - threshold))
    if max_value is not None:
        y = np.minimum(y, max_value)
    return y + 0.0


def softmax(logits, axis=-1, temperature=1.0):
    z = np.asarray(logits, dtype=float) / temperature
    z = z - np.max(z, axis=axis, keepdims=True)
    e = np.exp(z)
    return e / np.sum(e, axis=axis, keepdims=True)


def best_epoch(history, monitor="val_loss", mode="min"):
    logs = history if isinstance(history, dict) else history.history
    pick = np.argmin if mode == "min" else np.argmax
    return pick(logs[monitor]).item()
