# loses: least_squares
# mistake: the coefficients of numpy.polynomial come lowest power first, so (b, w) is returned
import numpy as np
from numpy.polynomial import Polynomial


def least_squares(inputs, outputs):
    x = np.asarray(inputs, dtype="float64")
    y = np.asarray(outputs, dtype="float64")
    w, b = Polynomial.fit(x, y, deg=1).convert().coef
    return float(w), float(b)
