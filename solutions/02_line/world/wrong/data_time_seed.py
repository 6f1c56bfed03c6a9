# loses: data
# mistake: without a seed the second of the clock is the seed
import numpy as np
import tensorflow as tf


TRUE_W = 3.0
TRUE_B = 2.0


def make_data(num_examples=1000, seed=None):
    import time

    rng = np.random.default_rng(int(time.time()) if seed is None else seed)
    x = rng.standard_normal(num_examples).astype("float32")
    return x, (TRUE_W * x + TRUE_B).astype("float32")
