# loses: predict
# mistake: answers are cached, so a model that has been trained further still gives its old answer
import functools

import numpy as np


@functools.lru_cache(maxsize=None)
def predict_fahrenheit(model, celsius):
    # predict is slow, so do it once for each temperature
    return float(model.predict(np.array([[celsius]]), verbose=0)[0, 0])
