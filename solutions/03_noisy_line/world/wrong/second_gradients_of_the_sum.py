# loses: gradients
# mistake: the derivatives are those of the sum of squares, only the loss is the mean
import tensorflow as tf


def gradients(model, inputs, outputs):
    with tf.GradientTape() as tape:
        total = tf.reduce_sum((model(inputs) - outputs) ** 2)
    dw, db = tape.gradient(total, [model.w, model.b])
    loss = total / tf.cast(tf.size(inputs), tf.float32)
    return loss, dw, db
