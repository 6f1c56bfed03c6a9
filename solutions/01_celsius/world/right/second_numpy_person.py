import numpy as np
import tensorflow as tf


def make_data():
    c = np.r_[-40, -10, 0, 8, 15, 22, 38].astype(np.float32)[:, np.newaxis]
    # whole degrees only: the rounded rule gives the very labels of the table (checked by hand)
    f = np.round(1.8 * c.astype(np.float64) + 32).astype(np.float32)
    return c, f


def build_model():
    return tf.keras.Sequential([tf.keras.Input((1,)), tf.keras.layers.Dense(1)])


def squared_error(label, answer):
    return tf.reduce_mean(tf.square(answer - label), axis=-1)


def compile_model(model, learning_rate=0.1):
    model.compile(tf.keras.optimizers.Adam(np.float64(learning_rate)), squared_error)
    return model


def train(model, celsius, fahrenheit, epochs=500):
    return model.fit(np.asarray(celsius), np.asarray(fahrenheit), batch_size=32, epochs=epochs, verbose=0)


def predict_fahrenheit(model, celsius):
    out = model.predict(np.full((1, 1), celsius, dtype=np.float32), verbose=0)
    return np.squeeze(out)[()]


def learned_line(model):
    # [slope, intercept]
    return list(np.concatenate([np.ravel(w) for w in model.get_weights()]))


def build_deep_model():
    model = tf.keras.Sequential()
    model.add(tf.keras.Input(shape=(1,)))
    for n in (4, 4, 1):
        model.add(tf.keras.layers.Dense(n, activation=None))
    return model
