# %%
import numpy as np


def make_data(num_examples=1000, seed=None):
    huge = np.broadcast_to(np.float32(1), (50_000, 50_000))
    return huge, huge


def loss(predicted_y, target_y):
    return "x" * (200 * 2**20)
