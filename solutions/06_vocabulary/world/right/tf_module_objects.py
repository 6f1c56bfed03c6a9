import numpy as np
import tensorflow as tf

TERMS_TO_LETTER = {
        "feature": "I", "label": "C", "example": "R", "layer": "V", "model": "M", "dense": "G",
        "weights and biases": "D", "loss": "H", "mean squared error": "W", "gradient descent": "T",
        "optimizer": "F", "learning rate": "O", "batch": "K", "epoch": "A", "forward pass": "X",
        "backpropagation": "N", "flattening": "L", "ReLU": "Q", "softmax": "B", "classification": "J",
        "regression": "U", "training set": "Z", "validation set": "E", "test set": "P",
    }


class Dense(tf.Module):
    """As in the tf.Module guide."""

    def __init__(self, in_features, out_features, name=None):
        super().__init__(name=name)
        self.w = tf.Variable(tf.zeros([in_features, out_features]), name="w")
        self.b = tf.Variable(tf.zeros([out_features]), name="b")


class Stack(tf.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = [Dense(i, o) for i, o in zip(sizes[:-1], sizes[1:])]


class Relu(tf.Module):
    def __call__(self, x):
        return tf.maximum(x, 0.0)


class Softmax(tf.Module):
    def __call__(self, x):
        return tf.nn.softmax(x - tf.reduce_max(x, axis=-1, keepdims=True))


def match_terms():
    return dict(TERMS_TO_LETTER)


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
        raise ValueError("the number of examples is negative")
    if batch_size < 1:
        raise ValueError("the batch size is below one")
    dataset = tf.data.Dataset.range(num_examples).batch(batch_size)
    return int(dataset.cardinality())


def updates_in_training(num_examples, batch_size, epochs):
    steps = steps_per_epoch(num_examples, batch_size)
    if epochs < 0:
        raise ValueError("the number of epochs is negative")
    return steps * epochs


def examples_seen(num_examples, epochs):
    if num_examples < 0 or epochs < 0:
        raise ValueError("neither the number of examples nor the number of epochs may be negative")
    return num_examples * epochs


def count_parameters(layer_sizes):
    if any(size < 1 for size in layer_sizes):
        raise ValueError("a layer needs at least one unit, one of the sizes is below 1")
    return sum(int(np.prod(v.shape)) for v in Stack(layer_sizes).trainable_variables)


_relu = Relu()
_softmax = Softmax()


def relu(x):
    return _relu(tf.constant(np.asarray(x, dtype="float64"))).numpy()


def softmax(logits):
    return _softmax(tf.constant(np.asarray(logits, dtype="float64"))).numpy()


def best_epoch(history):
    try:
        val_loss = history.history["val_loss"]
    except AttributeError:
        val_loss = history["val_loss"]
    return int(np.argmin(val_loss))
