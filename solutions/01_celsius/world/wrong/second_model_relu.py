# loses: model
# mistake: the unit has a ReLU activation
import tensorflow as tf


def build_model():
    model = tf.keras.Sequential([
        tf.keras.Input(shape=(1,)),
        tf.keras.layers.Dense(1, activation='relu'),
    ])
    return model
