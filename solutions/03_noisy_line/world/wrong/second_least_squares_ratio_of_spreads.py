# loses: least_squares
# mistake: the slope is the ratio of the standard deviations with the sign of the covariance, the correlation is forgotten
import numpy as np


def least_squares(inputs, outputs):
    x = np.array(inputs, dtype=np.float64)
    y = np.array(outputs, dtype=np.float64)
    sign = np.sign(np.sum((x - x.mean()) * (y - y.mean())))
    w = sign * y.std() / x.std()
    return float(w), float(y.mean() - w * x.mean())
