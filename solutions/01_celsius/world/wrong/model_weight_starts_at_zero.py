# loses: model
# mistake: the weight starts at 0 and not at random
import tensorflow as tf


def build_model():
    model = tf.keras.Sequential()
    model.add(tf.keras.Input(shape=(1,)))
    model.add(tf.keras.layers.Dense(1, kernel_initializer="zeros", bias_initializer="zeros"))
    return model
