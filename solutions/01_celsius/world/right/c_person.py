import numpy as np
import tensorflow as tf

N = 7


def make_data():
    c = (-40, -10, 0, 8, 15, 22, 38)
    f = (-40, 14, 32, 46, 59, 72, 100)
    x = np.zeros((N, 1), dtype=np.float32)
    y = np.zeros((N, 1), dtype=np.float32)
    i = 0
    while i < N:
        x[i, 0] = c[i]
        y[i, 0] = f[i]
        i += 1
    return x, y


def build_model():
    model = tf.keras.Sequential()
    model.add(tf.keras.Input(shape=(1,)))
    model.add(tf.keras.layers.Dense(1))
    return model


def compile_model(p_model, learning_rate=0.1):
    p_model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate=learning_rate), loss="mean_squared_error")
    return p_model


def train(p_model, x, y, epochs=500):
    ret = None
    ret = p_model.fit(x, y, epochs=epochs, verbose=0)
    return ret


def predict_fahrenheit(p_model, celsius):
    buf = np.empty((1, 1), dtype=np.float32)
    buf[0, 0] = celsius
    out = p_model.predict(buf, batch_size=1, verbose=0)
    return float(out[0, 0])


def learned_line(p_model):
    i = 0
    n = len(p_model.layers)
    while i < n:
        wb = p_model.layers[i].get_weights()
        if len(wb) == 2:
            return float(wb[0][0, 0]), float(wb[1][0])
        i += 1
    return None


def build_deep_model():
    units = (4, 4, 1)
    model = tf.keras.Sequential()
    model.add(tf.keras.Input(shape=(1,)))
    for i in range(0, 3):
        model.add(tf.keras.layers.Dense(units[i]))
    return model
