# loses: data
# mistake: only the features are float32, the labels are float64
import numpy as np


def make_data():
    celsius = np.array([-40, -10, 0, 8, 15, 22, 38], dtype=np.float32).reshape(-1, 1)
    fahrenheit = np.array([-40, 14, 32, 46, 59, 72, 100], dtype=float).reshape(-1, 1)
    return celsius, fahrenheit
