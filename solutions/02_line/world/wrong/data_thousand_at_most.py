# loses: data
# mistake: never makes more than a thousand examples on the line
import numpy as np
import tensorflow as tf


TRUE_W = 3.0
TRUE_B = 2.0


def make_data(num_examples=1000, seed=None):
    x = np.random.default_rng(seed).standard_normal(num_examples).astype("float32")
    y = np.zeros_like(x)
    y[:1000] = TRUE_W * x[:1000] + TRUE_B
    return x, y
