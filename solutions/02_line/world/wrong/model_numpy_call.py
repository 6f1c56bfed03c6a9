# loses: model
# mistake: computes with NumPy, so that no gradient flows
import numpy as np
import tensorflow as tf


class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(w)
        self.b = tf.Variable(b)

    def __call__(self, x):
        return tf.constant(self.w.numpy() * x.numpy() + self.b.numpy())
