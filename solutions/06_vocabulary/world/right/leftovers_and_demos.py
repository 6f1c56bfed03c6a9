import numpy as np
import tensorflow as tf


# first try
# def match_terms():
#     return {"feature": "I", "label": "C"}


def match_terms():
    raise NotImplementedError("terms: write match_terms")


def match_terms():
    return {
        "feature": "I", "label": "C", "example": "R", "layer": "V", "model": "M", "dense": "G",
        "weights and biases": "D", "loss": "H", "mean squared error": "W", "gradient descent": "T",
        "optimizer": "F", "learning rate": "O", "batch": "K", "epoch": "A", "forward pass": "X",
        "backpropagation": "N", "flattening": "L", "ReLU": "Q", "softmax": "B", "classification": "J",
        "regression": "U", "training set": "Z", "validation set": "E", "test set": "P",
    }


def kind_of_learning():
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
    return kinds


# v1, forgot the short batch
def steps_per_epoch(num_examples, batch_size):
    return num_examples // batch_size


# v2
def steps_per_epoch(num_examples, batch_size):
    if num_examples < 0:
        raise ValueError("examples can't be negative")
    if not batch_size >= 1:
        raise ValueError("batch size can't be below 1")
    steps = 0
    while steps * batch_size < num_examples:
        steps += 1
    return steps


print(steps_per_epoch(60_000, 32), "should be 1875")
print(steps_per_epoch(10_000, 32), "should be 313")


def updates_in_training(num_examples, batch_size, epochs):
    if epochs < 0:
        raise ValueError("epochs can't be negative")
    return epochs * steps_per_epoch(num_examples, batch_size)


print(updates_in_training(7, 32, 500))


def examples_seen(num_examples, epochs):
    if num_examples < 0 or epochs < 0:
        raise ValueError("examples and epochs can't be negative")
    return num_examples * epochs


def count_parameters(layer_sizes):
    for s in layer_sizes:
        if s <= 0:
            raise ValueError(f"{s} can't be a layer size, must be 1 or more")
    return sum(layer_sizes[i] * layer_sizes[i + 1] + layer_sizes[i + 1] for i in range(len(layer_sizes) - 1))


assert count_parameters([784, 128, 10]) == 101770


def relu(x):
    if x < 0:
        return 0
    return x


def relu(x):
    return np.fmax(np.asarray(x, dtype=float), 0)


print(relu([-2, -0.5, 0, 0.5, 2]))


def softmax_old(z):
    return np.exp(z) / np.exp(z).sum()


def softmax(logits):
    logits = np.array(logits, dtype=np.float32)
    return tf.nn.softmax(logits, axis=1).numpy()


print(softmax([[1000.0, 1000.0], [0.0, np.log(3.0)]]))


def best_epoch(history):
    try:
        val_loss = history["val_loss"]
    except TypeError:          # a History is not subscriptable
        val_loss = history.history["val_loss"]
    return list(val_loss).index(min(val_loss))


print(best_epoch({"loss": [3, 2, 1], "val_loss": [3, 1, 2]}))
