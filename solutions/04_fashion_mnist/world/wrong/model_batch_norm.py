# loses: model
# mistake: batch normalization in between
import tensorflow as tf


def build_model():
    return tf.keras.Sequential([
        tf.keras.Input((28, 28, 1)), tf.keras.layers.Flatten(),
        tf.keras.layers.Dense(128, activation="relu"), tf.keras.layers.BatchNormalization(),
        tf.keras.layers.Dense(10, activation="softmax")])
