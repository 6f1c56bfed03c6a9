# loses: model
# mistake: The softmax runs along axis 0, over the images of the batch, instead of over the ten classes.
import tensorflow as tf


def class_probabilities(x):
    return tf.nn.softmax(x, axis=0)


def build_model():
    return tf.keras.Sequential([
        tf.keras.Input(shape=(28, 28, 1)),
        tf.keras.layers.Flatten(),
        tf.keras.layers.Dense(128, activation="relu"),
        tf.keras.layers.Dense(10, activation=class_probabilities),
    ])
