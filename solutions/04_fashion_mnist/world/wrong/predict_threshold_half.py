# loses: predict
# mistake: only sees probabilities above 0.5; if there is none the answer is 0
import numpy as np


def predict_labels(model, images):
    p = model.predict(images, verbose=0)
    hits = (p > 0.5).astype("int32")
    return hits.argmax(axis=1)
