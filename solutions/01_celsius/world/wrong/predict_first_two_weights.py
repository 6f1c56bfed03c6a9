# loses: predict
# mistake: computes with the first weight and bias only, which is wrong for a model with more than one layer
import numpy as np


def predict_fahrenheit(model, celsius):
    weights = model.get_weights()
    w = weights[0].ravel()[0]
    b = weights[1].ravel()[0]
    return float(w * np.float32(celsius) + b)
