# loses: describe
# mistake: gives the distance to the second best
import numpy as np


def describe_prediction(probabilities, class_names):
    first, second = np.sort(probabilities)[::-1][:2]
    return class_names[int(np.argmax(probabilities))], float(first - second)
