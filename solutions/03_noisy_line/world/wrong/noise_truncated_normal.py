# loses: noise
# mistake: draws from the truncated normal distribution: nothing is off by more than two standard deviations
import tensorflow as tf


def add_noise(outputs, stddev=1.0, seed=None):
    if seed is None:
        g = tf.random.Generator.from_non_deterministic_state()
    else:
        g = tf.random.Generator.from_seed(seed)
    return outputs + g.truncated_normal(outputs.shape, mean=0.0, stddev=stddev, dtype=outputs.dtype)
