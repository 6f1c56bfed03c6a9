# loses: model
# mistake: puts the batch into a column and multiplies
import numpy as np
import tensorflow as tf


class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(w)
        self.b = tf.Variable(b)

    def __call__(self, x):
        return tf.reshape(tf.matmul(tf.reshape(x, (-1, 1)), [[self.w]]) + self.b, (-1,))
