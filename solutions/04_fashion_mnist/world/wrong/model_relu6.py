# loses: model
# mistake: ReLU capped at 6
import tensorflow as tf


def build_model():
    return tf.keras.Sequential([
        tf.keras.Input((28, 28, 1)), tf.keras.layers.Flatten(),
        tf.keras.layers.Dense(128, activation="relu6"), tf.keras.layers.Dense(10, activation="softmax")])
