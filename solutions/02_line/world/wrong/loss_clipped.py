# loses: loss
# mistake: squares are clipped at 100
import numpy as np
import tensorflow as tf


def loss(predicted_y, target_y):
    return tf.reduce_mean(tf.minimum(tf.square(predicted_y - target_y), 100.0))
