# loses: grad
# mistake: the gradients are clipped to a global norm of 1
import tensorflow as tf


def grad(model, features, labels):
    with tf.GradientTape() as tape:
        value = loss(model, features, labels, training=True)
    gradients = tape.gradient(value, model.trainable_variables)
    gradients, _ = tf.clip_by_global_norm(gradients, 1.0)
    return value, gradients
