# loses: relu
# mistake: sets the negative elements of a float array that is passed in to zero
import numpy as np


def relu(x):
    x = np.asarray(x, dtype=float)
    x[x < 0] = 0.0
    return x
