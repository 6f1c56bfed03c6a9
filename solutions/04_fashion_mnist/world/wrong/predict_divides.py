# loses: predict
# mistake: divides the images by 255 once more
import numpy as np


def predict_labels(model, images):
    return np.argmax(model.predict(images / 255, verbose=0), axis=1)
