# loses: loss
# mistake: squares the mean difference instead of averaging the squares
import tensorflow as tf


def loss(predicted_y, target_y):
    difference = tf.reduce_mean(predicted_y) - tf.reduce_mean(target_y)
    return tf.square(difference)
