# loses: noise
# mistake: NumPy draws while tf.function traces, so without a seed later calls give the noise of the first once more
import numpy as np
import tensorflow as tf


@tf.function
def add_noise(outputs, stddev=1.0, seed=None):
    rng = np.random.default_rng(seed)
    noise = rng.normal(0.0, stddev, outputs.shape)
    return outputs + tf.cast(noise, outputs.dtype)
