# loses: data
# mistake: sorts the inputs, for a nicer plot
import numpy as np
import tensorflow as tf


TRUE_W = 3.0
TRUE_B = 2.0


def make_data(num_examples=1000, seed=None):
    x = np.sort(np.random.default_rng(seed).standard_normal(num_examples)).astype("float32")
    return x, (TRUE_W * x + TRUE_B).astype("float32")
