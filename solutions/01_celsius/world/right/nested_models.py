import numpy as np
import tensorflow as tf
from tensorflow.keras import Input, Model, Sequential
from tensorflow.keras.layers import Activation, Dense


def make_data():
    c = [-40.0, -10.0, 0.0, 8.0, 15.0, 22.0, 38.0]
    f = [-40.0, 14.0, 32.0, 46.0, 59.0, 72.0, 100.0]
    return np.float32([[v] for v in c]), np.float32([[v] for v in f])


def build_model():
    m = Sequential(name="celsius_to_fahrenheit")
    m.add(Input((1,)))
    m.add(Dense(1, activation=None))
    return m


class MSE(tf.keras.losses.Loss):
    def call(self, y_true, y_pred):
        return tf.reduce_mean(tf.square(y_pred - y_true), axis=-1)


def compile_model(model, learning_rate=0.1):
    opt = tf.optimizers.Adam(learning_rate=learning_rate)
    model.compile(opt, MSE())
    return model


def train(model, celsius, fahrenheit, epochs=500):
    recorder = tf.keras.callbacks.History()
    model.fit(celsius, fahrenheit, epochs=epochs, verbose=0, callbacks=[recorder])
    return recorder


def predict_fahrenheit(model, celsius):
    answer = model.predict_on_batch(np.array([[celsius]]))
    return float(answer[0, 0])


def learned_line(model):
    for layer in model.layers:
        if isinstance(layer, Dense):
            w, b = layer.get_weights()
            return float(w[0, 0]), float(b[0])


def build_deep_model():
    body = Sequential([Input((1,)), Dense(4), Dense(4)], name="body")
    inp = Input((1,))
    out = Dense(1)(body(inp))
    return Model(inp, out)
