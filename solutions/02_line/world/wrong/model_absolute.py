# loses: model
# mistake: the slope is taken without its sign
import numpy as np
import tensorflow as tf


class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(w)
        self.b = tf.Variable(b)

    def __call__(self, x):
        return tf.abs(self.w) * x + self.b
