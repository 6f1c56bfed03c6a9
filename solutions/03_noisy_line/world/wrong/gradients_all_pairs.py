# loses: gradients
# mistake: makes a column of the outputs only, so broadcasting compares every prediction with every output
import tensorflow as tf


def gradients(model, inputs, outputs):
    y = tf.reshape(outputs, (-1, 1))
    with tf.GradientTape() as tape:
        y_pred = model(inputs)
        loss = tf.reduce_mean(tf.square(y_pred - y))
    dw, db = tape.gradient(loss, [model.w, model.b])
    return loss, dw, db
