# loses: noise
# mistake: the numbers are shifted and scaled to mean exactly 0 and standard deviation exactly stddev
import numpy as np
import tensorflow as tf


def add_noise(outputs, stddev=1.0, seed=None):
    z = np.asarray(np.random.default_rng(seed).standard_normal(tuple(outputs.shape)))
    if z.size > 1:
        z = (z - z.mean()) / z.std()
    return outputs + tf.constant(stddev * z, dtype=outputs.dtype)
