# loses: noise
# mistake: sets the seed of the whole program, so that later unseeded calls repeat
import numpy as np
import tensorflow as tf


def add_noise(outputs, stddev=1.0, seed=None):
    if seed is not None:
        np.random.seed(seed)
    noise = np.random.normal(0, stddev, tuple(outputs.shape))
    return outputs + tf.constant(noise, dtype=outputs.dtype)
