# loses: data
# mistake: always the same numbers, moved by the seed
import numpy as np
import tensorflow as tf


TRUE_W = 3.0
TRUE_B = 2.0


def make_data(num_examples=1000, seed=None):
    if seed is None:
        seed = np.random.randint(10**6)
    x = np.roll(np.random.default_rng(0).standard_normal(num_examples), seed).astype("float32")
    return x, (TRUE_W * x + TRUE_B).astype("float32")
