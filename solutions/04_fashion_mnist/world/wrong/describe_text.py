# loses: describe
# mistake: confidence as a text
import numpy as np


def describe_prediction(probabilities, class_names):
    best = int(np.argmax(probabilities))
    return class_names[best], f"{probabilities[best]:.4f}"
