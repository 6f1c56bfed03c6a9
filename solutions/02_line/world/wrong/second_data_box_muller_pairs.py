# loses: data
# mistake: makes the numbers in pairs, so for an odd num_examples one example is missing
import numpy as np
import tensorflow as tf


def make_data(num_examples=1000, seed=None):
    rng = np.random.default_rng(seed)
    half = num_examples // 2
    u = 1.0 - rng.random(half)
    v = rng.random(half)
    radius = np.sqrt(-2.0 * np.log(u))
    normal = np.concatenate([radius * np.cos(2 * np.pi * v), radius * np.sin(2 * np.pi * v)])
    inputs = tf.constant(normal, dtype=tf.float32)
    return inputs, TRUE_W * inputs + TRUE_B
