# loses: data
# mistake: uses the last digit of the seed
import numpy as np
import tensorflow as tf


TRUE_W = 3.0
TRUE_B = 2.0


def make_data(num_examples=1000, seed=None):
    rng = np.random.default_rng(None if seed is None else seed % 10)
    x = rng.standard_normal(num_examples).astype("float32")
    return x, (TRUE_W * x + TRUE_B).astype("float32")
