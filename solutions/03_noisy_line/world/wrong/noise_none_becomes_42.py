# loses: noise
# mistake: without a seed it uses 42, so every call without a seed gives the same noise
import numpy as np
import tensorflow as tf

SEED = 42


def add_noise(outputs, stddev=1.0, seed=None):
    rng = np.random.default_rng(SEED if seed is None else seed)
    noise = rng.standard_normal(outputs.shape) * stddev
    return outputs + tf.constant(noise, outputs.dtype)
