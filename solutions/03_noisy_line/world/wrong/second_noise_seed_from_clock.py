# loses: noise
# mistake: without a seed the clock in whole seconds is the seed, so quick calls repeat the noise
import time

import tensorflow as tf


def add_noise(outputs, stddev=1.0, seed=None):
    if seed is None:
        seed = int(time.time())
    noise = tf.random.stateless_normal(outputs.shape, seed=(seed, 0), stddev=stddev)
    return outputs + tf.cast(noise, outputs.dtype)
