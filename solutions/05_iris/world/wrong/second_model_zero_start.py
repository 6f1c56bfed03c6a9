# loses: model
# mistake: all weights start at zero instead of at random
import tensorflow as tf


def build_model():
    start = {"kernel_initializer": "zeros", "bias_initializer": "zeros"}
    model = tf.keras.Sequential()
    model.add(tf.keras.Input(shape=(4,)))
    model.add(tf.keras.layers.Dense(10, activation="relu", **start))
    model.add(tf.keras.layers.Dense(10, activation="relu", **start))
    model.add(tf.keras.layers.Dense(3, **start))
    return model
