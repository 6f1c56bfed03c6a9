# loses: describe
# mistake: caps the confidence at 0.95
import numpy as np


def describe_prediction(probabilities, class_names):
    best = int(np.argmax(probabilities))
    return class_names[best], min(float(probabilities[best]), 0.95)
