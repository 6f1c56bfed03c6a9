import math
import random
import tensorflow as tf


def add_noise(outputs, stddev=1.0, seed=None):
    rnd = random.Random()
    if seed is not None:
        rnd.seed(seed)
    n = 1
    for d in outputs.shape:
        n = n * d
    buf = [0.0] * n
    for i in range(n):
        # Box-Muller, u1 in (0, 1]
        u1 = 1.0 - rnd.random()
        u2 = rnd.random()
        buf[i] = stddev * math.sqrt(-2.0 * math.log(u1)) * math.cos(2.0 * math.pi * u2)
    t = tf.constant(buf, dtype=tf.float32)
    t = tf.reshape(t, outputs.shape)
    return tf.add(outputs, t)


def gradients(model, inputs, outputs):
    x = inputs.numpy().tolist()
    y = outputs.numpy().tolist()
    w = float(model.w)
    b = float(model.b)
    n = len(x)
    loss = 0.0
    dw = 0.0
    db = 0.0
    for i in range(0, n):
        e = w * x[i] + b - y[i]
        loss += e * e
        dw += 2.0 * e * x[i]
        db += 2.0 * e
    return (loss / n, dw / n, db / n)


def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    w = [0.0] * epochs
    b = [0.0] * epochs
    loss = [0.0] * epochs
    for k in range(0, epochs):
        L, dw, db = gradients(model, inputs, outputs)
        w[k] = float(model.w)
        b[k] = float(model.b)
        loss[k] = L
        model.w.assign(w[k] - learning_rate * dw)
        model.b.assign(b[k] - learning_rate * db)
    ret = {}
    ret["w"] = w
    ret["b"] = b
    ret["loss"] = loss
    return ret


def least_squares(inputs, outputs):
    x = inputs.numpy().tolist()
    y = outputs.numpy().tolist()
    n = len(x)
    mx = 0.0
    my = 0.0
    for i in range(0, n):
        mx += x[i]
        my += y[i]
    mx /= n
    my /= n
    sxy = 0.0
    sxx = 0.0
    for i in range(0, n):
        sxy += (x[i] - mx) * (y[i] - my)
        sxx += (x[i] - mx) * (x[i] - mx)
    w = sxy / sxx
    return w, my - w * mx


def best_possible_loss(inputs, outputs):
    w, b = least_squares(inputs, outputs)
    x = inputs.numpy().tolist()
    y = outputs.numpy().tolist()
    s = 0.0
    for i in range(0, len(x)):
        e = w * x[i] + b - y[i]
        s += e * e
    return s / len(x)
