import numpy as np
import tensorflow as tf

TRUE_W = 3.0
TRUE_B = 2.0

import random


def make_data(num_examples=1000, seed=None):
    source = random.Random(seed)
    xs = []
    ys = []
    for i in range(num_examples):
        x = source.gauss(0, 1)
        xs.append(x)
        ys.append(TRUE_W * x + TRUE_B)
    return tf.constant(xs), tf.constant(ys)

class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(w)
        self.b = tf.Variable(b)

    def __call__(self, x):
        return self.w * x + self.b

def loss(predicted_y, target_y):
    total = 0.0
    n = 0
    for p, t in zip(predicted_y, target_y):
        total = total + (p - t) ** 2
        n = n + 1
    return total / n

def train_step(model, inputs, outputs, learning_rate):
    xs = inputs.numpy().tolist()
    ys = outputs.numpy().tolist()
    w = float(model.w)
    b = float(model.b)
    grad_w = 0.0
    grad_b = 0.0
    total = 0.0
    for x, y in zip(xs, ys):
        difference = w * x + b - y
        total += difference**2
        grad_w += 2 * difference * x
        grad_b += 2 * difference
    model.w.assign(w - learning_rate * grad_w / len(xs))
    model.b.assign(b - learning_rate * grad_b / len(xs))
    return total / len(xs)

def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    for epoch in range(epochs):
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        current_loss = train_step(model, inputs, outputs, learning_rate)
        history["loss"].append(float(current_loss))
    return history