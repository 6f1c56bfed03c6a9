# loses: data
# mistake: shifts and scales each sample to mean 0 and deviation 1 exactly, so inputs are not drawn by themselves (and one example is nan)
import numpy as np


def make_data(num_examples=1000, seed=None):
    rng = np.random.default_rng(seed)
    x = rng.standard_normal(num_examples)
    # mean 0, standard deviation 1
    x = (x - x.mean()) / x.std()
    x = x.astype("float32")
    y = x * np.float32(TRUE_W) + np.float32(TRUE_B)
    return x, y
