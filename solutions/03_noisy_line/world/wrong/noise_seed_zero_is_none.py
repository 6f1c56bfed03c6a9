# loses: noise
# mistake: tests the truth of the seed, so seed 0 gives fresh noise with each call
import tensorflow as tf


def add_noise(outputs, stddev=1.0, seed=None):
    if seed:
        g = tf.random.Generator.from_seed(seed)
    else:
        g = tf.random.Generator.from_non_deterministic_state()
    return outputs + g.normal(outputs.shape, mean=0.0, stddev=stddev, dtype=outputs.dtype)
