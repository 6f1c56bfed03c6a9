# loses: model
# mistake: remembers the last answer for inputs of the same length
import numpy as np
import tensorflow as tf


class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(w)
        self.b = tf.Variable(b)
        self.last = None

    def __call__(self, x):
        if self.last is None or self.last.shape != x.shape:
            self.last = self.w * x + self.b
        return self.last
