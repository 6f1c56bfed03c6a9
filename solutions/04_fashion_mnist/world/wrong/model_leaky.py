# loses: model
# mistake: leaky ReLU
import tensorflow as tf


def build_model():
    return tf.keras.Sequential([
        tf.keras.Input((28, 28, 1)), tf.keras.layers.Flatten(),
        tf.keras.layers.Dense(128, activation="leaky_relu"), tf.keras.layers.Dense(10, activation="softmax")])
