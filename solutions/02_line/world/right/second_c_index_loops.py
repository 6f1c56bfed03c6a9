import math
import random

import numpy as np
import tensorflow as tf

TRUE_W = 3.0
TRUE_B = 2.0


def make_data(num_examples=1000, seed=None):
    gen = random.Random(seed)
    inputs = np.empty(num_examples, dtype=np.float32)
    outputs = np.empty(num_examples, dtype=np.float32)
    i = 0
    while i < num_examples:
        # Box-Muller, only the cosine half
        u = 1.0 - gen.random()   # (0, 1], log(0) is not nice
        v = gen.random()
        inputs[i] = math.sqrt(-2.0 * math.log(u)) * math.cos(2.0 * math.pi * v)
        outputs[i] = TRUE_W * float(inputs[i]) + TRUE_B
        i += 1
    return tf.constant(inputs), tf.constant(outputs)


class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(float(w), dtype=tf.float32)
        self.b = tf.Variable(float(b), dtype=tf.float32)

    def __call__(self, x):
        return self.w * x + self.b


def loss(predicted_y, target_y):
    difference = tf.unstack(predicted_y - target_y)
    n = len(difference)
    total = 0.0
    for i in range(n):
        total = total + difference[i] * difference[i]
    return total / n


def train_step(model, inputs, outputs, learning_rate):
    x = np.array(inputs).tolist()
    y = np.array(outputs).tolist()
    n = len(x)
    w = float(model.w)
    b = float(model.b)
    sum_e2 = 0.0
    sum_ex = 0.0
    sum_e = 0.0
    for i in range(n):
        e = w * x[i] + b - y[i]
        sum_e2 += e * e
        sum_ex += e * x[i]
        sum_e += e
    model.w.assign(w - learning_rate * 2.0 * sum_ex / n)
    model.b.assign(b - learning_rate * 2.0 * sum_e / n)
    return sum_e2 / n


def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    ws = [0.0] * epochs
    bs = [0.0] * epochs
    ls = [0.0] * epochs
    for k in range(0, epochs, 1):
        ws[k] = float(model.w)
        bs[k] = float(model.b)
        ls[k] = train_step(model, inputs, outputs, learning_rate)
    return {"w": ws, "b": bs, "loss": ls}
