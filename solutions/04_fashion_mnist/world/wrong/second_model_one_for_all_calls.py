# loses: model
# mistake: The model is remembered, so every call returns the same object instead of a new one.
import functools

import tensorflow as tf


@functools.lru_cache(maxsize=None)
def build_model():
    return tf.keras.Sequential([
        tf.keras.Input(shape=(28, 28, 1)),
        tf.keras.layers.Flatten(),
        tf.keras.layers.Dense(128, activation="relu"),
        tf.keras.layers.Dense(10, activation="softmax"),
    ])
