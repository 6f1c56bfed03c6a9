import numpy as np
import tensorflow as tf
from numpy.linalg import lstsq


def design(inputs):
    x = np.array(inputs, dtype=float).reshape(-1)
    return np.column_stack((x, np.ones(x.size)))     # [x 1]


def add_noise(outputs, stddev=1.0, seed=None):
    stream = np.random.RandomState(seed)             # like rng(seed) but local
    N = stddev * stream.standard_normal(size=tuple(outputs.shape))
    return outputs + tf.constant(N, dtype=tf.float32)


def gradients(model, inputs, outputs):
    A = design(inputs)
    y = np.array(outputs, dtype=float)
    theta = np.array([float(model.w), float(model.b)])
    r = A @ theta - y
    g = 2 / y.size * (A.T @ r)
    return r @ r / y.size, g[0], g[1]


def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    W = np.zeros(epochs)
    B = np.zeros(epochs)
    J = np.zeros(epochs)
    for k in range(epochs):
        J[k], dw, db = gradients(model, inputs, outputs)
        W[k] = float(model.w)
        B[k] = float(model.b)
        model.w.assign(W[k] - learning_rate*dw)
        model.b.assign(B[k] - learning_rate*db)
    return {"w": W, "b": B, "loss": J}


def least_squares(inputs, outputs):
    # A \ y
    theta, *_ = lstsq(design(inputs), np.array(outputs, dtype=float), rcond=None)
    return theta[0], theta[1]


def best_possible_loss(inputs, outputs):
    A = design(inputs)
    y = np.array(outputs, dtype=float)
    r = y - A @ np.array(least_squares(inputs, outputs))
    return np.mean(r**2)
