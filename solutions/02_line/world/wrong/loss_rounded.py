# loses: loss
# mistake: the loss is rounded to three digits
import numpy as np
import tensorflow as tf


def loss(predicted_y, target_y):
    value = tf.reduce_mean(tf.square(predicted_y - target_y))
    return tf.round(value * 1000) / 1000
