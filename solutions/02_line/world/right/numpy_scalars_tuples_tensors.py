import numpy as np
import tensorflow as tf

TRUE_W = 3.0
TRUE_B = 2.0


def make_data(num_examples=1000, seed=None):
    x = np.random.default_rng(seed).normal(0, 1, num_examples).astype(np.float32)
    y = x * np.float32(TRUE_W) + np.float32(TRUE_B)
    return [tf.constant(x), tf.constant(y)]


class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(tf.constant(w, tf.float32))
        self.b = tf.Variable(tf.constant(b, tf.float32))

    def __call__(self, x):
        return self.w * x + self.b


def loss(predicted_y, target_y):
    return tf.reduce_sum((predicted_y - target_y) ** 2) / np.float32(np.size(target_y))


def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        y = model(inputs)
        l = loss(y, outputs)
    dw, db = tape.gradient(l, (model.w, model.b))
    model.w.assign_sub(dw * learning_rate)
    model.b.assign_sub(db * learning_rate)
    return np.float64(l)


def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    w, b, l = (), [], []
    for _ in range(epochs):
        w += (model.w.numpy(),)                  # numpy float32, a tuple
        b.append(tf.identity(model.b))           # 0-d tensors
        l.append(train_step(model, inputs, outputs, learning_rate))
    return {"w": w, "b": b, "loss": np.array(l)}
