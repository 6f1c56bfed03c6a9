# loses: noise
# mistake: passes stddev squared as the scale, so the noise has standard deviation stddev² (right only for 1)
import numpy as np
import tensorflow as tf


def add_noise(outputs, stddev=1.0, seed=None):
    # N(0, sigma^2)
    rng = np.random.default_rng(seed)
    noise = rng.normal(0, stddev**2, size=outputs.shape)
    return outputs + tf.cast(noise, outputs.dtype)
