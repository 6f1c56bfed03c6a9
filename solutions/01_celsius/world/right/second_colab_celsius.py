# after the "Celsius to Fahrenheit" colab
import tensorflow as tf
import numpy as np


def make_data():
    celsius_q    = np.array([-40, -10,  0,  8, 15, 22,  38],  dtype=np.float32)
    fahrenheit_a = np.array([-40,  14, 32, 46, 59, 72, 100],  dtype=np.float32)
    return celsius_q.reshape(-1, 1), fahrenheit_a.reshape(-1, 1)


def build_model():
    l0 = tf.keras.layers.Dense(units=1, input_shape=(1,))
    return tf.keras.Sequential([l0])


def compile_model(model, learning_rate=0.1):
    model.compile(loss='mean_squared_error',
                  optimizer=tf.keras.optimizers.Adam(learning_rate))
    return model


def train(model, celsius, fahrenheit, epochs=500):
    history = model.fit(celsius, fahrenheit, epochs=epochs, verbose=False)
    return history


def predict_fahrenheit(model, celsius):
    return model.predict(np.array([[celsius]]), verbose=False)[0][0]


def learned_line(model):
    weights = model.layers[-1].get_weights()
    return weights[0][0][0], weights[1][0]


def build_deep_model():
    l0 = tf.keras.layers.Dense(units=4, input_shape=(1,))
    l1 = tf.keras.layers.Dense(units=4)
    l2 = tf.keras.layers.Dense(units=1)
    return tf.keras.Sequential([l0, l1, l2])
