# loses: train_step
# mistake: clips the gradients to norm 1
import tensorflow as tf


def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        value = loss(model(inputs), outputs)
    gradients = tape.gradient(value, [model.w, model.b])
    gradients, _ = tf.clip_by_global_norm(gradients, 1.0)
    for variable, gradient in zip([model.w, model.b], gradients):
        variable.assign_sub(learning_rate * gradient)
    return value
