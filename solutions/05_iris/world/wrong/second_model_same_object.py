# loses: model
# mistake: every call returns the same model object instead of a new one
import functools

import keras


@functools.lru_cache
def build_model():
    inputs = keras.Input((4,))
    x = keras.layers.Dense(10, activation="relu")(inputs)
    x = keras.layers.Dense(10, activation="relu")(x)
    return keras.Model(inputs, keras.layers.Dense(3)(x))
