# loses: deep
# mistake: the layers come in the order 1, 4, 4, so the model gives four answers
import tensorflow as tf


def build_deep_model():
    stack = [tf.keras.Input(shape=(1,)), tf.keras.layers.Dense(1)]
    for _ in range(2):
        stack.append(tf.keras.layers.Dense(4))
    return tf.keras.Sequential(stack)
