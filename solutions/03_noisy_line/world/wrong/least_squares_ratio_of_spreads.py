# loses: least_squares
# mistake: the slope is std(y) / std(x), without the correlation (and never negative)
import tensorflow as tf


def least_squares(inputs, outputs):
    x = tf.cast(inputs, tf.float64)
    y = tf.cast(outputs, tf.float64)
    w = tf.math.reduce_std(y) / tf.math.reduce_std(x)
    b = tf.reduce_mean(y) - w * tf.reduce_mean(x)
    return float(w), float(b)
