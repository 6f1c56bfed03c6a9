import functools
import time

import numpy as np
import tensorflow as tf

TRUE_W = 3.0
TRUE_B = 2.0

TIMES = {}


def timed(f):
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        start = time.perf_counter()
        try:
            return f(*args, **kwargs)
        finally:
            TIMES[f.__name__] = TIMES.get(f.__name__, 0.0) + time.perf_counter() - start
    return wrapper


def returns_float32(f):
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        result = f(*args, **kwargs)
        return tuple(tf.cast(part, tf.float32) for part in result)
    return wrapper


@timed
@returns_float32
def make_data(num_examples=1000, seed=None):
    inputs = np.random.default_rng(seed).normal(size=num_examples).astype("float32")
    return inputs, TRUE_W * inputs + TRUE_B


class Model:
    @timed
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(w, dtype=tf.float32)
        self.b = tf.Variable(b, dtype=tf.float32)

    @timed
    def __call__(self, x):
        return self.w * x + self.b


@timed
def loss(predicted_y, target_y):
    return tf.reduce_mean(tf.square(predicted_y - target_y))


@timed
def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        value = loss(model(inputs), outputs)
    dw, db = tape.gradient(value, [model.w, model.b])
    model.w.assign_sub(learning_rate * dw)
    model.b.assign_sub(learning_rate * db)
    return value


def recorder(f):
    """Turns a generator of (w, b, loss) into a dictionary of lists."""
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        history = {"w": [], "b": [], "loss": []}
        for row in f(*args, **kwargs):
            for name, value in zip(history, row):
                history[name].append(float(value))
        return history
    return wrapper


@timed
@recorder
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    for _ in range(epochs):
        w, b = model.w.numpy(), model.b.numpy()
        yield w, b, train_step(model, inputs, outputs, learning_rate)
