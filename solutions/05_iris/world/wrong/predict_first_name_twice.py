# loses: predict
# mistake: remembers the answer of the first call with as many flowers
import numpy as np
import tensorflow as tf


_known = {}


def predict_species(model, x):
    if len(x) not in _known:
        _known[len(x)] = [SPECIES[i] for i in np.argmax(model(x), axis=1)]
    return _known[len(x)]
