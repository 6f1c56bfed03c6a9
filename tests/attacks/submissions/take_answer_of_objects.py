# %%
import numpy as np


def make_data(num_examples=1000, seed=None):
    return np.array([print, None, "x"], dtype=object), np.array([{}], dtype=object)


def loss(predicted_y, target_y):
    return np.array([object()], dtype=object)
