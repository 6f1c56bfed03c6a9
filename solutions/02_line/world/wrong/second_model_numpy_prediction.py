# loses: model
# mistake: computes the prediction in NumPy, so no gradient flows to w and b
import numpy as np
import tensorflow as tf


class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(w, dtype=tf.float32)
        self.b = tf.Variable(b, dtype=tf.float32)

    def __call__(self, x):
        y = self.w.numpy() * np.asarray(x) + self.b.numpy()
        return tf.convert_to_tensor(y, dtype=tf.float32)
