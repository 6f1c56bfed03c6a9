# loses: model
# mistake: the tutorial's first guess (5, 0) is the default instead of (1, 4)
import tensorflow as tf


class Model(tf.Module):
    def __init__(self, w=5.0, b=0.0, **kwargs):
        super().__init__(**kwargs)
        # Initialize the weights to `5.0` and the bias to `0.0`
        self.w = tf.Variable(w)
        self.b = tf.Variable(b)

    def __call__(self, x):
        return self.w * x + self.b
