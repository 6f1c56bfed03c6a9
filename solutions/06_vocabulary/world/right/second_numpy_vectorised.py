import numpy as np

_terms = np.array([
    "feature", "label", "example", "layer", "model", "dense", "weights and biases", "loss",
    "mean squared error", "gradient descent", "optimizer", "learning rate", "batch", "epoch",
    "forward pass", "backpropagation", "flattening", "ReLU", "softmax", "classification", "regression",
    "training set", "validation set", "test set",
])


def match_terms():
    letters = list("ICRVMGDH" "WTFOKA" "XNLQBJU" "ZEP")
    return dict(zip(_terms.tolist(), letters))


def kind_of_learning():
    names = ["temperature", "rent", "rain amount", "rain or not", "garment", "digit",
             "customer groups", "odd payments"]
    kinds = np.array(["supervised regression", "supervised classification", "unsupervised"])
    return dict(zip(names, kinds[[0, 0, 0, 1, 1, 1, 2, 2]].tolist()))


def steps_per_epoch(num_examples, batch_size):
    if np.less([num_examples, batch_size], [0, 1]).any():
        raise ValueError("num_examples >= 0 and batch_size >= 1, please")
    return np.ceil(np.divide(num_examples, batch_size))


def updates_in_training(num_examples, batch_size, epochs):
    if np.sign(epochs) == -1:
        raise ValueError("negative number of epochs")
    return np.multiply(steps_per_epoch(num_examples, batch_size), epochs)


def examples_seen(num_examples, epochs):
    both = np.array([num_examples, epochs], dtype=np.int64)
    if (both < 0).any():
        raise ValueError("negative count")
    return both.prod()


def count_parameters(layer_sizes):
    s = np.asarray(layer_sizes, dtype=np.int64)
    if (s < 1).any():
        raise ValueError("a layer with less than 1 unit: %s" % s)
    return ((s[:-1] + 1) * s[1:]).sum()


def relu(x):
    return np.maximum(np.asarray(x, dtype=float), 0.0)


def softmax(logits):
    z = np.asarray(logits, dtype=float)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def best_epoch(history):
    return np.argmin(getattr(history, "history", history)["val_loss"])
