# loses: softmax
# mistake: subtracts the maximum in place, so an array passed in is changed
import numpy as np


def softmax(logits):
    logits = np.asarray(logits, dtype=np.float64)
    logits -= logits.max(axis=1, keepdims=True)
    e = np.exp(logits)
    return e / e.sum(axis=1, keepdims=True)
