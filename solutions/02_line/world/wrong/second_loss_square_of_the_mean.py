# loses: loss
# mistake: squares the mean difference (errors of opposite sign cancel) where the squares should be averaged
import tensorflow as tf


def loss(predicted_y, target_y):
    mean_error = tf.reduce_mean(predicted_y - target_y)
    return tf.square(mean_error)
