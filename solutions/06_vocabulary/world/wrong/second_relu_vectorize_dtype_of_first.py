# loses: relu
# mistake: np.vectorize takes the dtype of its first result, the int 0 for a negative number, and cuts all decimals off
import numpy as np


def relu(x):
    f = np.vectorize(lambda v: v if v > 0 else 0)
    return f(x).astype(float)
