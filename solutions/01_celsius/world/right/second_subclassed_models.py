import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


class Line(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.unit = layers.Dense(1)

    def call(self, x):
        return self.unit(x)


class DeepLine(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.hidden1 = layers.Dense(4)
        self.hidden2 = layers.Dense(4)
        self.out = layers.Dense(1)

    def call(self, x):
        return self.out(self.hidden2(self.hidden1(x)))


def make_data():
    celsius = [-40.0, -10.0, 0.0, 8.0, 15.0, 22.0, 38.0]
    fahrenheit = [-40.0, 14.0, 32.0, 46.0, 59.0, 72.0, 100.0]
    return (
        np.expand_dims(np.array(celsius, dtype="float32"), axis=1),
        np.expand_dims(np.array(fahrenheit, dtype="float32"), axis=1),
    )


def build_model():
    model = Line()
    model(tf.zeros((1, 1)))  # creates weight and bias
    return model


def build_deep_model():
    model = DeepLine()
    model(tf.zeros((1, 1)))
    return model


def compile_model(model, learning_rate=0.1):
    adam = keras.optimizers.Adam(learning_rate=learning_rate)
    model.compile(optimizer=adam, loss="mse")
    return model


def train(model, celsius, fahrenheit, epochs=500):
    history = keras.callbacks.History()
    model.fit(celsius, fahrenheit, epochs=epochs, verbose=0, callbacks=[history])
    return history


def predict_fahrenheit(model, celsius):
    answers = model.predict_on_batch(np.array([[celsius]], dtype="float32"))
    return float(answers[0, 0])


def learned_line(model):
    dense = [layer for layer in model.layers if isinstance(layer, layers.Dense)][0]
    return dense.kernel.numpy()[0, 0], dense.bias.numpy()[0]
