# loses: predict
# mistake: names only the first three flowers, as many as the example has
import numpy as np

SPECIES = ("setosa", "versicolor", "virginica")


def predict_species(model, features):
    logits = np.array(model(features, training=False))
    names = []
    for i in range(min(len(SPECIES), len(logits))):
        names.append(SPECIES[np.argmax(logits[i])])
    return names
