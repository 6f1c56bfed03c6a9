# loses: floor
# mistake: np.linalg.lstsq returns the sum of the squared errors, and it is given back without the division by n
import numpy as np


def best_possible_loss(inputs, outputs):
    x = np.asarray(inputs, np.float64)
    y = np.asarray(outputs, np.float64)
    A = np.column_stack([x - x.mean(), np.ones_like(x)])
    _, residuals, _, _ = np.linalg.lstsq(A, y, rcond=None)
    return float(residuals[0])
