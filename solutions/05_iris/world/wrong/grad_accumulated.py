# loses: grad
# mistake: adds the gradients of all calls up
import numpy as np
import tensorflow as tf


_sums = {}


def grad(model, x, y):
    with tf.GradientTape() as tape:
        value = loss(model, x, y, training=True)
    gradients = tape.gradient(value, model.trainable_variables)
    for i, g in enumerate(gradients):
        _sums[i] = _sums.get(i, 0.0) + g
    return value, [_sums[i] for i in range(len(gradients))]
