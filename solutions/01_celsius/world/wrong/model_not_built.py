# loses: model
# mistake: the model does not know its input and is not built
import tensorflow as tf


def build_model():
    model = tf.keras.Sequential([tf.keras.layers.Dense(units=1)])
    return model
