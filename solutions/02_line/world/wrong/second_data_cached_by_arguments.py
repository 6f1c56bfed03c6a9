# loses: data
# mistake: the cache also remembers calls without a seed, so those give the same data again
import functools

import numpy as np
import tensorflow as tf


@functools.lru_cache(maxsize=None)
def make_data(num_examples=1000, seed=None):
    """Same arguments, same data: a cache guarantees it."""
    rng = np.random.default_rng(seed)
    inputs = tf.constant(rng.normal(size=num_examples), dtype=tf.float32)
    outputs = inputs * TRUE_W + TRUE_B
    return inputs, outputs
