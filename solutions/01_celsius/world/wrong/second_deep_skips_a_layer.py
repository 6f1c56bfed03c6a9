# loses: deep
# mistake: the last layer is fed by the first, the second hidden layer is not in the model (13 parameters)
import tensorflow as tf


def build_deep_model():
    inputs = tf.keras.Input(shape=(1,))
    h1 = tf.keras.layers.Dense(4)(inputs)
    h2 = tf.keras.layers.Dense(4)(h1)
    outputs = tf.keras.layers.Dense(1)(h1)
    return tf.keras.Model(inputs=inputs, outputs=outputs)
