# following the TensorFlow guides
import math

import numpy as np
import tensorflow as tf


def match_terms():
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


def steps_per_epoch(num_examples, batch_size):
    if num_examples < 0:
        raise ValueError(f"num_examples must not be negative, got {num_examples}")
    if batch_size < 1:
        raise ValueError(f"batch_size must be at least 1, got {batch_size}")
    return math.ceil(num_examples / batch_size)


def updates_in_training(num_examples, batch_size, epochs):
    if epochs < 0:
        raise ValueError(f"epochs must not be negative, got {epochs}")
    return epochs * steps_per_epoch(num_examples, batch_size)


def examples_seen(num_examples, epochs):
    if num_examples < 0 or epochs < 0:
        raise ValueError("num_examples and epochs must not be negative")
    return num_examples * epochs


def count_parameters(layer_sizes):
    if min(layer_sizes) < 1:
        raise ValueError("every layer needs at least one unit")
    total = 0
    for n_in, n_out in zip(layer_sizes[:-1], layer_sizes[1:]):
        kernel = n_in * n_out
        bias = n_out
        total += kernel + bias
    return total


def relu(x):
    return tf.nn.relu(np.asarray(x, dtype=np.float32))


def softmax(logits):
    # tf.nn.softmax takes care of big logits itself
    return tf.nn.softmax(np.asarray(logits, dtype=np.float32), axis=-1).numpy()


def best_epoch(history):
    hist = history if isinstance(history, dict) else history.history
    return int(np.argmin(hist["val_loss"]))
