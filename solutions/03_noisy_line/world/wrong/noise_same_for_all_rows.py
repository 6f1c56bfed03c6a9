# loses: noise
# mistake: draws noise for the last axis only, so in a matrix every row gets the same noise
import numpy as np
import tensorflow as tf


def add_noise(outputs, stddev=1.0, seed=None):
    n = outputs.shape[-1] if len(outputs.shape) > 0 else 1
    rng = np.random.default_rng(seed)
    noise = rng.normal(loc=0.0, scale=stddev, size=n)
    noise = tf.cast(noise, outputs.dtype)
    if len(outputs.shape) == 0:
        noise = noise[0]
    return outputs + noise
