# loses: describe
# mistake: says unknown below one half
import numpy as np


def describe_prediction(probabilities, class_names):
    best = int(np.argmax(probabilities))
    if probabilities[best] < 0.5:
        return "unknown", float(probabilities[best])
    return class_names[best], float(probabilities[best])
