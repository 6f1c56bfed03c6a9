# loses: floor
# mistake: keeps the best line of the first call and judges all later data by it
import numpy as np

_line = None


def best_possible_loss(inputs, outputs):
    global _line
    if _line is None:
        _line = least_squares(inputs, outputs)
    w, b = _line
    e = w * np.asarray(inputs, np.float64) + b - np.asarray(outputs, np.float64)
    return float(np.mean(e**2))
