# loses: floor
# mistake: a column minus a row gives an n by n matrix, so each output is compared with each prediction
import tensorflow as tf


def best_possible_loss(inputs, outputs):
    w, b = least_squares(inputs, outputs)
    x = tf.cast(inputs, tf.float64)
    y = tf.reshape(tf.cast(outputs, tf.float64), (-1, 1))
    predictions = float(w) * x + float(b)
    return float(tf.reduce_mean(tf.square(predictions - y)))
