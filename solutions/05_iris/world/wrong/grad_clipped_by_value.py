# loses: grad
# mistake: cuts each entry off at 1
import numpy as np
import tensorflow as tf


def grad(model, x, y):
    with tf.GradientTape() as tape:
        value = loss(model, x, y, training=True)
    gradients = tape.gradient(value, model.trainable_variables)
    return value, [tf.clip_by_value(g, -1.0, 1.0) for g in gradients]
