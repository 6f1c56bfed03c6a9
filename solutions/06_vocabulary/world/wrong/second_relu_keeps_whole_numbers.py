# loses: relu
# mistake: whole numbers stay whole numbers, an int array instead of floats comes back
import numpy as np


def relu(x):
    return np.maximum(0, x)
