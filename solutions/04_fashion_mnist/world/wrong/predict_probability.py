# loses: predict
# mistake: the largest probability instead of its index
import numpy as np


def predict_labels(model, images):
    return np.max(model(images), axis=1)
