# loses: predict
# mistake: Takes the classes with a probability above 0.5, so images without such a class are left out.
import numpy as np


def predict_labels(model, images):
    p = model.predict(images, verbose=0)
    rows, labels = np.where(p > 0.5)
    return labels
