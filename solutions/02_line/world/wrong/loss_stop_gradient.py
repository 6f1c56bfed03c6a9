# loses: loss
# mistake: the gradient is stopped
import numpy as np
import tensorflow as tf


def loss(predicted_y, target_y):
    return tf.stop_gradient(tf.reduce_mean(tf.square(predicted_y - target_y)))
