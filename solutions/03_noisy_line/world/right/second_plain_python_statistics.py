import random
import statistics

import tensorflow as tf


def add_noise(outputs, stddev=1.0, seed=None):
    dice = random.Random(seed)  # own dice, the global ones are left alone
    how_many = int(tf.size(outputs))
    noise = [dice.gauss(0.0, 1.0) * stddev for _ in range(how_many)]
    noise = tf.reshape(tf.constant(noise, dtype=outputs.dtype), outputs.shape)
    return outputs + noise


def gradients(model, inputs, outputs):
    w = float(model.w)
    b = float(model.b)
    xs = inputs.numpy().tolist()
    ys = outputs.numpy().tolist()
    errors = [w * x + b - y for x, y in zip(xs, ys)]
    loss = statistics.fmean(e * e for e in errors)
    dw = 2 * statistics.fmean(e * x for e, x in zip(errors, xs))
    db = 2 * statistics.fmean(errors)
    return loss, dw, db


def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    while len(history["loss"]) < epochs:
        loss, dw, db = gradients(model, inputs, outputs)
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        history["loss"].append(loss)
        model.w.assign_add(-learning_rate * dw)
        model.b.assign_add(-learning_rate * db)
    return history


def least_squares(inputs, outputs):
    # the standard library has it :-)
    line = statistics.linear_regression(inputs.numpy().tolist(), outputs.numpy().tolist())
    return line.slope, line.intercept


def best_possible_loss(inputs, outputs):
    w, b = least_squares(inputs, outputs)
    pairs = zip(inputs.numpy().tolist(), outputs.numpy().tolist())
    return statistics.fmean((w * x + b - y) ** 2 for x, y in pairs)
