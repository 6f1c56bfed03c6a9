# loses: predict
# mistake: only the first 32 images
import numpy as np


def predict_labels(model, images):
    found = np.zeros(len(images), int)
    found[:32] = np.argmax(model(images[:32]), axis=1)
    return found
