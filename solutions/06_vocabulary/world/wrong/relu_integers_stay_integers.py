# loses: relu
# mistake: whole numbers come back as ints, not floats
import numpy as np


def relu(x):
    return np.maximum(x, 0)
