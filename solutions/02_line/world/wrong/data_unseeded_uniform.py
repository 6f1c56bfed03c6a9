# loses: data
# mistake: draws uniform inputs where there is no seed
import numpy as np
import tensorflow as tf


TRUE_W = 3.0
TRUE_B = 2.0


def make_data(num_examples=1000, seed=None):
    if seed is None:
        x = np.random.default_rng().uniform(-2, 2, num_examples)
    else:
        x = np.random.default_rng(seed).standard_normal(num_examples)
    x = x.astype("float32")
    return x, (TRUE_W * x + TRUE_B).astype("float32")
