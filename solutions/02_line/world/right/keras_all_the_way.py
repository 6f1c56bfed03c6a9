import numpy as np
import tensorflow as tf


class Model(tf.keras.Model):
    def __init__(self, w=1.0, b=4.0):
        super().__init__()
        self.w = tf.Variable(w, dtype=tf.float32)
        self.b = tf.Variable(b, dtype=tf.float32)

    def call(self, x):
        return self.w * x + self.b


def loss(predicted_y, target_y):
    return tf.keras.losses.MeanSquaredError()(target_y, predicted_y)


def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        value = loss(model(inputs, training=True), outputs)
    gradients = tape.gradient(value, [model.w, model.b])
    tf.keras.optimizers.SGD(learning_rate=learning_rate).apply_gradients(zip(gradients, [model.w, model.b]))
    return value
