# loses: model
# mistake: inputs are clipped to ±10
import numpy as np
import tensorflow as tf


class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(w)
        self.b = tf.Variable(b)

    def __call__(self, x):
        return self.w * tf.clip_by_value(x, -10.0, 10.0) + self.b
