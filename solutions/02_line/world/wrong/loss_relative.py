# loses: loss
# mistake: divides by the mean square of the targets
import numpy as np
import tensorflow as tf


def loss(predicted_y, target_y):
    return tf.reduce_mean(tf.square(predicted_y - target_y)) / tf.reduce_mean(tf.square(target_y))
