import tensorflow as tf


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


@tf.function
def _ceil_div(a, b):
    return -tf.math.floordiv(-a, b)


def steps_per_epoch(num_examples, batch_size):
    if num_examples < 0:
        raise ValueError("num_examples < 0: impossible")
    if batch_size < 1:
        raise ValueError("batch_size < 1: impossible")
    n = tf.constant(num_examples, tf.int64)
    b = tf.constant(batch_size, tf.int64)
    return int(_ceil_div(n, b))


def updates_in_training(num_examples, batch_size, epochs):
    if epochs < 0:
        raise ValueError("epochs < 0: impossible")
    return steps_per_epoch(num_examples, batch_size) * epochs


def examples_seen(num_examples, epochs):
    if num_examples < 0:
        raise ValueError("num_examples < 0: impossible")
    if epochs < 0:
        raise ValueError("epochs < 0: impossible")
    return int(tf.constant(num_examples, tf.int64) * tf.constant(epochs, tf.int64))


def count_parameters(layer_sizes):
    for s in layer_sizes:
        if s < 1:
            raise ValueError(f"layer size {s} < 1: impossible")
    s = tf.constant(layer_sizes, tf.int64)
    return int(tf.reduce_sum(s[:-1] * s[1:]) + tf.reduce_sum(s[1:]))


@tf.function
def _relu(x):
    return tf.where(x > 0, x, tf.zeros_like(x))


def relu(x):
    return _relu(tf.cast(tf.convert_to_tensor(x), tf.float64)).numpy()


@tf.function(reduce_retracing=True)
def _softmax(z):
    z -= tf.reduce_max(z, axis=1, keepdims=True)
    e = tf.exp(z)
    return e / tf.reduce_sum(e, axis=1, keepdims=True)


def softmax(logits):
    return _softmax(tf.cast(tf.convert_to_tensor(logits), tf.float64))   # a tensor, EagerTensor knows .numpy()


def best_epoch(history):
    if not isinstance(history, dict):
        history = history.history
    return int(tf.argmin(tf.constant(history["val_loss"], tf.float64)).numpy())
