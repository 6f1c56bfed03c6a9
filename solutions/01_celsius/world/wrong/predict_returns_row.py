# loses: predict
# mistake: returns an array of shape (1,) and not one number
import numpy as np


def predict_fahrenheit(model, celsius):
    result = model.predict(np.array([[celsius]]), verbose=0)
    return result[0]
