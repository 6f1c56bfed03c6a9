# loses: predict
# mistake: steps=1 makes Keras predict only the first 32 images.
import numpy as np


def predict_labels(model, images):
    p = model.predict(images, steps=1, verbose=0)
    return np.argmax(p, axis=1)
