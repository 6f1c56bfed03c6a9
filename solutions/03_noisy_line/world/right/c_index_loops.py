import math
import random
import time
import tensorflow as tf

counter = 0


def add_noise(outputs, stddev=1.0, seed=None):
    global counter
    if seed == None:
        counter = counter + 1
        rnd = random.Random("%d/%d" % (time.time_ns(), counter))
    else:
        rnd = random.Random(seed)
    n = 1
    for d in range(len(outputs.shape)):
        n *= outputs.shape[d]
    buf = [0.0] * n
    for i in range(n):
        # Box-Muller
        u1 = 1.0 - rnd.random()
        u2 = rnd.random()
        buf[i] = stddev * math.sqrt(-2.0 * math.log(u1)) * math.cos(2.0 * math.pi * u2)
    noise = tf.reshape(tf.constant(buf, tf.float32), outputs.shape)
    return tf.add(outputs, tf.cast(noise, outputs.dtype));


def gradients(model, inputs, outputs):
    x = inputs.numpy().tolist(); y = outputs.numpy().tolist()
    w = float(model.w.numpy()); b = float(model.b.numpy())
    n = len(x)
    loss = 0.0; dw = 0.0; db = 0.0
    for i in range(0, n):
        e = w * x[i] + b - y[i]
        loss += e * e
        dw += e * x[i]
        db += e
    loss /= n
    dw = 2.0 * dw / n
    db = 2.0 * db / n
    return (loss, dw, db)


def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    w_hist = [0.0] * epochs
    b_hist = [0.0] * epochs
    l_hist = [0.0] * epochs
    i = 0
    while i < epochs:
        w_hist[i] = float(model.w.numpy())
        b_hist[i] = float(model.b.numpy())
        (l_hist[i], dw, db) = gradients(model, inputs, outputs)
        model.w.assign_add(-learning_rate * dw)
        model.b.assign_add(-learning_rate * db)
        i += 1
    return {"w": w_hist, "b": b_hist, "loss": l_hist}


def least_squares(inputs, outputs):
    x = inputs.numpy().tolist()
    y = outputs.numpy().tolist()
    n = len(x)
    sx = 0.0
    sy = 0.0
    for i in range(n):
        sx += x[i]
        sy += y[i]
    mx = sx / n
    my = sy / n
    sxy = 0.0
    sxx = 0.0
    for i in range(n):
        sxy += (x[i] - mx) * (y[i] - my)
        sxx += (x[i] - mx) * (x[i] - mx)
    w = sxy / sxx
    b = my - w * mx
    return w, b


def best_possible_loss(inputs, outputs):
    w, b = least_squares(inputs, outputs)
    x = inputs.numpy().tolist()
    y = outputs.numpy().tolist()
    acc = 0.0
    for i in range(len(x)):
        d = y[i] - (w * x[i] + b)
        acc += d * d
    return acc / len(x)
