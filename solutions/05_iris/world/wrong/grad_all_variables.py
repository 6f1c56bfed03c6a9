# loses: grad
# mistake: takes model.variables, so there are entries for variables that are not trainable
import tensorflow as tf


def grad(model, features, labels):
    with tf.GradientTape() as tape:
        loss_value = loss(model, features, labels, training=True)
    grads = tape.gradient(loss_value, model.variables)
    return loss_value, grads
