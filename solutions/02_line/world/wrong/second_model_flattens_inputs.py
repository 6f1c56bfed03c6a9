# loses: model
# mistake: flattens the inputs, so predictions for a matrix or a single number do not keep the shape of x
import tensorflow as tf


class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(w, dtype=tf.float32)
        self.b = tf.Variable(b, dtype=tf.float32)

    def __call__(self, x):
        x = tf.reshape(x, [-1])
        return tf.multiply(x, self.w) + self.b
