# loses: data
# mistake: the labels are float64, only the features are float32
import numpy as np


def make_data():
    celsius = np.array([[-40], [-10], [0], [8], [15], [22], [38]], dtype="float32")
    fahrenheit = np.array([[-40], [14], [32], [46], [59], [72], [100]], dtype="float")
    return celsius, fahrenheit
