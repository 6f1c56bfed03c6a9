# loses: noise
# mistake: stddev is taken for a variance, so its square root is the scale of the noise
import numpy as np
import tensorflow as tf


def add_noise(outputs, stddev=1.0, seed=None):
    rng = np.random.default_rng(seed)
    # N(0, s): the second number is the variance
    noise = rng.normal(0.0, np.sqrt(stddev), size=tuple(outputs.shape))
    return outputs + tf.cast(noise, outputs.dtype)
