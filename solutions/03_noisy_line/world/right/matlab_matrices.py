# lm(y ~ x), by hand
import numpy as np
from numpy import ones, mean, column_stack, cov
import tensorflow as tf


def add_noise(outputs, stddev=1.0, seed=None):
    # randn('state', seed)
    rs = np.random.RandomState(seed)
    epsilon = rs.randn(*outputs.shape) * stddev
    y = np.array(outputs) + epsilon
    return tf.constant(y, dtype=outputs.dtype)


def design(x):
    return column_stack([x, ones(len(x))])


def gradients(model, inputs, outputs):
    X = design(np.array(inputs))
    beta = np.array([model.w.numpy(), model.b.numpy()])
    n = X.shape[0]
    r = X @ beta - np.array(outputs)
    loss = r @ r / n
    g = 2 / n * X.T @ r
    return loss, g[0], g[1]


def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    w = []; b = []; loss = []
    for k in np.arange(1, epochs + 1):
        L, gw, gb = gradients(model, inputs, outputs)
        w.append(float(model.w)); b.append(float(model.b)); loss.append(float(L))
        model.w.assign(model.w.numpy() - learning_rate * gw)
        model.b.assign(model.b.numpy() - learning_rate * gb)
    return dict(w=w, b=b, loss=loss)


def least_squares(inputs, outputs):
    x = np.array(inputs, dtype=float)
    y = np.array(outputs, dtype=float)
    C = cov(x, y)
    w = C[0, 1] / C[0, 0]
    b = mean(y) - w * mean(x)
    return float(w), float(b)


def best_possible_loss(inputs, outputs):
    x = np.array(inputs, dtype=float)
    y = np.array(outputs, dtype=float)
    res = y - design(x) @ np.array(least_squares(x, y))
    return float(np.linalg.norm(res) ** 2 / len(res))
