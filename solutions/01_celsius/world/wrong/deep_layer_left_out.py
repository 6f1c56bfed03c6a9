# loses: deep
# mistake: the second layer is wired to the input, the first one is not part of the model
import tensorflow as tf
from tensorflow.keras import layers


def build_deep_model():
    inputs = tf.keras.Input(shape=(1,))
    hidden1 = layers.Dense(4)(inputs)
    hidden2 = layers.Dense(4)(inputs)
    outputs = layers.Dense(1)(hidden2)
    return tf.keras.Model(inputs=inputs, outputs=outputs)
