# loses: loss
# mistake: made a float
import numpy as np
import tensorflow as tf


def loss(predicted_y, target_y):
    return float(tf.reduce_mean(tf.square(predicted_y - target_y)))
