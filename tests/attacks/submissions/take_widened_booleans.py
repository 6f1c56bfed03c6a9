# %%
# One byte an element on the way, and eight or sixteen once NumPy has made numbers of a list of them.
import numpy as np


def loss(predicted_y, target_y):
    return [np.ones(63 << 20, dtype=bool)]


def make_data(num_examples, seed):
    return "x" * (60 << 20) + "\N{GRADUATION CAP}", [np.ones(1 << 20, dtype=bool)] * 62
