# loses: loss
# mistake: makes a column of the targets, so that each prediction is compared with each target
import tensorflow as tf


def loss(predicted_y, target_y):
    target_y = tf.reshape(target_y, (-1, 1))
    return tf.reduce_mean(tf.square(predicted_y - target_y))
