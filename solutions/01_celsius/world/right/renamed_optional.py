import random

import numpy as np
import tensorflow as tf


def make_data(dtype=np.float32, as_columns=True):
    grad_c = np.array([-40, -10, 0, 8, 15, 22, 38], dtype=dtype)
    grad_f = np.array([-40, 14, 32, 46, 59, 72, 100], dtype=dtype)
    if as_columns:
        grad_c, grad_f = grad_c[..., None], grad_f[..., None]
    return grad_c, grad_f


def build_model(einheiten=(1,), seed=None, name=None):
    if seed is None:
        seed = random.randrange(2**31)
    schichten = [tf.keras.Input(shape=(1,))]
    for k, n in enumerate(einheiten):
        init = tf.keras.initializers.GlorotNormal(seed=(seed + k) % 2**31)
        schichten.append(tf.keras.layers.Dense(n, kernel_initializer=init, bias_initializer="zeros"))
    return tf.keras.Sequential(schichten, name=name)


def compile_model(netz, learning_rate=0.1, loss="mse", **kwargs):
    netz.compile(optimizer=tf.keras.optimizers.Adam(learning_rate=learning_rate), loss=loss, **kwargs)
    return netz


def train(netz, eingabe, soll, epochs=500, verbose=0, callbacks=None):
    verlauf = netz.fit(eingabe, soll, epochs=epochs, verbose=verbose, callbacks=callbacks)
    return verlauf


def predict_fahrenheit(netz, grad, digits=None):
    antwort = float(netz.predict(np.array([[grad]], dtype=np.float32), verbose=0)[0, 0])
    return antwort if digits is None else round(antwort, digits)


def learned_line(netz, layer=-1):
    gewicht, schwelle = netz.layers[layer].get_weights()
    return float(gewicht[0, 0]), float(schwelle[0])


def build_deep_model(einheiten=(4, 4, 1), seed=None):
    return build_model(einheiten, seed)
