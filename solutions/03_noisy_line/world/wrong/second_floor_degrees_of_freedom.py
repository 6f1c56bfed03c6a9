# loses: floor
# mistake: divides by n - 2 instead of n
import numpy as np


def best_possible_loss(inputs, outputs):
    w, b = least_squares(inputs, outputs)
    x = np.array(inputs, dtype=np.float64)
    y = np.array(outputs, dtype=np.float64)
    rss = np.sum((float(w) * x + float(b) - y) ** 2)
    return float(rss / max(len(x) - 2, 1))
