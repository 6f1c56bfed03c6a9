# loses: data
# mistake: leaves NumPy's float64 instead of float32
import numpy as np

TRUE_W = 3.0
TRUE_B = 2.0


def make_data(num_examples=1000, seed=None):
    rng = np.random.default_rng(seed)
    inputs = rng.standard_normal(num_examples)
    outputs = TRUE_W * inputs + TRUE_B
    return inputs, outputs
