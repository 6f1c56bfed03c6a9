# loses: describe
# mistake: confidence first
import numpy as np


def describe_prediction(probabilities, class_names):
    best = int(np.argmax(probabilities))
    return float(probabilities[best]), class_names[best]
