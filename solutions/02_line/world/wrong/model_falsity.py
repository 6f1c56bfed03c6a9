# loses: model
# mistake: 0 is taken for no number
import numpy as np
import tensorflow as tf


class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(w or 1.0)
        self.b = tf.Variable(b or 4.0)

    def __call__(self, x):
        return self.w * x + self.b
