# loses: grad
# mistake: clips the gradients to norm 1, large ones come back too short
import tensorflow as tf


def grad(model, features, labels):
    with tf.GradientTape() as tape:
        value = loss(model, features, labels, training=True)
    g = tape.gradient(value, model.trainable_variables)
    g, _norm = tf.clip_by_global_norm(g, 1.0)  # against exploding gradients
    return value, g
