# loses: gradients
# mistake: difference quotient with a step of 1e-6 in float32: the derivatives are rounding errors
import tensorflow as tf


def gradients(model, inputs, outputs):
    h = 1e-6

    def mse(w, b):
        return tf.reduce_mean((w * inputs + b - outputs) ** 2)

    w = tf.identity(model.w)
    b = tf.identity(model.b)
    loss = mse(w, b)
    dw = (mse(w + h, b) - loss) / h
    db = (mse(w, b + h) - loss) / h
    return loss, dw, db
