# loses: grad
# mistake: gives the loss of a model that is not being trained
import numpy as np
import tensorflow as tf


def grad(model, x, y):
    with tf.GradientTape() as tape:
        value = loss(model, x, y, training=True)
    gradients = tape.gradient(value, model.trainable_variables)
    return loss(model, x, y, training=False), gradients
