# loses: predict
# mistake: gives the names in alphabetical order
import numpy as np
import tensorflow as tf


def predict_species(model, x):
    return sorted([SPECIES[i] for i in np.argmax(model(x), axis=1)])
