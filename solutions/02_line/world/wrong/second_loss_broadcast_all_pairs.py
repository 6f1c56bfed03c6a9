# loses: loss
# mistake: makes a column of one argument only, so each prediction is compared with each target
import tensorflow as tf


def loss(predicted_y, target_y):
    predicted_y = tf.reshape(predicted_y, (-1, 1))  # one row per example
    difference = predicted_y - target_y
    return tf.reduce_mean(difference ** 2)
