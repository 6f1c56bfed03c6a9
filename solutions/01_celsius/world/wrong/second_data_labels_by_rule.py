# loses: data
# mistake: the labels are computed with the rule (46.4, 71.6, 100.4) instead of the readings of the table
import numpy as np


def make_data():
    celsius = np.array([-40, -10, 0, 8, 15, 22, 38], dtype=np.float32).reshape(-1, 1)
    fahrenheit = 1.8 * celsius + 32
    return celsius, fahrenheit
