# loses: describe
# mistake: gives the confidence in percent (0 to 100) instead of as a part of 1
import numpy as np


def describe_prediction(probabilities, class_names):
    i = np.argmax(probabilities)
    confidence = 100 * float(np.max(probabilities))
    return class_names[i], confidence
