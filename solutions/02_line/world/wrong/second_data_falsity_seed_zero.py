# loses: data
# mistake: `if seed:` treats seed 0 like None, so seed 0 gives other data each time
import numpy as np


def make_data(num_examples=1000, seed=None):
    if seed:
        rng = np.random.default_rng(seed)
    else:
        rng = np.random.default_rng()
    inputs = rng.standard_normal(num_examples).astype(np.float32)
    outputs = np.float32(TRUE_W) * inputs + np.float32(TRUE_B)
    return inputs, outputs
