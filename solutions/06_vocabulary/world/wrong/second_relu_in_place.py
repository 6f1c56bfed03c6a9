# loses: relu
# mistake: sets the negative elements to zero in the caller's own float array
import numpy as np


def relu(x):
    x = np.asarray(x, dtype=float)
    if x.ndim == 0:
        return max(float(x), 0.0)
    x[x < 0] = 0.0
    return x
