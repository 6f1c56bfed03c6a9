# loses: predict
# mistake: loops over three rows, as in the example, instead of over all n flowers
import numpy as np


def predict_species(model, features):
    logits = model(features, training=False).numpy()
    names = []
    for i in range(len(SPECIES)):
        names.append(SPECIES[np.argmax(logits[i])])
    return names
