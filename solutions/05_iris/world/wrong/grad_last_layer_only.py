# loses: grad
# mistake: zeros for all but the last layer
import numpy as np
import tensorflow as tf


def grad(model, x, y):
    with tf.GradientTape() as tape:
        value = loss(model, x, y, training=True)
    gradients = tape.gradient(value, model.trainable_variables)
    return value, [tf.zeros_like(g) for g in gradients[:-2]] + gradients[-2:]
