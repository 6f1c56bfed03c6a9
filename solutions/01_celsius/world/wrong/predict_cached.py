# loses: predict
# mistake: answers are remembered by model and temperature, so after more training the old answer comes back
from functools import lru_cache

import numpy as np


@lru_cache(maxsize=None)
def predict_fahrenheit(model, celsius):
    return float(model.predict(np.array([[celsius]]), verbose=0)[0, 0])
