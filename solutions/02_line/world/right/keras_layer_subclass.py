import keras
import tensorflow as tf
from keras import ops

TRUE_W = 3.0
TRUE_B = 2.0


def make_data(num_examples=1000, seed=None):
    # keras.random makes a random seed of its own if it is None
    gen = keras.random.SeedGenerator(seed)
    x = keras.random.normal((num_examples,), mean=0.0, stddev=1.0, dtype="float32", seed=gen)
    return x, TRUE_W * x + TRUE_B


class Model(keras.layers.Layer):
    def __init__(self, w=1.0, b=4.0, **kwargs):
        super().__init__(**kwargs)
        self.w = tf.Variable(w, dtype="float32")
        self.b = tf.Variable(b, dtype="float32")

    def call(self, x):
        return self.w * x + self.b


def loss(predicted_y, target_y):
    return ops.mean(ops.square(predicted_y - target_y))


def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        y_pred = model(inputs)
        loss_value = loss(y_pred, outputs)
    gw, gb = tape.gradient(loss_value, (model.w, model.b))
    model.w.assign(model.w - learning_rate * gw)
    model.b.assign(model.b - learning_rate * gb)
    return loss_value


def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    for epoch in range(epochs):
        logs = {"w": float(model.w), "b": float(model.b)}
        logs["loss"] = float(train_step(model, inputs, outputs, learning_rate))
        for key, value in logs.items():
            history[key].append(value)
    return history
