# loses: floor
# mistake: fits on the first 80 % of the data and returns the loss on the rest
import numpy as np


def best_possible_loss(inputs, outputs):
    # always judge on data the line has not seen
    split = int(0.8 * len(inputs))
    if split < 2:
        split = len(inputs) - 1 or 1
    w, b = least_squares(inputs[:split], outputs[:split])
    test_x = np.array(inputs[split:], dtype=np.float64)
    test_y = np.array(outputs[split:], dtype=np.float64)
    return float(np.mean((float(w) * test_x + float(b) - test_y) ** 2))
