# loses: model
# mistake: all models share one Dense layer, so training one changes the others
import tensorflow as tf

unit = tf.keras.layers.Dense(units=1)


def build_model():
    return tf.keras.Sequential([tf.keras.Input(shape=(1,)), unit])
