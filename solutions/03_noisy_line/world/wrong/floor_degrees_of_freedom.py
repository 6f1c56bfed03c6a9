# loses: floor
# mistake: divides the sum of squares by n - 2 (residual variance) and not by n
import numpy as np


def best_possible_loss(inputs, outputs):
    x = np.asarray(inputs, np.float64)
    y = np.asarray(outputs, np.float64)
    w, b = least_squares(inputs, outputs)
    rss = np.sum((y - w * x - b) ** 2)
    return float(rss / (len(x) - 2))
