# loses: parameters
# mistake: the input is counted as a layer with biases of its own
import numpy as np


def count_parameters(layer_sizes):
    n = np.array(layer_sizes)
    if np.any(n < 1):
        raise ValueError("all sizes must be at least 1: " + str(layer_sizes))
    return int(np.dot(n[:-1], n[1:]) + np.sum(n))
