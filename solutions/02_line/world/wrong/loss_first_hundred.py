# loses: loss
# mistake: only the first hundred examples count
import numpy as np
import tensorflow as tf


def loss(predicted_y, target_y):
    return tf.reduce_mean(tf.square(predicted_y[:100] - target_y[:100]))
