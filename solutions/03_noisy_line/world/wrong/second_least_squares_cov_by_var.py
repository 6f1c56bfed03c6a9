# loses: least_squares
# mistake: np.cov divides by n - 1 and np.var by n, so the slope is too large by n / (n - 1)
import numpy as np


def least_squares(inputs, outputs):
    x = np.array(inputs, dtype=np.float64)
    y = np.array(outputs, dtype=np.float64)
    w = np.cov(x, y)[0, 1] / np.var(x)
    b = np.mean(y) - w * np.mean(x)
    return w, b
