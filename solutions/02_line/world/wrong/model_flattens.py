# loses: model
# mistake: returns the predictions flat, the shape of x is lost
import tensorflow as tf


class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(w, dtype=tf.float32)
        self.b = tf.Variable(b, dtype=tf.float32)

    def __call__(self, x):
        X = tf.reshape(x, [-1, 1])
        y = tf.matmul(X, tf.reshape(self.w, [1, 1])) + self.b
        return tf.reshape(y, [-1])
