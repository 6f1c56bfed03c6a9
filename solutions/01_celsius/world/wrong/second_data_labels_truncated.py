# loses: data
# mistake: the labels are cut off by int() instead of rounded, so that 22 °C gets 71 instead of 72
import numpy as np


def make_data():
    temperatures = [-40, -10, 0, 8, 15, 22, 38]
    # thermometer shows whole degrees
    celsius = np.array([[c] for c in temperatures], dtype=np.float32)
    fahrenheit = np.array([[int(1.8 * c + 32)] for c in temperatures], dtype=np.float32)
    return celsius, fahrenheit
