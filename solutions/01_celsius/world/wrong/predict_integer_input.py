# loses: predict
# mistake: the temperature is put into an integer array, its decimals are lost
import numpy as np


def predict_fahrenheit(model, celsius):
    x = np.zeros((1, 1), dtype=int)
    x[0, 0] = celsius
    return float(model.predict(x, verbose=0)[0, 0])
