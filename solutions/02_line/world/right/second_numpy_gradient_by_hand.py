import numpy as np
import tensorflow as tf

TRUE_W = 3.0
TRUE_B = 2.0


def make_data(num_examples=1000, seed=None):
    x = np.random.default_rng(seed).normal(0.0, 1.0, size=num_examples).astype(np.float32)
    y = (TRUE_W * x + TRUE_B).astype(np.float32)
    return x, y


class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(np.float32(w))
        self.b = tf.Variable(np.float32(b))

    def __call__(self, x):
        return tf.add(tf.multiply(self.w, x), self.b)


def loss(predicted_y, target_y):
    return tf.math.reduce_mean((predicted_y - target_y) ** 2)


def train_step(model, inputs, outputs, learning_rate):
    # d/dw mean((wx+b-y)^2) = 2 mean((wx+b-y) x),   d/db = 2 mean(wx+b-y)
    x = np.asarray(inputs, dtype=np.float64)
    y = np.asarray(outputs, dtype=np.float64)
    err = model.w.numpy() * x + model.b.numpy() - y
    grad_w = 2 * np.mean(err * x)
    grad_b = 2 * np.mean(err)
    model.w.assign(np.float32(model.w.numpy() - learning_rate * grad_w))
    model.b.assign(np.float32(model.b.numpy() - learning_rate * grad_b))
    return np.mean(err**2)


def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    w, b, losses = np.zeros(epochs), np.zeros(epochs), np.zeros(epochs)
    for i in range(epochs):
        w[i] = model.w.numpy()
        b[i] = model.b.numpy()
        losses[i] = train_step(model, inputs, outputs, learning_rate)
    return {"w": w, "b": b, "loss": losses}
