# loses: noise
# mistake: seed 0 is treated like no seed
import tensorflow as tf


def add_noise(outputs, stddev=1.0, seed=None):
    if seed:
        g = tf.random.Generator.from_seed(seed)
    else:
        g = tf.random.Generator.from_non_deterministic_state()
    return outputs + g.normal(outputs.shape, stddev=stddev, dtype=outputs.dtype)
