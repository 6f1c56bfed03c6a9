import functools
import time

import numpy as np
import tensorflow as tf


def timed(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        start = time.perf_counter()
        result = function(*args, **kwargs)
        print(f"[{function.__name__}: {time.perf_counter() - start:.4f} s]")
        return result

    return wrapper


# first try (worked too but gave float64)
# def add_noise(outputs, stddev=1.0, seed=None):
#     return outputs.numpy() + np.random.default_rng(seed).normal(0, stddev, outputs.shape)


@timed
def add_noise(outputs, stddev=1.0, seed=None, mean=0.0):
    rng = np.random.default_rng() if seed is None else np.random.default_rng([seed, 12345])
    noise = rng.normal(mean, stddev, tuple(outputs.shape))
    return outputs + tf.convert_to_tensor(noise, dtype=outputs.dtype)


print(add_noise(tf.zeros(3), seed=0))
print(add_noise(tf.zeros((2, 2))))


def gradients(model, inputs, outputs):
    # old version, see below
    e = model.w * inputs + model.b - outputs
    return tf.reduce_mean(e**2), tf.reduce_mean(e * inputs), tf.reduce_mean(e)


def gradients(model, inputs, outputs):
    # now with the 2!
    e = model.w * inputs + model.b - outputs
    return tf.reduce_mean(e**2), 2 * tf.reduce_mean(e * inputs), 2 * tf.reduce_mean(e)


def fit(model, inputs, outputs, epochs=10, learning_rate=0.1, verbose=True):
    w, b, losses = [], [], []
    for epoch in range(1, epochs + 1):
        loss, dw, db = gradients(model, inputs, outputs)
        w.append(float(model.w))
        b.append(float(model.b))
        losses.append(float(loss))
        if verbose:
            print(f"epoch {epoch}/{epochs}  w {w[-1]:.3f}  b {b[-1]:.3f}  loss {losses[-1]:.4f}")
        model.w.assign_sub(dw * learning_rate)
        model.b.assign_sub(db * learning_rate)
    return dict(w=w, b=b, loss=losses)


@timed
def least_squares(inputs, outputs):
    x = inputs.numpy().astype("float64")
    y = outputs.numpy().astype("float64")
    dx = x - x.mean()
    dy = y - y.mean()
    w = np.dot(dx, dy) / np.dot(dx, dx)
    b = y.mean() - w * x.mean()
    print("slope", w, "shift", b)
    return float(w), float(b)


@timed
def best_possible_loss(inputs, outputs):
    w, b = least_squares(inputs, outputs)
    errors = w * inputs.numpy().astype("float64") + b - outputs.numpy().astype("float64")
    print("mean error (should be 0):", errors.mean())
    return float((errors**2).mean())


test_x = tf.constant([0.0, 1.0, 2.0, 3.0])
test_y = tf.constant([1.0, 3.1, 4.9, 7.0])
print(least_squares(test_x, test_y), best_possible_loss(test_x, test_y))
