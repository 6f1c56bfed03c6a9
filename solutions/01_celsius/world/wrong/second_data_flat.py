# loses: data
# mistake: the arrays have the shape (7,) instead of (7, 1)
import numpy as np


def make_data():
    celsius = np.array([-40, -10, 0, 8, 15, 22, 38], dtype=np.float32)
    fahrenheit = np.array([-40, 14, 32, 46, 59, 72, 100], dtype=np.float32)
    return celsius, fahrenheit
