# loses: model
# mistake: the unit has a ReLU activation, negative answers are impossible
import tensorflow as tf


def build_model():
    return tf.keras.Sequential([
        tf.keras.Input(shape=(1,)),
        tf.keras.layers.Dense(1, activation="relu"),
    ])
