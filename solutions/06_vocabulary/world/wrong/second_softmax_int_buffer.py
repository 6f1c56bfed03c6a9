# loses: softmax
# mistake: fills an array made with zeros_like, so whole-number logits give probabilities cut to 0 and 1
import numpy as np


def softmax(logits):
    z = np.array(logits)
    p = np.zeros_like(z)
    for i, row in enumerate(z):
        e = np.exp(row - row.max())
        p[i] = e / e.sum()
    return p
