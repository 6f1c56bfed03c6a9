import numpy as np
import tensorflow as tf

TRUE_W = 3.0
TRUE_B = 2.0


def make_data(num_examples=1000, seed=None):
    rng = np.random.default_rng(seed)
    x = rng.standard_normal(num_examples, dtype=np.float32)
    y = np.float32(TRUE_W) * x + np.float32(TRUE_B)
    return x, y


class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w, self.b = (tf.Variable(np.float32(v)) for v in (w, b))

    def __call__(self, x):
        return self.w * x + self.b


def loss(predicted_y, target_y):
    return tf.math.reduce_mean((predicted_y - target_y) ** 2)


def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        mse = loss(model(inputs), outputs)
    g = np.array(tape.gradient(mse, [model.w, model.b]))
    step = np.float32(learning_rate) * g
    model.w.assign(model.w.numpy() - step[0])
    model.b.assign(model.b.numpy() - step[1])
    return mse.numpy()


def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    log = np.empty((epochs, 3))
    for row in log:
        row[0] = model.w.numpy()
        row[1] = model.b.numpy()
        row[2] = train_step(model, inputs, outputs, learning_rate)
    return dict(zip(("w", "b", "loss"), log.T.tolist())) if epochs else {"w": [], "b": [], "loss": []}
