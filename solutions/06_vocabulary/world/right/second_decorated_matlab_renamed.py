import time
from functools import wraps

import numpy as np
from numpy import any as any_, asarray, exp, isscalar, max as max_, sum as sum_

elapsed = {}


def tic_toc(fun):
    @wraps(fun)
    def wrapper(*args, **kwargs):
        t0 = time.perf_counter()
        try:
            return fun(*args, **kwargs)
        finally:
            elapsed[fun.__name__] = time.perf_counter() - t0
    return wrapper


def at_least(*minima):
    """Check the positional or named arguments in order against these minima."""
    def decorate(fun):
        names = fun.__code__.co_varnames[: fun.__code__.co_argcount]

        @wraps(fun)
        def wrapper(*args, **kwargs):
            given = dict(zip(names, args)) | kwargs
            for name, low in zip(names, minima):
                if given[name] < low:
                    raise ValueError(f"{name} = {given[name]}, but it can not be below {low}")
            return fun(*args, **kwargs)
        return wrapper
    return decorate


@tic_toc
def match_terms():
    M = {}
    M["feature"], M["label"], M["example"] = "I", "C", "R"
    M["layer"], M["model"], M["dense"] = "V", "M", "G"
    M["weights and biases"], M["loss"], M["mean squared error"] = "D", "H", "W"
    M["gradient descent"], M["optimizer"], M["learning rate"] = "T", "F", "O"
    M["batch"], M["epoch"] = "K", "A"
    M["forward pass"], M["backpropagation"] = "X", "N"
    M["flattening"], M["ReLU"], M["softmax"] = "L", "Q", "B"
    M["classification"], M["regression"] = "J", "U"
    M["training set"], M["validation set"], M["test set"] = "Z", "E", "P"
    return M


@tic_toc
def kind_of_learning():
    out = dict.fromkeys(["temperature", "rent", "rain amount"], "supervised regression")
    out.update(dict.fromkeys(["rain or not", "garment", "digit"], "supervised classification"))
    out.update(dict.fromkeys(["customer groups", "odd payments"], "unsupervised"))
    return out


@tic_toc
@at_least(0, 1)
def steps_per_epoch(num_examples, batch_size):
    return len(range(0, num_examples, batch_size))   # 0:batch:n-1


@tic_toc
@at_least(0, 1, 0)
def updates_in_training(num_examples, batch_size, epochs):
    return steps_per_epoch(num_examples, batch_size) * epochs


@tic_toc
@at_least(0, 0)
def examples_seen(num_examples, epochs):
    return num_examples * epochs


@tic_toc
def count_parameters(sizes):
    s = asarray(sizes, dtype="int64")
    if any_(s < 1):
        raise ValueError("sizes must be >= 1")
    w = s[:-1] @ s[1:]          # s(1:end-1) * s(2:end)'
    b = sum_(s) - s[0]
    return w + b


@tic_toc
def relu(X):
    if isscalar(X):
        return float(X) * (X > 0)
    X = asarray(X, dtype="double")
    return (X + abs(X)) / 2


def _one_row(z):
    p = exp(z - max_(z))
    return p / sum_(p)


@tic_toc
def softmax(Z):
    return np.apply_along_axis(_one_row, 1, asarray(Z, dtype="double"))


@tic_toc
def best_epoch(H):
    if hasattr(H, "history"):
        H = H.history
    v = asarray(H["val_loss"], dtype="double")
    hits, = np.nonzero(v == v.min())
    return hits[0]
