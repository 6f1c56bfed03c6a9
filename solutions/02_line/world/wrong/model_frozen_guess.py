# loses: model
# mistake: predicts with the first values instead of the present values of the variables
import tensorflow as tf


class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(w, dtype=tf.float32)
        self.b = tf.Variable(b, dtype=tf.float32)
        self.line = lambda x: w * x + b

    def __call__(self, x):
        return self.line(x)
