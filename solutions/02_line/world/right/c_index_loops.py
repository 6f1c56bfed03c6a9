import numpy as np
import tensorflow as tf

TRUE_W = 3.0
TRUE_B = 2.0


def make_data(num_examples=1000, seed=None):
    x = np.zeros(num_examples, dtype=np.float32)
    y = np.zeros(num_examples, dtype=np.float32)
    rng = np.random.default_rng(seed)
    for i in range(0, num_examples):
        x[i] = rng.normal()
        y[i] = TRUE_W * x[i] + TRUE_B
    return tf.convert_to_tensor(x), tf.convert_to_tensor(y)


class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(initial_value=w, dtype=tf.float32, shape=())
        self.b = tf.Variable(initial_value=b, dtype=tf.float32, shape=())

    def __call__(self, x):
        return tf.math.add(tf.math.multiply(x, self.w), self.b)


def loss(predicted_y, target_y):
    n = predicted_y.shape[0]
    s = tf.constant(0.0)
    for i in range(n):
        d = predicted_y[i] - target_y[i]
        s = s + d * d
    return s / n


def train_step(model, inputs, outputs, learning_rate):
    vars = [model.w, model.b]
    with tf.GradientTape() as tape:
        p = model(inputs)
        l = tf.reduce_mean(tf.math.squared_difference(p, outputs))
    g = tape.gradient(l, vars)
    for i in range(2):
        vars[i].assign_sub(learning_rate * g[i])
    return l


def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    w = [0.0] * epochs
    b = [0.0] * epochs
    l = [0.0] * epochs
    i = 0
    while i < epochs:
        w[i] = float(model.w)
        b[i] = float(model.b)
        l[i] = float(train_step(model, inputs, outputs, learning_rate))
        i += 1
    return {"w": w, "b": b, "loss": l}
