# loses: least_squares
# mistake: the coefficients of Polynomial.fit are used without convert(), they belong to inputs scaled to [-1, 1]
import numpy as np
from numpy.polynomial import Polynomial


def least_squares(inputs, outputs):
    line = Polynomial.fit(np.array(inputs, dtype=float), np.array(outputs, dtype=float), deg=1)
    b, w = line.coef
    return float(w), float(b)
