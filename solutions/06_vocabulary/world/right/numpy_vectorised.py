import numpy as np


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


def steps_per_epoch(num_examples, batch_size):
    if num_examples < 0:
        raise ValueError(f"num_examples must not be negative, got {num_examples}")
    if batch_size < 1:
        raise ValueError(f"batch_size must be at least 1, got {batch_size}")
    return int(np.ceil(num_examples / batch_size))


def updates_in_training(num_examples, batch_size, epochs):
    if epochs < 0:
        raise ValueError(f"epochs must not be negative, got {epochs}")
    return steps_per_epoch(num_examples, batch_size) * epochs


def examples_seen(num_examples, epochs):
    if np.any(np.array([num_examples, epochs]) < 0):
        raise ValueError(f"num_examples and epochs must both be >= 0, got {num_examples} and {epochs}")
    return num_examples * epochs


def count_parameters(layer_sizes):
    sizes = np.asarray(layer_sizes, dtype=np.int64)
    if (sizes < 1).any():
        raise ValueError(f"every size must be at least 1, not {sizes[sizes < 1]}")
    return int(np.sum((sizes[:-1] + 1) * sizes[1:]))


def relu(x):
    return np.maximum(np.asarray(x, dtype=float), 0.0)


def softmax(logits):
    z = np.asarray(logits, dtype=float)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def best_epoch(history):
    h = getattr(history, "history", history)
    return int(np.argmin(h["val_loss"]))
