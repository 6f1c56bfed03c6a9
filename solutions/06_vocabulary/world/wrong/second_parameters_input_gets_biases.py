# loses: parameters
# mistake: adds a bias for each input too, as if the input were a layer
import numpy as np


def count_parameters(layer_sizes):
    s = np.array(layer_sizes)
    if s.min() < 1:
        raise ValueError("size below 1")
    return int(np.sum(s[:-1] * s[1:]) + np.sum(s))
