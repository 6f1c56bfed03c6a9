import functools
import time

import numpy as np
import tensorflow as tf
from tensorflow import keras

TIMES = {}


def timed(func):
    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        start = time.perf_counter()
        result = func(*args, **kwargs)
        TIMES.setdefault(func.__name__, []).append(time.perf_counter() - start)
        return result
    return wrapper


def chatty(func):
    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        print("->", func.__name__)
        result = func(*args, **kwargs)
        print("<-", func.__name__, "returns", type(result).__name__)
        return result
    return wrapper


@chatty
def make_data():
    celsius = np.array([-40, -10, 0, 8, 15, 22, 38], dtype=np.float32).reshape((-1, 1))
    fahrenheit = np.array([-40, 14, 32, 46, 59, 72, 100], dtype=np.float32).reshape((-1, 1))
    print("shapes:", celsius.shape, fahrenheit.shape, celsius.dtype)
    return celsius, fahrenheit


@chatty
def build_model():
    model = keras.Sequential([keras.layers.Input(shape=(1,)), keras.layers.Dense(1)])
    model.summary()
    return model


@chatty
@timed
def compile_model(model, learning_rate=0.1):
    print("learning rate", learning_rate)
    model.compile(optimizer=keras.optimizers.Adam(learning_rate=learning_rate), loss="mse")
    return model


@timed  # not chatty: nothing may be printed here
def train(model, celsius, fahrenheit, epochs=500):
    return model.fit(celsius, fahrenheit, epochs=epochs, verbose=0)


@chatty
@timed
def predict_fahrenheit(model, celsius):
    answers = model.predict(np.array([[celsius]]))
    print("answers", answers)
    return float(answers[0, 0])


@chatty
def learned_line(model):
    w, b = model.layers[-1].get_weights()
    print("w =", w, "b =", b)
    return float(w.squeeze()), float(b.squeeze())


@chatty
def build_deep_model():
    model = keras.Sequential([
        keras.layers.Input(shape=(1,)),
        keras.layers.Dense(4),
        keras.layers.Dense(4),
        keras.layers.Dense(1),
    ])
    print(model.count_params(), "parameters")
    return model
