# loses: softmax
# mistake: subtracts the largest number of the whole array, so a row far below it becomes 0/0
import numpy as np


def softmax(logits):
    x = np.asarray(logits, dtype=float)
    e_x = np.exp(x - np.max(x))
    return e_x / e_x.sum(axis=1, keepdims=True)
