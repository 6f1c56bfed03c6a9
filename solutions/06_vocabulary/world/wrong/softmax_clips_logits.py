# loses: softmax
# mistake: clips the numbers to -100..100 to keep exp finite, so 1000 and 999 come out equal
import numpy as np


def softmax(logits):
    z = np.clip(np.asarray(logits, dtype=float), -100, 100)
    e = np.exp(z)
    return e / e.sum(axis=1, keepdims=True)
