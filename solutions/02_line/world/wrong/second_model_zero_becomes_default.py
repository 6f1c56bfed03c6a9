# loses: model
# mistake: `w or ...` replaces a given first value of 0.0 by the default
import tensorflow as tf


class Model:
    DEFAULT_W = 1.0
    DEFAULT_B = 4.0

    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(w or self.DEFAULT_W, dtype=tf.float32)
        self.b = tf.Variable(b or self.DEFAULT_B, dtype=tf.float32)

    def __call__(self, x):
        return self.w * x + self.b
