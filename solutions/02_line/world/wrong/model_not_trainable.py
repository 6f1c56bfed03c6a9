# loses: model
# mistake: the bias is made with trainable=False, so a tape does not see it and it cannot be trained
import tensorflow as tf


class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(w, True, dtype=tf.float32)
        self.b = tf.Variable(b, False, dtype=tf.float32)

    def __call__(self, x):
        return self.w * x + self.b
