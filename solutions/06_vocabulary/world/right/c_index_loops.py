import numpy as np
from math import exp

N_TERMS = 24
_words = ["feature", "label", "example", "layer", "model", "dense", "weights and biases", "loss",
          "mean squared error", "gradient descent", "optimizer", "learning rate", "batch", "epoch",
          "forward pass", "backpropagation", "flattening", "ReLU", "softmax", "classification",
          "regression", "training set", "validation set", "test set"]
_letters = "ICRVMGDHWTFOKAXNLQBJUZEP"


def match_terms():
    d = {}
    i = 0
    while i < N_TERMS:
        d[_words[i]] = _letters[i]
        i += 1
    return d


def kind_of_learning():
    k = ("supervised regression", "supervised classification", "unsupervised")
    t = ("temperature", "rent", "rain amount", "rain or not", "garment", "digit", "customer groups", "odd payments")
    code = (0, 0, 0, 1, 1, 1, 2, 2)
    out = {}
    for i in range(8):
        out[t[i]] = k[code[i]]
    return out


def steps_per_epoch(n, b):
    if n < 0 or b < 1:
        raise ValueError("bad argument: need num_examples >= 0 and batch_size >= 1, got %d, %d" % (n, b))
    return (n + b - 1) // b


def updates_in_training(n, b, e):
    if n < 0 or b < 1 or e < 0:
        raise ValueError("bad argument: need num_examples >= 0, batch_size >= 1, epochs >= 0, got %d, %d, %d" % (n, b, e))
    return e * ((n + b - 1) // b)


def examples_seen(n, e):
    if n < 0 or e < 0:
        raise ValueError("bad argument: need num_examples >= 0 and epochs >= 0, got %d, %d" % (n, e))
    return n * e


def count_parameters(s):
    n = len(s)
    for i in range(n):
        if s[i] < 1:
            raise ValueError("layer_sizes[%d] = %d, must be >= 1" % (i, s[i]))
    sum_ = 0
    for i in range(1, n):
        sum_ += s[i - 1] * s[i] + s[i]
    return sum_


def relu(x):
    a = np.array(x, dtype=np.float64)  # own copy
    flat = a.reshape(-1)
    for i in range(flat.size):
        if flat[i] < 0.0:
            flat[i] = 0.0
    return flat.reshape(a.shape)


def softmax(logits):
    n = len(logits)
    k = len(logits[0])
    p = np.zeros((n, k))
    for i in range(n):
        m = logits[i][0]
        for j in range(1, k):
            if logits[i][j] > m:
                m = logits[i][j]
        s = 0.0
        for j in range(k):
            p[i, j] = exp(float(logits[i][j]) - float(m))
            s += p[i, j]
        for j in range(k):
            p[i, j] /= s
    return p


def best_epoch(history):
    h = history if isinstance(history, dict) else history.history
    v = h["val_loss"]
    best = 0
    for i in range(1, len(v)):
        if v[i] < v[best]:
            best = i
    return best
