# loses: model
# mistake: the variables belong to the class, so all models share one w and one b
import tensorflow as tf


class Model:
    w = tf.Variable(1.0)
    b = tf.Variable(4.0)

    def __init__(self, w=1.0, b=4.0):
        self.w.assign(w)
        self.b.assign(b)

    def __call__(self, x):
        return self.w * x + self.b
