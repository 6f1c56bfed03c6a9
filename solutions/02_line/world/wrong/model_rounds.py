# loses: model
# mistake: predictions are rounded to two digits
import numpy as np
import tensorflow as tf


class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(w)
        self.b = tf.Variable(b)

    def __call__(self, x):
        return tf.round((self.w * x + self.b) * 100) / 100
