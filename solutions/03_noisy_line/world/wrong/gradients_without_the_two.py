# loses: gradients
# mistake: leaves out the factor 2 of the chain rule in both derivatives
import tensorflow as tf


def gradients(model, inputs, outputs):
    error = model(inputs) - outputs
    loss = tf.reduce_mean(tf.square(error))
    dw = tf.reduce_mean(error * inputs)
    db = tf.reduce_mean(error)
    return loss, dw, db
