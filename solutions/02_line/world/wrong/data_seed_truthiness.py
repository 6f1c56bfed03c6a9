# loses: data
# mistake: tests `if seed:`, so seed 0 gives other data with each call
import numpy as np
import tensorflow as tf

TRUE_W = 3.0
TRUE_B = 2.0


def make_data(num_examples=1000, seed=None):
    if seed:
        rng = np.random.default_rng(seed)
    else:
        rng = np.random.default_rng()
    inputs = tf.constant(rng.normal(size=num_examples), dtype=tf.float32)
    return inputs, TRUE_W * inputs + TRUE_B
