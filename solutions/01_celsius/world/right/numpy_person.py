import numpy as np
import tensorflow as tf


def make_data():
    celsius = np.r_[-40, -10, 0, 8, 15, 22, 38].astype(np.float32)[:, np.newaxis]
    # the thermometer shows whole degrees
    fahrenheit = np.rint(1.8 * celsius + 32).astype(np.float32)
    return celsius, fahrenheit


def build_model():
    return tf.keras.Sequential([tf.keras.Input(shape=(1,)), tf.keras.layers.Dense(1)])


def compile_model(model, learning_rate=0.1):
    model.compile(loss="mse", optimizer=tf.keras.optimizers.Adam(learning_rate=learning_rate))
    return model


def train(model, X, Y, epochs=500):
    return model.fit(np.asarray(X), np.asarray(Y), epochs=epochs, verbose=0)


def predict_fahrenheit(model, celsius):
    x = np.full((1, 1), celsius, dtype=np.float32)
    return np.squeeze(model.predict(x, verbose=0))[()]      # np.float32


def learned_line(model):
    W, b = model.layers[-1].get_weights()
    return W.ravel()[0], b.ravel()[0]


def build_deep_model():
    sizes = np.array([4, 4, 1])
    model = tf.keras.Sequential([tf.keras.Input(shape=(1,))])
    for n in sizes:
        model.add(tf.keras.layers.Dense(int(n)))
    return model
