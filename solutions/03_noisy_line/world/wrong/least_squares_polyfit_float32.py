# loses: least_squares
# mistake: np.polyfit on float32 arrays: far from zero it drops a direction (rank warning) and gives another line
import numpy as np


def least_squares(inputs, outputs):
    w, b = np.polyfit(inputs.numpy(), outputs.numpy(), 1)
    return float(w), float(b)
