import numpy as np
from numpy import exp, array, diag, asarray


def match_terms():
    # setNames(letters, terms)
    terms = array(["feature", "label", "example", "layer", "model", "dense", "weights and biases", "loss",
                   "mean squared error", "gradient descent", "optimizer", "learning rate", "batch", "epoch",
                   "forward pass", "backpropagation", "flattening", "ReLU", "softmax", "classification",
                   "regression", "training set", "validation set", "test set"])
    letters = array(list("ICRVMGDHWTFOKAXNLQBJUZEP"))
    return dict(zip(terms.tolist(), letters.tolist()))


def kind_of_learning():
    kinds = array(["supervised regression", "supervised classification", "unsupervised"])
    idx = np.repeat([0, 1, 2], [3, 3, 2])
    tasks = ["temperature", "rent", "rain amount", "rain or not", "garment", "digit", "customer groups", "odd payments"]
    return dict(zip(tasks, kinds[idx].tolist()))


def steps_per_epoch(n, b):
    if n < 0:
        raise ValueError("stop: n (number of examples) is negative")
    if b < 1:
        raise ValueError("stop: b (batch size) is below 1")
    return -(-n // b)


def updates_in_training(n, b, ep):
    if ep < 0:
        raise ValueError("stop: ep (number of epochs) is negative")
    per_epoch = steps_per_epoch(n, b)
    return per_epoch * ep


def examples_seen(n, ep):
    if min(n, ep) < 0:
        raise ValueError("stop: %s is negative" % ("n (number of examples)" if n < 0 else "ep (number of epochs)"))
    return n * ep


def count_parameters(sizes):
    s = asarray(sizes, dtype=int)
    if not np.all(s >= 1):
        raise ValueError("stop: all sizes must be >= 1, this one is not: " + str(s.min()))
    # head(s,-1) %*% tail(s,-1) + sum(tail(s,-1))
    return int(s[:-1] @ s[1:] + s[1:].sum())


def relu(x):
    # pmax(x, 0)
    x = asarray(x, dtype=float)
    return (abs(x) + x) / 2


def softmax(logits):
    Z = array(logits, dtype=float)
    Z = Z.T - np.amax(Z, 1)      # columns are examples now
    E = exp(Z)
    return (E / E.sum(0)).T


def best_epoch(history):
    v = history["val_loss"] if isinstance(history, dict) else history.history["val_loss"]
    v = array(v)
    return int(np.flatnonzero(v == v.min())[0])   # which.min
