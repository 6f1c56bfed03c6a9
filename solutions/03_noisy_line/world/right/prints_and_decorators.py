import functools
import time

import numpy as np
import tensorflow as tf


def timed(f):
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        start = time.perf_counter()
        result = f(*args, **kwargs)
        print(f"[{f.__name__}: {1000 * (time.perf_counter() - start):.1f} ms]")
        return result

    return wrapper


def double(f):
    """float32 in, float64 inside"""

    @functools.wraps(f)
    def wrapper(inputs, outputs):
        return f(np.asarray(inputs).astype(np.float64), np.asarray(outputs).astype(np.float64))

    return wrapper


@timed
def add_noise(outputs, stddev=1.0, seed=None):
    print("seed is", seed, "shape is", outputs.shape)
    if seed is not None:
        rng = np.random.default_rng(seed)
    else:
        rng = np.random.default_rng()
    n = rng.standard_normal(outputs.shape) * stddev
    n = tf.cast(n, outputs.dtype)
    print("noise drawn:", n.shape, n.dtype)
    return outputs + n


@timed
def gradients(model, inputs, outputs):
    with tf.GradientTape() as tape:
        e = model(inputs) - outputs
        loss = tf.reduce_mean(e * e)
    dw, db = tape.gradient(loss, [model.w, model.b])
    print("loss:", loss.numpy(), "dw:", dw.numpy(), "db:", db.numpy())
    return loss, dw, db


@timed
def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    for epoch in range(1, epochs + 1):
        loss, dw, db = gradients(model, inputs, outputs)
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        history["loss"].append(float(loss))
        model.w.assign_sub(learning_rate * dw)
        model.b.assign_sub(learning_rate * db)
        print(f"Epoch {epoch}/{epochs} - loss: {float(loss):.4f}")
    return history


@timed
@double
def least_squares(inputs, outputs):
    xm, ym = inputs.mean(), outputs.mean()
    print("means", xm, ym)
    w = np.mean((inputs - xm) * (outputs - ym)) / np.mean((inputs - xm) ** 2)
    b = ym - w * xm
    return w.item(), b.item()


@timed
@double
def best_possible_loss(inputs, outputs):
    w, b = least_squares(inputs, outputs)
    loss = np.mean((w * inputs + b - outputs) ** 2)
    print("floor:", loss)
    return loss.item()
