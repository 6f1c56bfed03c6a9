import random
from statistics import fmean

import numpy as np
import tensorflow as tf


def add_noise(outputs, stddev=1.0, seed=None):
    r = random.Random(seed)
    flat = tf.reshape(outputs, [-1]).numpy().tolist()
    noise = [r.gauss(0, stddev) for _ in flat]
    noise = tf.constant(noise, dtype=outputs.dtype, shape=outputs.shape)
    return outputs + noise


def gradients(model, inputs, outputs):
    w = float(model.w)
    b = float(model.b)
    xs = inputs.numpy().tolist()
    errors = [w * x + b - y for x, y in zip(xs, outputs.numpy().tolist())]
    loss = fmean(e * e for e in errors)
    dw = 2 * fmean(e * x for e, x in zip(errors, xs))
    db = 2 * fmean(errors)
    return loss, dw, db


def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    ws, bs, losses = [], [], []
    while len(ws) < epochs:
        loss, dw, db = gradients(model, inputs, outputs)
        ws.append(float(model.w))
        bs.append(float(model.b))
        losses.append(loss)
        model.w.assign(ws[-1] - learning_rate * dw)
        model.b.assign(bs[-1] - learning_rate * db)
    return {"w": ws, "b": bs, "loss": losses}


def least_squares(inputs, outputs):
    xs = [float(x) for x in np.array(inputs)]
    ys = [float(y) for y in np.array(outputs)]
    x_mean = sum(xs) / len(xs)
    y_mean = sum(ys) / len(ys)
    top = sum((x - x_mean) * (y - y_mean) for x, y in zip(xs, ys))
    bottom = sum((x - x_mean) ** 2 for x in xs)
    w = top / bottom
    return w, y_mean - w * x_mean


def best_possible_loss(inputs, outputs):
    w, b = least_squares(inputs, outputs)
    pairs = zip(np.array(inputs).tolist(), np.array(outputs).tolist())
    return fmean((w * x + b - y) ** 2 for x, y in pairs)
