# loses: model
# mistake: each call moves b a little
import numpy as np
import tensorflow as tf


class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(w)
        self.b = tf.Variable(b)

    def __call__(self, x):
        y = self.w * x + self.b
        self.b.assign_add(0.01)
        return y
