# loses: least_squares
# mistake: nothing is centred for the slope, so it is right only where the inputs have mean 0
import numpy as np


def least_squares(inputs, outputs):
    x = np.array(inputs).astype(np.float64)
    y = np.array(outputs).astype(np.float64)
    w = np.mean(x * y) / np.mean(x**2)
    b = y.mean() - w * x.mean()
    return float(w), float(b)
