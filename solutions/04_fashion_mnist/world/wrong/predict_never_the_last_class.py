# loses: predict
# mistake: the loop over the classes ends one too early, so label 9 is never given
import numpy as np


def predict_labels(model, images):
    p = np.array(model(images))
    labels = []
    for i in range(len(p)):
        best = 0
        for j in range(1, len(p[i]) - 1):
            if p[i][j] > p[i][best]:
                best = j
        labels.append(best)
    return np.array(labels)
