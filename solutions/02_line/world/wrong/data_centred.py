# loses: data
# mistake: centres each sample
import numpy as np
import tensorflow as tf


TRUE_W = 3.0
TRUE_B = 2.0


def make_data(num_examples=1000, seed=None):
    rng = np.random.default_rng(seed)
    x = rng.standard_normal(num_examples)
    x = (x - x.mean()).astype("float32") if num_examples > 1 else x.astype("float32")
    return x, np.float32(TRUE_W) * x + np.float32(TRUE_B)
