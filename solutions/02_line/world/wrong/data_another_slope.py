# loses: data
# mistake: a line of slope 5
import numpy as np
import tensorflow as tf


TRUE_W = 3.0
TRUE_B = 2.0


def make_data(num_examples=1000, seed=None):
    x = np.random.default_rng(seed).standard_normal(num_examples).astype("float32")
    return x, 5 * x + 2
