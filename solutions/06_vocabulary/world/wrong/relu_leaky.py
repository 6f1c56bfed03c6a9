# loses: relu
# mistake: negative numbers are multiplied by 0.01 (leaky ReLU) instead of becoming zero
import numpy as np


def relu(x, alpha=0.01):
    x = np.array(x, dtype=float)
    return np.where(x > 0, x, alpha * x)
