import secrets

import numpy as np
import tensorflow as tf


def add_noise(outputs, stddev=1.0, seed=None):
    pair = [secrets.randbits(31), secrets.randbits(31)] if seed is None else [seed, 0]
    return outputs + tf.random.stateless_normal(
        shape=outputs.shape, seed=tf.constant(pair, tf.int64), mean=0.0, stddev=stddev, dtype=outputs.dtype
    )


def gradients(model, inputs, outputs):
    # persistent so that I can ask twice
    with tf.GradientTape(persistent=True) as tape:
        mse = tf.math.reduce_mean(tf.math.squared_difference(model(inputs), outputs))
    dw = tape.gradient(mse, model.w)
    db = tape.gradient(mse, model.b)
    del tape
    return mse, dw, db


def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    history = dict(w=[], b=[], loss=[])
    for _ in tf.range(epochs):
        mse, dw, db = gradients(model, inputs, outputs)
        for key, value in zip(("w", "b", "loss"), (model.w, model.b, mse)):
            history[key].append(value.numpy().item())
        model.w.assign(model.w - learning_rate * dw)
        model.b.assign(model.b - learning_rate * db)
    return history


def least_squares(inputs, outputs):
    x = tf.cast(inputs, tf.float64)
    A = tf.stack([x, tf.ones_like(x)], axis=1)
    # move the origin first, otherwise A is badly conditioned
    shift = tf.reduce_mean(x)
    A = A - tf.stack([shift, 0.0])
    y = tf.cast(outputs, tf.float64)[:, tf.newaxis]
    sol = tf.linalg.lstsq(A, y, fast=False)
    w = sol[0, 0].numpy()
    b = sol[1, 0].numpy() - w * shift.numpy()
    return float(w), float(b)


def best_possible_loss(inputs, outputs):
    w, b = least_squares(inputs, outputs)
    x, y = (np.asarray(t, dtype="float64") for t in (inputs, outputs))
    return float(np.mean(np.square(w * x + b - y)))
