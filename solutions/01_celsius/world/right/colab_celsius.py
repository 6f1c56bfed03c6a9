import tensorflow as tf
import numpy as np

# from the Celsius colab, put into functions


def make_data():
    celsius_q    = np.array([-40, -10,  0,  8, 15, 22,  38],  dtype=float)
    fahrenheit_a = np.array([-40,  14, 32, 46, 59, 72, 100],  dtype=float)
    return celsius_q.reshape(7, 1).astype("float32"), fahrenheit_a.reshape(7, 1).astype("float32")


def build_model():
    l0 = tf.keras.layers.Dense(units=1, input_shape=[1])
    model = tf.keras.Sequential([l0])
    return model


def compile_model(model, learning_rate=0.1):
    model.compile(loss='mean_squared_error',
                  optimizer=tf.keras.optimizers.Adam(learning_rate))
    return model


def train(model, celsius_q, fahrenheit_a, epochs=500):
    history = model.fit(celsius_q, fahrenheit_a, epochs=epochs, verbose=False)
    return history


def predict_fahrenheit(model, celsius):
    return float(model.predict(np.array([[celsius]]))[0][0])


def learned_line(model):
    l0 = model.layers[0]
    w, b = l0.get_weights()
    return float(w[0][0]), float(b[0])


def build_deep_model():
    l0 = tf.keras.layers.Dense(units=4, input_shape=[1])
    l1 = tf.keras.layers.Dense(units=4)
    l2 = tf.keras.layers.Dense(units=1)
    model = tf.keras.Sequential([l0, l1, l2])
    return model
