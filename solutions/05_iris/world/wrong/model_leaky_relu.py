# loses: model
# mistake: a leaky ReLU where a ReLU is asked for
import numpy as np
import tensorflow as tf


def build_model():
    return tf.keras.Sequential([
        tf.keras.Input(shape=(4,)),
        tf.keras.layers.Dense(10, activation="leaky_relu"),
        tf.keras.layers.Dense(10, activation="leaky_relu"),
        tf.keras.layers.Dense(3),
    ])
