# loses: model
# mistake: ReLU is capped at 6
import numpy as np
import tensorflow as tf


def build_model():
    return tf.keras.Sequential([
        tf.keras.Input(shape=(4,)),
        tf.keras.layers.Dense(10, activation=tf.nn.relu6),
        tf.keras.layers.Dense(10, activation=tf.nn.relu6),
        tf.keras.layers.Dense(3),
    ])
