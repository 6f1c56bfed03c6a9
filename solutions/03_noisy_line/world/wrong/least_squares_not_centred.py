# loses: least_squares
# mistake: leaves out the centring for the slope: mean(xy) / mean(x²)
import numpy as np


def least_squares(inputs, outputs):
    x = np.asarray(inputs, dtype=np.float64)
    y = np.asarray(outputs, dtype=np.float64)
    w = np.mean(x * y) / np.mean(x**2)
    b = y.mean() - w * x.mean()
    return float(w), float(b)
