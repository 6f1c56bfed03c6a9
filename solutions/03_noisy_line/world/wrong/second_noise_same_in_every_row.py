# loses: noise
# mistake: noise is drawn for the last axis only and broadcast to all rows
import numpy as np
import tensorflow as tf


def add_noise(outputs, stddev=1.0, seed=None):
    rng = np.random.default_rng(seed)
    n = tuple(outputs.shape)[-1:]
    noise = tf.constant(rng.normal(0.0, stddev, n), dtype=outputs.dtype)
    return outputs + noise
