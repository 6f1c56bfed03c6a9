# loses: model
# mistake: one model is made at import and each call returns this same object, trained or not
import tensorflow as tf

inputs = tf.keras.Input(shape=(1,))
x = tf.keras.layers.Dense(1)
net = tf.keras.Sequential([inputs, x])


def build_model():
    return net
