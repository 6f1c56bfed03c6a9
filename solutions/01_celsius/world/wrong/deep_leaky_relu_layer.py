# loses: deep
# mistake: a LeakyReLU layer before the last layer bends the line, with the same 33 parameters
import tensorflow as tf


def build_deep_model():
    model = tf.keras.Sequential()
    model.add(tf.keras.Input(shape=(1,)))
    model.add(tf.keras.layers.Dense(4))
    model.add(tf.keras.layers.Dense(4))
    model.add(tf.keras.layers.LeakyReLU())
    model.add(tf.keras.layers.Dense(1))
    return model
