# loses: softmax
# mistake: clips the logits to +-500 against the overflow, which makes 1000 and 999 equally probable
import numpy as np


def softmax(logits):
    z = np.clip(np.asarray(logits, dtype=float), -500, 500)
    e = np.exp(z)
    return e / e.sum(axis=-1, keepdims=True)
