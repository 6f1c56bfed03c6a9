import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


def add_noise(outputs, stddev=1.0, seed=None):
    # the layer wants a stddev of at most 1, so: unit noise on zeros, then scale
    unit = layers.GaussianNoise(1.0, seed=seed)(tf.zeros_like(outputs), training=True)
    return outputs + stddev * tf.cast(unit, outputs.dtype)


def gradients(model, inputs, outputs):
    with tf.GradientTape() as tape:
        predictions = model(inputs)
        loss = keras.losses.MeanSquaredError()(outputs, predictions)
    grads = tape.gradient(loss, [model.w, model.b])
    return (loss, *grads)


class LineModel(keras.Model):
    def __init__(self, w, b):
        super().__init__()
        self.dense = layers.Dense(1)
        self.dense.build((None, 1))
        self.dense.set_weights([np.array([[w]], "float32"), np.array([b], "float32")])

    def call(self, x):
        return self.dense(x)

    @property
    def line(self):
        kernel, bias = self.dense.get_weights()
        return float(kernel[0, 0]), float(bias[0])


def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    line = LineModel(float(model.w), float(model.b))
    line.compile(optimizer=keras.optimizers.SGD(learning_rate), loss="mse", jit_compile=False)
    history = {"w": [], "b": [], "loss": []}
    for epoch in range(epochs):
        w, b = line.line
        line.reset_metrics()   # or else it is a running mean
        # one batch with ALL examples; the loss is the one before the update
        loss = line.train_on_batch(inputs[:, None], outputs[:, None])
        history["w"].append(w)
        history["b"].append(b)
        history["loss"].append(float(loss))
    w, b = line.line
    model.w.assign(w)
    model.b.assign(b)
    return history


def least_squares(inputs, outputs):
    x = inputs.numpy().astype("float64")
    y = outputs.numpy().astype("float64")
    w = ((x - x.mean()) * (y - y.mean())).mean() / ((x - x.mean()) ** 2).mean()
    b = y.mean() - w * x.mean()
    return float(w), float(b)


def best_possible_loss(inputs, outputs):
    w, b = least_squares(inputs, outputs)
    x = inputs.numpy().astype("float64")
    y = outputs.numpy().astype("float64")
    return float(keras.losses.MeanSquaredError(dtype="float64")(y, w * x + b))
