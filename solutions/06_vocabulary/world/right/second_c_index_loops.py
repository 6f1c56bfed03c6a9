import numpy as np
from math import exp

NTERMS = 24
terms = ["feature", "label", "example", "layer", "model", "dense",
         "weights and biases", "loss", "mean squared error", "gradient descent", "optimizer", "learning rate",
         "batch", "epoch", "forward pass", "backpropagation", "flattening", "ReLU",
         "softmax", "classification", "regression", "training set", "validation set", "test set"]
codes = [73, 67, 82, 86, 77, 71,
         68, 72, 87, 84, 70, 79,
         75, 65, 88, 78, 76, 81,
         66, 74, 85, 90, 69, 80]


def match_terms():
    d = {}
    i = 0
    while i < NTERMS:
        d[terms[i]] = chr(codes[i])
        i += 1
    return d


def kind_of_learning():
    d = {}
    d["temperature"] = "supervised regression"
    d["rent"] = "supervised regression"
    d["rain amount"] = "supervised regression"
    d["rain or not"] = "supervised classification"
    d["garment"] = "supervised classification"
    d["digit"] = "supervised classification"
    d["customer groups"] = "unsupervised"
    d["odd payments"] = "unsupervised"
    return d


def steps_per_epoch(n, bs):
    if n < 0 or bs < 1:
        raise ValueError("EINVAL")
    steps = n // bs
    if n % bs != 0:
        steps += 1
    return steps


def updates_in_training(n, bs, ep):
    if n < 0 or bs < 1 or ep < 0:
        raise ValueError("EINVAL")
    return ep * steps_per_epoch(n, bs)


def examples_seen(n, ep):
    if n < 0 or ep < 0:
        raise ValueError("EINVAL")
    return n * ep


def count_parameters(sz):
    n = len(sz)
    for i in range(n):
        if sz[i] < 1:
            raise ValueError("EINVAL: sz[%d]" % i)
    cnt = 0
    for i in range(1, n):
        cnt += sz[i] * sz[i - 1]
        cnt += sz[i]
    return cnt


def relu(x):
    src = np.asarray(x, dtype=np.float64)
    dst = np.zeros(src.shape, dtype=np.float64)
    for i in range(src.size):
        if src.flat[i] > 0:
            dst.flat[i] = src.flat[i]
    return dst


def softmax(logits):
    a = np.array(logits, dtype=np.float64)  # own copy
    n, k = a.shape
    for i in range(n):
        m = a[i, 0]
        for j in range(1, k):
            if a[i, j] > m:
                m = a[i, j]
        s = 0.0
        for j in range(k):
            a[i, j] = exp(a[i, j] - m)
            s += a[i, j]
        for j in range(k):
            a[i, j] /= s
    return a


def best_epoch(h):
    v = h["val_loss"] if isinstance(h, dict) else h.history["val_loss"]
    ibest = 0
    for i in range(1, len(v)):
        if v[i] < v[ibest]:
            ibest = i
    return ibest
