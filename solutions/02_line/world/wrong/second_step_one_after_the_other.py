# loses: train_step
# mistake: the gradient for b is computed after w has been moved already
import tensorflow as tf


def _gradient(model, inputs, outputs, variable):
    with tf.GradientTape() as tape:
        value = loss(model(inputs), outputs)
    return value, tape.gradient(value, variable)


def train_step(model, inputs, outputs, learning_rate):
    first_loss, dw = _gradient(model, inputs, outputs, model.w)
    model.w.assign_sub(learning_rate * dw)
    _, db = _gradient(model, inputs, outputs, model.b)
    model.b.assign_sub(learning_rate * db)
    return first_loss
