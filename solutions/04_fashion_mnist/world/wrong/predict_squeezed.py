# loses: predict
# mistake: a single image gives a number without a shape
import numpy as np


def predict_labels(model, images):
    return np.squeeze(np.argmax(model(images), axis=1))
