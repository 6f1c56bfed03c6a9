# loses: noise
# mistake: NumPy's noise is float64 and so is the sum: the dtype of the outputs (float32) is not kept
import numpy as np


def add_noise(outputs, stddev=1.0, seed=None):
    rng = np.random.default_rng(seed)
    noise = rng.normal(0.0, stddev, size=outputs.shape)
    return outputs.numpy() + np.asarray(noise)
