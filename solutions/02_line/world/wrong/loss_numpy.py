# loses: loss
# mistake: computes with NumPy, so no gradients flow
import numpy as np
import tensorflow as tf


def loss(predicted_y, target_y):
    d = np.array(predicted_y) - np.array(target_y)
    return tf.constant(np.mean(d ** 2))
