# loses: predict
# mistake: names the first 32 flowers only
import numpy as np
import tensorflow as tf


def predict_species(model, x):
    return [SPECIES[i] for i in np.argmax(model(x), axis=1)[:32]]
