# loses: inspect
# mistake: takes the answer at 1 degree as the slope, without taking the intercept off
import numpy as np


def learned_line(model):
    intercept, slope = model.predict(np.array([[0.0], [1.0]]), verbose=0)[:, 0]
    return float(slope), float(intercept)
