# loses: data
# mistake: the labels are computed by the rule and cut off instead of rounded, so 22 degrees become 71
import numpy as np


def make_data():
    celsius = np.array([[-40], [-10], [0], [8], [15], [22], [38]], dtype=np.float32)
    # whole degrees only
    fahrenheit = (celsius * 9 // 5 + 32).astype(np.float32)
    return celsius, fahrenheit
