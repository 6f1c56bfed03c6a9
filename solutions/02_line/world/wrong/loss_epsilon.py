# loses: loss
# mistake: adds 0.1 against zeros
import numpy as np
import tensorflow as tf


def loss(predicted_y, target_y):
    return tf.reduce_mean(tf.square(predicted_y - target_y)) + 0.1
