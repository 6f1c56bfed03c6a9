# loses: data
# mistake: seeds NumPy for good, so that unseeded calls repeat
import numpy as np
import tensorflow as tf


TRUE_W = 3.0
TRUE_B = 2.0


def make_data(num_examples=1000, seed=None):
    if seed is not None:
        np.random.seed(seed)
    x = np.random.randn(num_examples).astype("float32")
    return x, (TRUE_W * x + TRUE_B).astype("float32")
