import numpy as np
import tensorflow as tf


def loss(predicted_y, target_y):
    return tf.reduce_mean((tf.cast(predicted_y, tf.float64) - tf.cast(target_y, tf.float64)) ** 2)


class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(w, dtype=tf.float32)
        self.b = tf.Variable(b, dtype=tf.float32)

    def __call__(self, x):
        exact = tf.cast(self.w, tf.float64) * tf.cast(x, tf.float64) + tf.cast(self.b, tf.float64)
        return tf.cast(exact, tf.float32)
