# loses: model
# mistake: predicts with the numbers given at the start and not with the present values of the variables
import tensorflow as tf


class Model(tf.Module):
    def __init__(self, w=1.0, b=4.0):
        super().__init__()
        self.w = tf.Variable(w, dtype=tf.float32)
        self.b = tf.Variable(b, dtype=tf.float32)
        slope, shift = tf.convert_to_tensor(self.w), tf.convert_to_tensor(self.b)
        self.line = lambda x: slope * x + shift

    def __call__(self, x):
        return self.line(x)
