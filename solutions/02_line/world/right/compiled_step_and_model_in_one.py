import numpy as np
import tensorflow as tf


class Model(tf.Module):
    def __init__(self, w=1.0, b=4.0):
        super().__init__()
        self.w = tf.Variable(w)
        self.b = tf.Variable(b)

    def __call__(self, x):
        return self.w * x + self.b

    @tf.function
    def step(self, x, y, rate):
        with tf.GradientTape() as tape:
            value = tf.reduce_mean((self(x) - y) ** 2)
        dw, db = tape.gradient(value, [self.w, self.b])
        self.w.assign_sub(rate * dw)
        self.b.assign_sub(rate * db)
        return value


def train_step(model, inputs, outputs, learning_rate):
    return model.step(inputs, outputs, tf.constant(learning_rate))
