# loses: grad
# mistake: takes gradients for all weights, also for those that are not trainable
import tensorflow as tf


def grad(model, inputs, targets):
    with tf.GradientTape() as tape:
        loss_value = loss(model, inputs, targets, training=True)
    return loss_value, tape.gradient(loss_value, model.weights)
