import functools
import inspect
import time

import numpy as np


class CountError(ValueError):
    """A count that cannot be."""


def at_least(**minimums):
    def decorator(f):
        signature = inspect.signature(f)

        @functools.wraps(f)
        def wrapper(*args, **kwargs):
            bound = signature.bind(*args, **kwargs)
            for name, minimum in minimums.items():
                values = bound.arguments[name]
                for value in values if isinstance(values, (list, tuple)) else [values]:
                    if value < minimum:
                        raise CountError(f"{name}: {value} is below {minimum}")
            return f(*args, **kwargs)

        return wrapper

    return decorator


def timed(f):
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        start = time.perf_counter()
        try:
            return f(*args, **kwargs)
        finally:
            wrapper.seconds = time.perf_counter() - start

    return wrapper


def as_floats(f):
    @functools.wraps(f)
    def wrapper(x):
        return f(np.asarray(x, dtype=float))

    return wrapper


@timed
def match_terms():
    return {
        "feature": "I", "label": "C", "example": "R", "layer": "V", "model": "M", "dense": "G",
        "weights and biases": "D", "loss": "H", "mean squared error": "W", "gradient descent": "T",
        "optimizer": "F", "learning rate": "O", "batch": "K", "epoch": "A", "forward pass": "X",
        "backpropagation": "N", "flattening": "L", "ReLU": "Q", "softmax": "B", "classification": "J",
        "regression": "U", "training set": "Z", "validation set": "E", "test set": "P",
    }


@timed
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


@timed
@at_least(num_examples=0, batch_size=1)
def steps_per_epoch(num_examples, batch_size):
    return (num_examples + batch_size - 1) // batch_size


@timed
@at_least(num_examples=0, batch_size=1, epochs=0)
def updates_in_training(num_examples, batch_size, epochs):
    return sum(steps_per_epoch(num_examples, batch_size) for _ in range(epochs))


@timed
@at_least(num_examples=0, epochs=0)
def examples_seen(num_examples, epochs):
    return num_examples * epochs


@timed
@at_least(layer_sizes=1)
def count_parameters(layer_sizes):
    return sum((a + 1) * b for a, b in zip(layer_sizes, layer_sizes[1:]))


@timed
@as_floats
@np.vectorize
def relu(x):
    return x if x > 0 else 0.0


@timed
@as_floats
def softmax(z):
    return np.apply_along_axis(lambda row: np.exp(row - row.max()) / np.exp(row - row.max()).sum(), 1, z)


@timed
def best_epoch(history):
    val_loss = getattr(history, "history", history)["val_loss"]
    return sorted(range(len(val_loss)), key=lambda i: val_loss[i])[0]
