import functools
import time

import numpy as np
import tensorflow as tf

rng = np.random.default_rng()


def timed(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        start = time.perf_counter()
        result = function(*args, **kwargs)
        print(f"[{function.__name__}: {time.perf_counter() - start:.2f} s]")
        return result

    return wrapper


def random_start():
    """Glorot with a fresh seed out of NumPy's generator."""
    return tf.keras.initializers.GlorotUniform(seed=int(rng.integers(2**31)))


@timed
def make_data():
    celsius = np.array([[-40], [-10], [0], [8], [15], [22], [38]], np.float32)
    fahrenheit = np.array([[-40], [14], [32], [46], [59], [72], [100]], np.float32)
    print("shapes:", celsius.shape, fahrenheit.shape)
    return celsius, fahrenheit


@timed
def build_model():
    model = tf.keras.Sequential(
        [tf.keras.Input(shape=(1,)), tf.keras.layers.Dense(1, kernel_initializer=random_start())]
    )
    print("new model with weights", model.get_weights())
    return model


@timed
def compile_model(model, learning_rate=0.1):
    print("compiling with learning rate", learning_rate)
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate=learning_rate), loss="mse")
    return model


@timed
def train(model, celsius, fahrenheit, epochs=500):
    def tell(epoch, logs=None):
        if (epoch + 1) % 50 == 0:
            print("epoch", epoch + 1, "loss", logs["loss"])

    teller = tf.keras.callbacks.LambdaCallback(on_epoch_end=tell)
    history = model.fit(celsius, fahrenheit, epochs=epochs, verbose=0, callbacks=[teller])
    print("finished", len(history.history["loss"]), "epochs")
    return history


@timed
def predict_fahrenheit(model, celsius):
    answer = model.predict(np.array([[celsius]], np.float32))
    print(celsius, "->", answer)
    return answer[0, 0]


@timed
def learned_line(model):
    (weights, biases) = model.layers[-1].get_weights()
    print("weights", weights, "biases", biases)
    return weights[0, 0], biases[0]


@timed
def build_deep_model():
    model = tf.keras.Sequential([tf.keras.Input(shape=(1,))])
    for units in (4, 4, 1):
        model.add(tf.keras.layers.Dense(units, kernel_initializer=random_start()))
    model.summary()
    return model
